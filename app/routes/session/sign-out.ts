/** Ends the session on the server; the cookie that is left opens nothing. */
import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { endSession } from "~/platform/session.server";

export const loader = () => redirect("/");

export async function action({ request }: ActionFunctionArgs) {
  const headers = new Headers({ "Set-Cookie": await endSession(request) });
  // The browser's cached pages go too; storage is not used.
  headers.set("Clear-Site-Data", '"cache"');
  return redirect("/", { headers });
}
