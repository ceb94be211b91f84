/** A refusal of the interface for machines (RFC 9457), in the language asked for. */
import { translator } from "~/platform/i18n.server";
import type { Locale } from "~/shared/locale";
import type { ProblemCode } from "./exemption-answer";
import type { MachineAnswer } from "./machine.server";

const STATUS: Readonly<Record<ProblemCode, number>> = {
  "bad-code": 400,
  "bad-questions": 400,
  "bad-finance-question": 400,
  "bad-facts": 400,
  "bad-purpose": 400,
  "no-idempotency-key": 400,
  "no-key": 401,
  "no-scope": 403,
  "no-consent": 403,
  "unknown-enterprise": 404,
  "key-reused": 409,
  "too-many": 429,
};

export function problem(
  code: ProblemCode,
  locale: Locale,
  headers: Record<string, string> = {}
): Response {
  const t = translator(locale, "positive-list");
  const status = STATUS[code];
  const body = {
    type: "about:blank",
    title: t(`api.title.${code}`),
    status,
    detail: t(`api.detail.${code}`),
    code,
    ...(code === "unknown-enterprise" ? { reasonCode: "UNKNOWN" } : {}),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      "Content-Type": "application/problem+json",
      "Content-Language": locale,
      "Cache-Control": "no-store",
      ...headers,
    },
  });
}

/** What a machine is told that may not ask. */
export function machineProblem(machine: Exclude<MachineAnswer, { is: "known" }>, locale: Locale): Response {
  if (machine.is === "too-many")
    return problem("too-many", locale, { "Retry-After": String(machine.retryAfterSeconds) });
  if (machine.is === "no-key")
    return problem("no-key", locale, { "WWW-Authenticate": 'Bearer realm="zijian"' });
  return problem(machine.is, locale);
}
