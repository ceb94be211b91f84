/** How much a request may send: decided from its declared length, which Node holds it to. */
import type { IncomingHttpHeaders } from "node:http";

export const FORM_LIMIT = 1024 * 1024;
export const UPLOAD_LIMIT = 25 * 1024 * 1024;
/** Routes that take files. */
const UPLOAD_PATHS =
  /^\/(agency\/)?(evidence|facts|imports?|self-checks?|corrections?)(\/|\.data$|$)/;

export function bodyProblem(
  method: string,
  path: string,
  headers: IncomingHttpHeaders
): "length-required" | "too-large" | null {
  if (method === "GET" || method === "HEAD") return null;
  if (headers["transfer-encoding"] !== undefined) return "length-required";
  const multipart = (headers["content-type"] ?? "").startsWith("multipart/form-data");
  const limit = multipart && UPLOAD_PATHS.test(path) ? UPLOAD_LIMIT : FORM_LIMIT;
  return Number(headers["content-length"] ?? 0) > limit ? "too-large" : null;
}
