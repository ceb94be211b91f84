/** GET /api/v1/exemptions/:uscc?purpose=…: a signed answer for another agency or a bank. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { purposeSchema } from "~/features/positive-list/exemption-answer";
import { askExemption } from "~/features/positive-list/exemption-queries.server";
import { machineOf } from "~/features/positive-list/machine.server";
import { machineProblem, problem } from "~/features/positive-list/problem.server";
import { signed } from "~/features/positive-list/signing.server";
import { localeOf } from "~/platform/i18n.server";
import { parseUscc } from "~/shared/uscc";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const machine = await machineOf(request, "exemption:read");
  const locale = await localeOf(request);
  if (machine.is !== "known") return machineProblem(machine, locale);
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
