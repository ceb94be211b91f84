/** Answers to the portal's own scripts: JSON with a message in the reader's language. */
import { json } from "@remix-run/node";
import type { ParseKeys } from "i18next";
import { localeOf, translator } from "./i18n.server";

/** @param message key of the `errors` namespace, with parameters as a query: "tooLong?max=200" */
export async function inWords(
  request: Request,
  status: number,
  message: string,
  more: Readonly<Record<string, unknown>> = {}
): Promise<Response> {
  const [key = "", query = ""] = message.split("?");
  const t = translator(await localeOf(request), "errors");
  const text = t(key as ParseKeys<"errors">, Object.fromEntries(new URLSearchParams(query)));
  return json({ message: text, ...more }, { status, headers: { "Cache-Control": "no-store" } });
}
