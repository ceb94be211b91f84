/** Every night: learning points whose twelve months are over are written off, and the score hears of it. */
import { gt, and, eq } from "drizzle-orm";
import { z } from "zod";
import { recordEvent } from "~/features/audit/record.server";
import { today } from "~/platform/clock.server";
import { tables, withTx } from "~/platform/db.server";
import { defineJob, schedule } from "~/platform/jobs.server";
import { system } from "~/shared/actor";
import type { Day } from "~/shared/day";
import { writeOffExpired } from "./points.server";

const SYSTEM = system("learning-points");
const { ledgerHeads } = tables;

/** Safe to repeat. Answers with the number of entries written off. */
export async function expirePoints(on: Day): Promise<number> {
  const owners = await withTx(SYSTEM, (tx) =>
    tx.select({ id: ledgerHeads.ownerId }).from(ledgerHeads).where(and(eq(ledgerHeads.chain, "points"), gt(ledgerHeads.balance, 0)))
  );
  let count = 0;
  for (const { id } of owners)
    count += await withTx(SYSTEM, async (tx) => {
      const expired = await writeOffExpired(tx, SYSTEM, id, on);
      if (expired > 0)
        await recordEvent(tx, SYSTEM, { action: "learning.points-expired", enterpriseId: id, subjectId: id, detail: { entries: expired } });
      return expired;
    });
  return count;
}

export function registerLearningJobs(): void {
  defineJob("learning-points-expiry", z.unknown(), async () => {
    await expirePoints(today());
  });
  schedule("learning-points-expiry", { hour: 0, minute: 7 });
}
