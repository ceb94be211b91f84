/**
 * Which version of which rules is in force where. The portal starts from what content/ says; agencies put other
 * versions into force from a day on.
 *
 * Kept in memory and read again every minute. That is exact in every process, because a change is approved at least a
 * day before it takes force (a rule of the database).
 */
import { asc, eq } from "drizzle-orm";
import { tables, withTx } from "~/platform/db.server";
import { describeError, logger } from "~/platform/logger.server";
import { VISITOR } from "~/shared/actor";
import { day } from "~/shared/day";
import { putInForce } from "../rules.server";

const { ruleChanges } = tables;
const EVERY_MS = 60_000;


/** Reads what was approved. Called at the start, every minute, and after each approval. */
export async function readRulesInForce(): Promise<void> {
  const rows = await withTx(VISITOR, (tx) =>
    tx
      .select({
        regionCode: ruleChanges.regionCode,
        profileId: ruleChanges.profileId,
        version: ruleChanges.version,
        fromDay: ruleChanges.fromDay,
      })
      .from(ruleChanges)
      .where(eq(ruleChanges.status, "approved"))
      .orderBy(asc(ruleChanges.fromDay))
  );
  putInForce(rows.map((row) => ({ ...row, fromDay: day(row.fromDay) })));
}

export function watchRulesInForce(): void {
  const timer = setInterval(() => {
    readRulesInForce().catch((error: unknown) => logger().warn(describeError(error), "rules in force"));
  }, EVERY_MS);
  timer.unref();
}
