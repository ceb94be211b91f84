/** POST /api/v1/green-finance: a signed answer for a bank, with the enterprise's consent. */
import type { ActionFunctionArgs } from "@remix-run/node";
import { financeQuestionSchema } from "~/features/positive-list/finance/finance-answer";
import { answerFinance } from "~/features/positive-list/finance/finance-commands.server";
import { machineOf } from "~/features/positive-list/machine.server";
import { machineProblem, problem } from "~/features/positive-list/problem.server";
import { signed } from "~/features/positive-list/signing.server";
import { localeOf } from "~/platform/i18n.server";
import { parseUscc } from "~/shared/uscc";

export const loader = () => new Response(null, { status: 405, headers: { Allow: "POST" } });

export async function action({ request }: ActionFunctionArgs) {
  const machine = await machineOf(request, "green-finance:read");
  const locale = await localeOf(request);
  if (machine.is !== "known") return machineProblem(machine, locale);
  const question = financeQuestionSchema.safeParse(await request.json().catch(() => null));
  if (!question.success) return problem("bad-finance-question", locale);
  const code = parseUscc(question.data.creditCode);
  if (!code.ok) return problem("bad-code", locale);
  const claims = await answerFinance(machine.actor, code.code, question.data.purpose);
  if (!claims) return problem("no-consent", locale);
  return Response.json(
    { ...claims, jws: await signed(claims, machine.epoch) },
    { headers: { "Cache-Control": "no-store" } }
  );
}
