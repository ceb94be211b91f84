/** POST /api/v1/exemptions: up to a hundred questions with one purpose, answered and signed together. */
import type { ActionFunctionArgs } from "@remix-run/node";
import { exemptionQuestionsSchema } from "~/features/positive-list/exemption-answer";
import { answerQuestions } from "~/features/positive-list/exemption-queries.server";
import { machineOf } from "~/features/positive-list/machine.server";
import { machineProblem, problem } from "~/features/positive-list/problem.server";
import { signed } from "~/features/positive-list/signing.server";
import { localeOf } from "~/platform/i18n.server";
import { parseUscc } from "~/shared/uscc";

export const loader = () => new Response(null, { status: 405, headers: { Allow: "POST" } });

export async function action({ request }: ActionFunctionArgs) {
  const machine = await machineOf(request, "exemption:read");
  const locale = await localeOf(request);
  if (machine.is !== "known") return machineProblem(machine, locale);
  const questions = exemptionQuestionsSchema.safeParse(await request.json().catch(() => null));
  if (!questions.success) return problem("bad-questions", locale);
  const codes = questions.data.codes.map((text) => ({ text, parsed: parseUscc(text) }));
  const valid = codes.flatMap(({ parsed }) => (parsed.ok ? [parsed.code] : []));
  const asked = [...new Set(valid)].map((uscc) => ({ uscc, purpose: questions.data.purpose }));
  const found = await answerQuestions(machine.actor, asked);
  const claims = new Map(asked.map(({ uscc }, at) => [uscc, found[at]]));
  const answers = codes.map(({ text, parsed }) =>
    parsed.ok
      ? (claims.get(parsed.code) ?? { uscc: parsed.code, reasonCode: "UNKNOWN" })
      : { uscc: text, reasonCode: "BAD_CODE" }
  );
  return Response.json(
    { answers, jws: await signed({ answers }, machine.epoch) },
    { headers: { "Cache-Control": "no-store" } }
  );
}
