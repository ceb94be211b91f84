/** Answers to the portal's own scripts: JSON with a message in the reader's language, also when a request is refused. */
import { json } from "@remix-run/node";
import { localeOf, translator } from "./i18n.server";
import { isUnreadableForm } from "./multipart.server";

type RefusalStatus = 400 | 401 | 403 | 404 | 409;
const REFUSALS: readonly number[] = [400, 401, 403, 404, 409] satisfies RefusalStatus[];
const NOT_KEPT = { "Cache-Control": "no-store" };

/** Runs what makes the answer; what it throws for a page (a way to sign in, a page that is not there) becomes JSON. */
export async function answerInJson(
  request: Request,
  make: () => Promise<unknown>
): Promise<Response> {
  try {
    const made = await make();
    return made instanceof Response ? made : json(made, { headers: NOT_KEPT });
  } catch (thrown) {
    if (isUnreadableForm(thrown)) return refuseInJson(request, 400);
    if (!(thrown instanceof Response)) throw thrown;
    // A script cannot follow the way to sign in.
    const status = thrown.status >= 300 && thrown.status < 400 ? 401 : thrown.status;
    if (!isRefusal(status)) throw thrown;
    return refuseInJson(request, status);
  }
}

const isRefusal = (status: number): status is RefusalStatus => REFUSALS.includes(status);

export async function refuseInJson(request: Request, status: RefusalStatus): Promise<Response> {
  const t = translator(await localeOf(request), "errors");
  return json({ message: t(`json.${status}`) }, { status, headers: NOT_KEPT });
}

/** @param message key of the `errors` namespace, with parameters as a query: "tooLong?max=200" */
export async function refuseInWords(
  request: Request,
  status: number,
  message: string
): Promise<Response> {
  const [key = "invalid", query = ""] = message.split("?");
  const t = translator(await localeOf(request), "errors");
  const given = new URLSearchParams(query);
  const params = { min: given.get("min"), max: given.get("max"), minutes: given.get("minutes") };
  const text = t(key as "invalid", params);
  return json({ message: text }, { status, headers: NOT_KEPT });
}

/** The posted JSON, or null when it is none. */
export async function jsonBody(request: Request): Promise<unknown> {
  return request.json().catch(() => null);
}
