/** A year's plan: drafted, approved by another person, with the seeds of all its draws fixed at that moment. */
import { and, eq, like } from "drizzle-orm";
import { appendToLedger, recordEvent } from "~/features/audit/record.server";
import { today } from "~/platform/clock.server";
import { randomToken, seal, sha256Hex } from "~/platform/crypto.server";
import { tables, violatedConstraint, withTx } from "~/platform/db.server";
import type { AgencyActor } from "~/shared/actor";
import type { PlanInput } from "../forms";
import { quartersOf } from "./strata";

const { inspectionDraws, inspectionPlans } = tables;
/** What seeds are sealed for. */
export const SEED_PURPOSE = "inspection-seed";

export async function draftPlan(
  actor: AgencyActor,
  { year, note, key, simplified, registration, unknown }: PlanInput
): Promise<{ readonly is: "drafted"; readonly id: string } | { readonly is: "already" }> {
  try {
    return await withTx(actor, async (tx) => {
      const [plan] = await tx
        .insert(inspectionPlans)
        .values({
          agencyId: actor.agencyId,
          regionCode: actor.regionCode,
          year,
          note,
          percents: { key, simplified, registration, unknown },
          draftedBy: actor.accountId,
        })
        .returning({ id: inspectionPlans.id });
      if (!plan) throw new Error("The plan was not stored.");
      await recordEvent(tx, actor, { action: "inspection.plan-drafted", subjectId: plan.id, detail: { year } });
      return { is: "drafted" as const, id: plan.id };
    });
  } catch (error) {
    if (violatedConstraint(error) === "inspection_plan_one") return { is: "already" };
    throw error;
  }
}

export type PlanDecision = "decided" | "own-plan" | "not-open";

/**
 * By an approver of the agency or of one above it. Approved, the plan is in force; each of its draws has its seed, and the seeds' hashes are
 * public from now on.
 */
export async function approvePlan(actor: AgencyActor, planId: string): Promise<PlanDecision> {
  return withTx(actor, async (tx): Promise<PlanDecision> => {
    const [plan] = await tx
      .select()
      .from(inspectionPlans)
      .where(and(eq(inspectionPlans.id, planId), like(inspectionPlans.regionCode, `${actor.regionCode}%`)))
      .for("update");
    if (plan?.status !== "draft") return "not-open";
    if (plan.draftedBy === actor.accountId) return "own-plan";
    await tx
      .update(inspectionPlans)
      .set({ status: "in-force", decidedBy: actor.accountId, decidedOn: today() })
      .where(eq(inspectionPlans.id, planId));
    const periods = [
      ...quartersOf(plan.year).map((period) => ({ kind: "routine" as const, period })),
      { kind: "verification" as const, period: String(plan.year) },
    ];
    const draws = periods.map((each) => {
      const seed = randomToken();
      return {
        ...each,
        planId,
        agencyId: plan.agencyId,
        regionCode: plan.regionCode,
        seedSealed: seal(seed, SEED_PURPOSE),
        seedHash: sha256Hex(seed),
      };
    });
    await tx.insert(inspectionDraws).values(draws);
    await appendToLedger(tx, actor, {
      ownerId: plan.agencyId,
      chain: "decision",
      kind: "inspection.plan-approved",
      payload: { plan: planId, percents: plan.percents, seeds: draws.map(({ period, seedHash }) => ({ period, seedHash })) },
    });
    await recordEvent(tx, actor, { action: "inspection.plan-approved", subjectId: planId });
    return "decided";
  });
}

/** A draft is taken back by its agency; a plan in force stays. */
export function withdrawPlan(actor: AgencyActor, planId: string): Promise<"withdrawn" | "not-open"> {
  return withTx(actor, async (tx) => {
    const [plan] = await tx
      .update(inspectionPlans)
      .set({ status: "withdrawn", decidedBy: actor.accountId, decidedOn: today() })
      .where(and(eq(inspectionPlans.id, planId), eq(inspectionPlans.agencyId, actor.agencyId), eq(inspectionPlans.status, "draft")))
      .returning({ id: inspectionPlans.id });
    if (!plan) return "not-open";
    await recordEvent(tx, actor, { action: "inspection.plan-withdrawn", subjectId: planId });
    return "withdrawn";
  });
}
