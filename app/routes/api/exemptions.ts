/** GET /api/v1/exemptions/:uscc?purpose=…: a signed answer for another agency or a bank. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { purposeSchema } from "~/features/positive-list/exemption-answer";
import { askExemption } from "~/features/positive-list/exemption-queue.server";
import { keyHashOf, machineOf } from "~/features/positive-list/machine.server";
import { machineProblem, problem } from "~/features/positive-list/problem.server";
import { signed } from "~/features/positive-list/signing.server";
import { localeOf } from "~/platform/i18n.server";
import { parseUscc } from "~/shared/uscc";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const keyHash = keyHashOf(request);
  if (!keyHash) return machineProblem({ is: "no-key" }, await localeOf(request));
  const code = parseUscc(params["uscc"] ?? "");
  const purpose = purposeSchema.safeParse(new URL(request.url).searchParams.get("purpose"));
  if (!code.ok || !purpose.success) {
    // Who may not ask learns that first.
    const machine = await machineOf(request, "exemption:read");
    const locale = await localeOf(request);
    if (machine.is !== "known") return machineProblem(machine, locale);
    return problem(code.ok ? "bad-purpose" : "bad-code", locale);
  }
  const reply = await askExemption(keyHash, { uscc: code.code, purpose: purpose.data });
  if (reply.is !== "answered") return machineProblem(reply, await localeOf(request));
  if (!reply.claims) return problem("unknown-enterprise", await localeOf(request));
  return Response.json(
    { ...reply.claims, jws: await signed(reply.claims, reply.epoch) },
    { headers: { "Cache-Control": "no-store" } }
  );
}
