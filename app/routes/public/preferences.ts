/** Language and type size, kept in cookies. */
import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { largeTypeCookie, localeCookie } from "~/platform/i18n.server";
import { isLocale } from "~/shared/locale";
import { safePath } from "~/shared/params";

export async function action({ request }: ActionFunctionArgs) {
  const form = await request.formData();
  const headers = new Headers();
  const lang = form.get("lang");
  const type = form.get("type");
  if (isLocale(lang)) headers.append("Set-Cookie", await localeCookie.serialize(lang));
  if (type === "large" || type === "normal") headers.append("Set-Cookie", await largeTypeCookie.serialize(type));
  return redirect(safePath(form.get("to") as string | null), { headers });
}
