/** Verifying a correction or sending it back, and the facts that follow from closing it. */
import { and, eq } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import type { AgencyActor, EnterpriseActor } from "~/shared/actor";
import type { Day } from "~/shared/day";
import type { VerdictInput } from "./forms";
import { lapseExtension } from "./extension-commands.server";
import { may } from "./policy";
import { withinReach } from "./reach.server";
import { stateShare } from "./share.server";
import { keepStep } from "./step.server";

const { corrections, facts, findings, selfChecks } = tables;

export type VerdictOutcome = "done" | "four-eyes" | "not-submitted" | "not-found";

/** The database holds the four eyes as well. The same verdict twice has one effect. */
export function judgeCorrection(
  actor: EnterpriseActor | AgencyActor,
  id: string,
  { verdict, reason }: VerdictInput,
  on: Day
): Promise<VerdictOutcome> {
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
    await keepStep(tx, actor, { id, enterpriseId: row.enterpriseId, kind: verdict, on, reason });
    if (verdict === "verified") {
      await lapseExtension(tx, id, on);
      await stateClosing(tx, actor, { ...row, id }, on);
    }
    await recordEvent(tx, actor, {
      action: `correction.${verdict}`,
      enterpriseId: row.enterpriseId,
      subjectId: id,
      detail: { on },
    });
    return "done";
  });
}

async function holdForVerdict(tx: Tx, actor: EnterpriseActor | AgencyActor, id: string) {
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
    .where(and(eq(corrections.id, id), withinReach(actor)))
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
async function stateClosing(
  tx: Tx,
  actor: EnterpriseActor | AgencyActor,
  closed: Closed,
  on: Day
): Promise<void> {
  await stateShare(
    tx,
    { enterpriseId: closed.enterpriseId, sourceRef: closed.id, recordedBy: actor.accountId },
    on
  );
  if (
    closed.source === "self-check" ||
    closed.submittedOn === null ||
    closed.submittedOn <= closed.dueOn
  )
    return;
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
