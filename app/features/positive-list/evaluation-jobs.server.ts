/** Once a month every enterprise is evaluated and the evaluation kept, with one entry in its score ledger. */
import { asc, gt } from "drizzle-orm";
import { z } from "zod";
import { appendToLedger, recordEvent } from "~/features/audit/record.server";
import { today } from "~/platform/clock.server";
import { tables, withTx } from "~/platform/db.server";
import { defineJob, schedule } from "~/platform/jobs.server";
import { system } from "~/shared/actor";
import type { Day } from "~/shared/day";
import { evaluateEnterprise, storeEvaluation } from "./evaluation.server";

const SYSTEM = system("monthly-evaluation");
const AT_ONCE = 100;

export function registerEvaluationJobs(): void {
  defineJob("monthly-evaluation", z.unknown(), async () => {
    await storeMonthlyEvaluations();
  });
  schedule("monthly-evaluation", "15 2 1 * *");
}

/** Safe to repeat: an enterprise that has this month's evaluation is left as it is. Answers with how many were made. */
export async function storeMonthlyEvaluations(): Promise<number> {
  const on = today();
  let made = 0;
  let after: string | null = null;
  do {
    const ids = await enterprisesAfter(after);
    for (const id of ids) if (await storeOne(id, on)) made += 1;
    after = ids.length < AT_ONCE ? null : (ids.at(-1) ?? null);
  } while (after !== null);
  return made;
}

const enterprisesAfter = (after: string | null): Promise<string[]> =>
  withTx(SYSTEM, async (tx) => {
    const { enterprises } = tables;
    const rows = await tx
      .select({ id: enterprises.id })
      .from(enterprises)
      .where(after === null ? undefined : gt(enterprises.id, after))
      .orderBy(asc(enterprises.id))
      .limit(AT_ONCE);
    return rows.map(({ id }) => id);
  });

const storeOne = (enterpriseId: string, on: Day): Promise<boolean> =>
  withTx(SYSTEM, async (tx) => {
    const month = on.slice(0, 7);
    const { repeated } = await appendToLedger(tx, SYSTEM, {
      ownerId: enterpriseId,
      chain: "score",
      kind: "score.monthly",
      payload: { month },
      idempotencyKey: `monthly:${month}`,
    });
    if (repeated) return false;
    const evaluation = await evaluateEnterprise(tx, enterpriseId, on);
    const subjectId = await storeEvaluation(tx, enterpriseId, evaluation);
    await recordEvent(tx, SYSTEM, {
      action: "positive-list.evaluated",
      enterpriseId,
      subjectId,
      detail: { on, hash: evaluation.hash },
    });
    return true;
  });
