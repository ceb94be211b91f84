/** What and how much a request may send: decided from its headers; Node holds it to the declared length. */
import type { IncomingHttpHeaders } from "node:http";

export const FORM_LIMIT = 1024 * 1024;
export const UPLOAD_LIMIT = 25 * 1024 * 1024;
/** Files that are written to the disk as they come, so that several may come at once. */
export const EVIDENCE_LIMIT = 100 * 1024 * 1024;
/** How long what is sent with a refused request is passed over. */
export const LEFT_OVER_MS = 15_000;
/** Routes that take files. */
const UPLOAD_PATHS =
  /^\/(agency\/)?(evidence|facts|imports?|self-checks?|corrections?)(\/|\.data$|$)/;
const EVIDENCE_PATHS = /^\/(self-checks\/[^/]+\/evidence\/[^/]+?|facts)(\.data)?$/;
/** Routes that programs in our own pages send JSON to; the check of the origin covers them as any post. */
const JSON_PATHS = /^\/self-checks\/[0-9a-f-]{36}\/answers$/;
const JSON_TYPE = /^application\/json\s*(;|$)/i;
/** The two kinds a page's form can send; a multipart body without its boundary cannot be read. */
const FORM_TYPE =
  /^(application\/x-www-form-urlencoded\s*(;|$)|multipart\/form-data\s*;.*\bboundary=[^\s;])/i;

export type BodyProblem = "length-required" | "unsupported-type" | "too-large";
export const BODY_STATUS: Readonly<Record<BodyProblem, number>> = {
  "length-required": 411,
  "too-large": 413,
  "unsupported-type": 415,
};

export function bodyProblem(
  method: string,
  path: string,
  headers: IncomingHttpHeaders
): BodyProblem | null {
  if (method === "GET" || method === "HEAD") return null;
  if (headers["transfer-encoding"] !== undefined) return "length-required";
  const type = headers["content-type"] ?? "";
  const allowed = FORM_TYPE.test(type) || (JSON_PATHS.test(path) && JSON_TYPE.test(type));
  if (!path.startsWith("/api/") && !allowed) return "unsupported-type";
  const multipart = /^multipart\/form-data/i.test(type);
  const limit = multipart ? multipartLimit(path) : FORM_LIMIT;
  return Number(headers["content-length"] ?? 0) > limit ? "too-large" : null;
}

function multipartLimit(path: string): number {
  if (EVIDENCE_PATHS.test(path)) return EVIDENCE_LIMIT;
  return UPLOAD_PATHS.test(path) ? UPLOAD_LIMIT : FORM_LIMIT;
}

/** Whether the sender is a script of our own pages or a program, which reads JSON. */
export const readsJson = (path: string): boolean =>
  path.startsWith("/api/") ||
  JSON_PATHS.test(path) ||
  /^\/self-checks\/[^/]+\/evidence\/[^/]+\/upload$/.test(path);
