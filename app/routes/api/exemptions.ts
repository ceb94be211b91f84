/** GET /api/v1/exemptions/:uscc?purpose=…: a signed answer for another agency or a bank. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { purposeSchema, type ProblemCode } from "~/features/positive-list/exemption-answer";
import { askExemption } from "~/features/positive-list/exemption-queries.server";
import { machineOf } from "~/features/positive-list/machine.server";
import { signed } from "~/features/positive-list/signing.server";
import { localeOf, translator } from "~/platform/i18n.server";
import type { Locale } from "~/shared/locale";
import { parseUscc } from "~/shared/uscc";

const STATUS: Readonly<Record<ProblemCode, number>> = {
  "bad-code": 400,
  "bad-purpose": 400,
  "no-key": 401,
  "no-scope": 403,
  "unknown-enterprise": 404,
  "too-many": 429,
};

export async function loader({ request, params }: LoaderFunctionArgs) {
  const machine = await machineOf(request, "exemption:read");
  const locale = await localeOf(request);
  if (machine.is === "too-many")
    return problem("too-many", locale, {
      "Retry-After": String(machine.retryAfterSeconds),
    });
  if (machine.is === "no-key")
    return problem("no-key", locale, {
      "WWW-Authenticate": 'Bearer realm="zijian"',
    });
  if (machine.is !== "known") return problem(machine.is, locale);
  const code = parseUscc(params["uscc"] ?? "");
  if (!code.ok) return problem("bad-code", locale);
  const purpose = purposeSchema.safeParse(new URL(request.url).searchParams.get("purpose"));
  if (!purpose.success) return problem("bad-purpose", locale);
  const claims = await askExemption(machine.actor, code.code, purpose.data);
  if (!claims) return problem("unknown-enterprise", locale);
  return Response.json(
    { ...claims, jws: await signed(claims) },
    { headers: { "Cache-Control": "no-store" } }
  );
}

function problem(
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
