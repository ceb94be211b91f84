/** The share of corrections closed on time, stated as a fact of the enterprise. */
import { and, desc, eq, sql } from "drizzle-orm";
import { tables, type Tx } from "~/platform/db.server";
import { day, type Day } from "~/shared/day";
import { correctionShare, type CorrectionStatus } from "./standing";

const { facts } = tables;

export interface ShareOccasion {
  readonly enterpriseId: string;
  /** What made it change: the same occasion twice is one statement. */
  readonly sourceRef: string;
  readonly recordedBy: string | null;
}

/** States the share as of `on`, in the place of the last statement. */
export async function stateShare(
  tx: Tx,
  { enterpriseId, sourceRef, recordedBy }: ShareOccasion,
  on: Day
): Promise<void> {
  // Two closings at once must each count the other: one after the other per enterprise.
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`correction-share ${enterpriseId}`}, 0))`
  );
  const all = await tx.execute<{
    status: CorrectionStatus;
    due_on: string;
    submitted_on: string | null;
  }>(
    sql`select status, due_on::text, submitted_on::text from app.correction_days(${enterpriseId}::uuid)`
  );
  const value = correctionShare(
    on,
    all.map((row) => ({
      status: row.status,
      dueOn: day(row.due_on),
      submittedOn: row.submitted_on === null ? null : day(row.submitted_on),
    }))
  );
  const [before] = await tx
    .select({ id: facts.id })
    .from(facts)
    .where(and(eq(facts.enterpriseId, enterpriseId), eq(facts.kind, "correction-share")))
    .orderBy(desc(facts.recordedAt))
    .limit(1);
  await tx
    .insert(facts)
    .values({
      enterpriseId,
      kind: "correction-share",
      value,
      validFrom: on,
      source: "correction",
      sourceRef,
      replaces: before?.id ?? null,
      recordedBy,
      // Not the start of the transaction, which may lie before that of the statement replaced.
      recordedAt: sql`clock_timestamp()`,
    })
    .onConflictDoNothing();
}
