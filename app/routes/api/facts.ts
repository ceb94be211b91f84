/** POST /api/v1/facts: up to a thousand facts from an agency's system, each with its own answer. */
import type { ActionFunctionArgs } from "@remix-run/node";
import { factCallSchema, type EntryProblem, type FactAnswer } from "~/features/positive-list/fact-api";
import { stateFacts } from "~/features/positive-list/fact-api-commands.server";
import { machineOf } from "~/features/positive-list/machine.server";
import { machineProblem, problem } from "~/features/positive-list/problem.server";
import { sha256Hex } from "~/platform/crypto.server";
import { localeOf, translator } from "~/platform/i18n.server";
import type { Locale } from "~/shared/locale";

const VISIBLE = /^[\x21-\x7e]{1,255}$/;

export const loader = () => new Response(null, { status: 405, headers: { Allow: "POST" } });

export async function action({ request }: ActionFunctionArgs) {
  const machine = await machineOf(request, "facts:write");
  const locale = await localeOf(request);
  if (machine.is !== "known") return machineProblem(machine, locale);
  const idempotencyKey = request.headers.get("Idempotency-Key") ?? "";
  if (!VISIBLE.test(idempotencyKey)) return problem("no-idempotency-key", locale);
  const body = await request.text();
  const call = factCallSchema.safeParse(parsed(body));
  if (!call.success) return problem("bad-facts", locale);
  const { entries } = call.data;
  const answer = await stateFacts(machine.actor, { idempotencyKey, bodyHash: sha256Hex(body), entries });
  if (answer === "other-body") return problem("key-reused", locale);
  return Response.json(inWords(answer, locale), {
    headers: { "Cache-Control": "no-store", "Content-Language": locale },
  });
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function inWords({ entries, ...counts }: FactAnswer, locale: Locale) {
  const t = translator(locale, "positive-list");
  const worded = (one: EntryProblem) => ({
    ...one,
    message: t(`api.entry.${one.code}`, { index: one.other?.index, says: one.other?.says, here: one.other?.here }),
  });
  return {
    ...counts,
    entries: entries.map(({ problems, ...entry }) => (problems ? { ...entry, problems: problems.map(worded) } : entry)),
  };
}
