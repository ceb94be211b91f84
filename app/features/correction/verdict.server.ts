/** Verifying a correction or sending it back, and the facts that follow from closing it. */
import { and, desc, eq, sql } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import type { AgencyActor, EnterpriseActor } from "~/shared/actor";
import { day, type Day } from "~/shared/day";
import type { VerdictInput } from "./forms";
import { may } from "./policy";
import { correctionShare, type CorrectionStatus } from "./standing";

const { corrections, enterprises, facts, findings, selfChecks } = tables;

export type VerdictOutcome = "done" | "four-eyes" | "not-submitted" | "not-found";

/** The database holds the four eyes as well. The same verdict twice has one effect. */
export function judgeCorrection(actor: EnterpriseActor | AgencyActor, id: string, { verdict, reason }: VerdictInput, on: Day): Promise<VerdictOutcome> {
  return withTx(actor, async (tx) => {
    const row = await holdForVerdict(tx, actor, id);
    if (!row) return "not-found";
    if (row.status === verdict) return "done";
    if (row.status !== "submitted") return "not-submitted";
    if (row.submittedBy === actor.accountId) return "four-eyes";
    if (!may.verify(actor, row)) return "not-found";
    await tx
      .update(corrections)
      .set(
        verdict === "verified"
          ? { status: verdict, verifiedBy: actor.accountId, verifiedOn: on, verdictReason: reason }
          : { status: verdict, verdictReason: reason, submittedOn: null }
      )
      .where(and(eq(corrections.id, id), eq(corrections.status, "submitted")));
    if (verdict === "verified") await stateClosing(tx, actor, { ...row, id }, on);
    await recordEvent(tx, actor, { action: `correction.${verdict}`, enterpriseId: row.enterpriseId, subjectId: id, detail: { on } });
    return "done";
  });
}

async function holdForVerdict(tx: Tx, actor: EnterpriseActor | AgencyActor, id: string) {
  const reach =
    actor.kind === "enterprise"
      ? eq(corrections.enterpriseId, actor.enterpriseId)
      : and(
          sql`exists (select 1 from ${enterprises} where ${enterprises.id} = ${corrections.enterpriseId} and ${enterprises.regionCode} like ${`${actor.regionCode}%`})`,
          sql`(${findings.selfCheckId} is null or ${selfChecks.sharedAt} is not null)`
        );
  const [row] = await tx
    .select({
      enterpriseId: corrections.enterpriseId,
      status: corrections.status,
      ownerAccountId: corrections.ownerAccountId,
      submittedBy: corrections.submittedBy,
      submittedOn: corrections.submittedOn,
      dueOn: corrections.dueOn,
      source: findings.source,
    })
    .from(corrections)
    .innerJoin(findings, eq(findings.id, corrections.findingId))
    .leftJoin(selfChecks, eq(selfChecks.id, findings.selfCheckId))
    .where(and(eq(corrections.id, id), reach))
    .for("update", { of: corrections });
  return row ?? null;
}

interface Closed {
  readonly id: string;
  readonly enterpriseId: string;
  readonly source: string;
  readonly dueOn: string;
  readonly submittedOn: string | null;
}

/**
 * A closed correction renews the share closed on time. A late one from a visit or an inspection is a fact of its own; a
 * late one from the enterprise's own self-check is not: what it found itself never costs points beyond the share.
 */
async function stateClosing(tx: Tx, actor: EnterpriseActor | AgencyActor, closed: Closed, on: Day): Promise<void> {
  await stateShare(tx, actor, closed, on);
  if (closed.source === "self-check" || closed.submittedOn === null || closed.submittedOn <= closed.dueOn) return;
  await tx
    .insert(facts)
    .values({
      enterpriseId: closed.enterpriseId,
      kind: "late-fix",
      value: { dueOn: closed.dueOn, closedOn: closed.submittedOn },
      validFrom: on,
      source: "correction",
      sourceRef: closed.id,
      recordedBy: actor.accountId,
    })
    .onConflictDoNothing();
}

async function stateShare(tx: Tx, actor: EnterpriseActor | AgencyActor, { id, enterpriseId }: Closed, on: Day): Promise<void> {
  // Two closings at once must each count the other: one after the other per enterprise.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`correction-share ${enterpriseId}`}, 0))`);
  const all = await tx.execute<{ status: CorrectionStatus; due_on: string; submitted_on: string | null }>(
    sql`select status, due_on::text, submitted_on::text from app.correction_days(${enterpriseId}::uuid)`
  );
  const share = correctionShare(
    on,
    all.map((row) => ({ status: row.status, dueOn: day(row.due_on), submittedOn: row.submitted_on === null ? null : day(row.submitted_on) }))
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
      value: share,
      validFrom: on,
      source: "correction",
      sourceRef: id,
      replaces: before?.id ?? null,
      // Not the start of the transaction, which may lie before that of the statement replaced.
      recordedAt: sql`clock_timestamp()`,
      recordedBy: actor.accountId,
    })
    .onConflictDoNothing();
}
