/** Planning, proving, submitting and verifying a correction. */
import { and, eq, inArray, sql } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { insertEvidence, type NewEvidence } from "~/features/self-check/evidence.server";
import { now } from "~/platform/clock.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import type { EnterpriseActor } from "~/shared/actor";
import { day, type Day } from "~/shared/day";
import type { PlanInput } from "./forms";
import { may } from "./policy";
import { keepStep } from "./step.server";

const { accounts, correctionEvidence, corrections, findings } = tables;

export type WorkOutcome = "done" | "not-in-hand" | "not-found";

interface InHand {
  readonly id: string;
  readonly foundOn: Day;
}
type Held =
  | { readonly is: "held"; readonly correction: InHand }
  | { readonly is: "not-in-hand" | "not-found" };

/** Locks the correction if the actor may work on it now. */
async function holdInHand(tx: Tx, actor: EnterpriseActor, id: string): Promise<Held> {
  const [row] = await tx
    .select({
      id: corrections.id,
      status: corrections.status,
      ownerAccountId: corrections.ownerAccountId,
      submittedBy: corrections.submittedBy,
      foundOn: findings.foundOn,
    })
    .from(corrections)
    .innerJoin(findings, eq(findings.id, corrections.findingId))
    .where(and(eq(corrections.id, id), eq(corrections.enterpriseId, actor.enterpriseId)))
    .for("update", { of: corrections });
  if (!row) return { is: "not-found" };
  return may.workOn(actor, row)
    ? { is: "held", correction: { id, foundOn: day(row.foundOn) } }
    : { is: "not-in-hand" };
}

/** Cause, measure and owner. The owner is a member of the enterprise who can still sign in. */
export function planCorrection(
  actor: EnterpriseActor,
  id: string,
  { cause, causeText, measure, ownerAccountId }: PlanInput
): Promise<WorkOutcome | "unknown-owner"> {
  return withTx(actor, async (tx) => {
    const held = await holdInHand(tx, actor, id);
    if (held.is !== "held") return held.is;
    const [owner] = await tx
      .select({ id: accounts.id })
      .from(accounts)
      .where(
        and(
          eq(accounts.id, ownerAccountId),
          eq(accounts.enterpriseId, actor.enterpriseId),
          sql`${accounts.disabledAt} is null`
        )
      );
    if (!owner) return "unknown-owner";
    const { count } = await tx
      .update(corrections)
      .set({ cause, causeText, measure, ownerAccountId })
      .where(
        and(
          eq(corrections.id, id),
          sql`(${corrections.cause}, ${corrections.causeText}, ${corrections.measure}, ${corrections.ownerAccountId})
            is distinct from (${cause}::text, ${causeText}::text, ${measure}::text, ${ownerAccountId}::uuid)`
        )
      );
    if (count === 0) return "done";
    await event(tx, actor, "correction.planned", id, { cause, owner: ownerAccountId });
    return "done";
  });
}

/** Evidence speaks for a day on or after the finding; the same file with the same day twice has one effect. */
export function addCorrectionEvidence(
  actor: EnterpriseActor,
  id: string,
  stored: NewEvidence
): Promise<WorkOutcome | "before-finding"> {
  return withTx(actor, async (tx) => {
    const held = await holdInHand(tx, actor, id);
    if (held.is !== "held") return held.is;
    if (stored.effectiveFrom < held.correction.foundOn) return "before-finding";
    const evidenceId = await insertEvidence(tx, actor, stored);
    const added = await tx
      .insert(correctionEvidence)
      .values({ enterpriseId: actor.enterpriseId, correctionId: id, evidenceId })
      .onConflictDoNothing()
      .returning({ id: correctionEvidence.evidenceId });
    if (added.length === 0) return "done";
    await event(tx, actor, "correction.evidence-added", id, { evidenceId, hash: stored.hash });
    return "done";
  });
}

/** What a correction still needs before it can be submitted. */
export type Missing = "plan" | "evidence";
export type SubmitOutcome =
  | { readonly is: "submitted" | "not-in-hand" | "not-found" }
  | { readonly is: "incomplete"; readonly missing: readonly Missing[] };

export function submitCorrection(
  actor: EnterpriseActor,
  id: string,
  on: Day
): Promise<SubmitOutcome> {
  return withTx(actor, async (tx): Promise<SubmitOutcome> => {
    const held = await holdInHand(tx, actor, id);
    if (held.is !== "held") return { is: held.is };
    const [plan] = await tx
      .select({ cause: corrections.cause, owner: corrections.ownerAccountId })
      .from(corrections)
      .where(eq(corrections.id, id));
    const proof = await tx
      .select({ id: correctionEvidence.evidenceId })
      .from(correctionEvidence)
      .where(eq(correctionEvidence.correctionId, id));
    const missing: Missing[] = [
      ...(plan?.cause && plan.owner ? [] : ["plan" as const]),
      ...(proof.length > 0 ? [] : ["evidence" as const]),
    ];
    if (missing.length > 0) return { is: "incomplete", missing };
    await tx
      .update(corrections)
      .set({
        status: "submitted",
        submittedBy: actor.accountId,
        submittedAt: now(),
        submittedOn: on,
        verdictReason: "",
      })
      .where(and(eq(corrections.id, id), inArray(corrections.status, ["open", "reopened"])));
    await keepStep(tx, actor, {
      id,
      enterpriseId: actor.enterpriseId,
      kind: "submitted",
      on,
      reason: "",
      evidenceCount: proof.length,
    });
    await event(tx, actor, "correction.submitted", id, { on });
    return { is: "submitted" };
  });
}

function event(
  tx: Tx,
  actor: EnterpriseActor,
  action: string,
  subjectId: string,
  detail: Record<string, unknown>
): Promise<void> {
  return recordEvent(tx, actor, { action, enterpriseId: actor.enterpriseId, subjectId, detail });
}
