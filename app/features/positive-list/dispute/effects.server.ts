/**
 * What follows from an upheld dispute, worked out as the system because only it sees everything an evaluation reads: a new
 * evaluation on record, the open application looked at anew, and a letter that says what changed.
 */
import { and, desc, eq, inArray, lt } from "drizzle-orm";
import { z } from "zod";
import { recordEvent } from "~/features/audit/record.server";
import { today } from "~/platform/clock.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { translator } from "~/platform/i18n.server";
import { defineJob } from "~/platform/jobs.server";
import { system } from "~/shared/actor";
import type { Day } from "~/shared/day";
import { holdEnterprises } from "../batch/evaluate-many.server";
import { readSnapshots } from "../batch/snapshots.server";
import type { Evaluation } from "../evaluation";
import { evaluateEnterprise, storeEvaluation } from "../evaluation.server";
import { writeToEnterprise } from "../listing-mail.server";
import { sendBackToApprover } from "../listing-life/send-back.server";
import { OPEN_APPLICATIONS } from "../listing-life/states";
import type { Effects } from "./rules";

const CLERK = system("fact-dispute");
/** Name of the job. */
export const DISPUTE_EFFECTS = "fact-dispute-effects";
const { applications, evaluations, factDisputes, facts, listings } = tables;

export function registerDisputeJobs(): void {
  defineJob(DISPUTE_EFFECTS, z.object({ disputeId: z.uuid() }), async ({ disputeId }) => {
    await workOutEffects(disputeId);
  });
}

/** Safe to repeat: worked out once. Null when there is nothing to work out (any more). */
export const workOutEffects = (disputeId: string): Promise<Effects | null> =>
  withTx(CLERK, async (tx) => {
    const [dispute] = await tx
      .select({
        enterpriseId: factDisputes.enterpriseId,
        effects: factDisputes.effects,
        correctedFactId: factDisputes.correctedFactId,
        correctedAt: facts.recordedAt,
      })
      .from(factDisputes)
      .innerJoin(facts, eq(facts.id, factDisputes.correctedFactId))
      .where(and(eq(factDisputes.id, disputeId), eq(factDisputes.status, "upheld")))
      .for("update", { of: factDisputes });
    if (!dispute || dispute.effects !== null) return null;
    const { enterpriseId, correctedFactId } = dispute;
    await holdEnterprises(tx, [enterpriseId]);
    const on = today();
    const before = await evaluationBefore(tx, enterpriseId, dispute.correctedAt);
    const evaluation = await evaluateEnterprise(tx, enterpriseId, on);
    const evaluationId = await storeEvaluation(tx, enterpriseId, evaluation);
    const effects: Effects = {
      evaluationId,
      before: before && inShort(before),
      after: inShort(evaluation.result),
      application: await lookAtApplication(tx, enterpriseId, { result: evaluation.result, evaluationId }, on),
      listing: await listingAfter(tx, enterpriseId, correctedFactId),
    };
    await tx.update(factDisputes).set({ effects }).where(eq(factDisputes.id, disputeId));
    await tellEnterprise(tx, enterpriseId, effects);
    await recordEvent(tx, CLERK, { action: "positive-list.dispute-followed", enterpriseId, subjectId: disputeId, detail: { ...effects } });
    return effects;
  });

const inShort = ({ outcome, score }: Evaluation) => ({ outcome, score: score.total });

async function evaluationBefore(tx: Tx, enterpriseId: string, at: Date): Promise<Evaluation | null> {
  const [row] = await tx
    .select({ id: evaluations.id })
    .from(evaluations)
    .where(and(eq(evaluations.enterpriseId, enterpriseId), lt(evaluations.createdAt, at)))
    .orderBy(desc(evaluations.createdAt))
    .limit(1);
  return row ? ((await readSnapshots(tx, [row.id])).get(row.id)?.result ?? null) : null;
}

interface Anew {
  readonly result: Evaluation;
  readonly evaluationId: string;
}

/** Before the decision it gets the new evaluation; after it, a condition that is not met sends it back to the decider. */
async function lookAtApplication(tx: Tx, enterpriseId: string, { result, evaluationId }: Anew, on: Day): Promise<Effects["application"]> {
  const [open] = await tx
    .select({ id: applications.id, status: applications.status })
    .from(applications)
    .where(and(eq(applications.enterpriseId, enterpriseId), inArray(applications.status, OPEN_APPLICATIONS)))
    .for("update");
  if (!open) return "none";
  const closed = result.gates.filter(({ passed }) => !passed).map(({ code }) => code);
  const isDecided = open.status === "in-notice" || open.status === "approved";
  if (isDecided && closed.length > 0) {
    await sendBackToApprover(tx, { applicationId: open.id, enterpriseId, closed }, on);
    return "sent-back";
  }
  if (!isDecided) await tx.update(applications).set({ evaluationId }).where(eq(applications.id, open.id));
  return "re-evaluated";
}

async function listingAfter(tx: Tx, enterpriseId: string, correctedFactId: string | null): Promise<Effects["listing"]> {
  const [suspended] = await tx
    .select({ liftedOn: listings.triggerLiftedOn, triggerFactId: listings.triggerFactId })
    .from(listings)
    .where(and(eq(listings.enterpriseId, enterpriseId), eq(listings.status, "suspended")));
  if (!suspended) return "none";
  if (suspended.liftedOn !== null) return "trigger-gone";
  return suspended.triggerFactId === correctedFactId ? "trigger-stands" : "none";
}

function tellEnterprise(tx: Tx, enterpriseId: string, effects: Effects): Promise<void> {
  return writeToEnterprise(tx, enterpriseId, (locale) => {
    const t = translator(locale, "fact-dispute");
    const lines = [
      t("mail.effects.evaluation", { outcome: translator(locale, "positive-list")(`outcome.${effects.after.outcome}`), score: effects.after.score }),
      ...(effects.application === "none" ? [] : [t(`effects.application.${effects.application}`)]),
      ...(effects.listing === "none" ? [] : [t(`effects.listing.${effects.listing}`)]),
    ];
    return { subject: t("mail.effects.subject"), text: lines.join("\n") };
  });
}
