/** An enterprise takes the way to the next tier on as tasks, shares them out, or drops them. */
import { and, eq, isNull } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { today } from "~/platform/clock.server";
import { tables, violatedConstraint, withTx, type Tx } from "~/platform/db.server";
import type { EnterpriseActor } from "~/shared/actor";
import { addDays, type Day } from "~/shared/day";
import { evaluateEnterprise } from "../evaluation.server";
import { evaluate } from "../evaluate";
import type { Evaluation } from "../evaluation";
import { pathToNextTier, walkedBy, type Path } from "../path";
import { actions } from "./actions.server";
import { adoptedSteps } from "./progress";

const { pathPlans, pathTasks } = tables;

export type AdoptOutcome = "adopted" | "open-already" | "nothing-to-do";

/** Pressed twice at once there is one plan: the second press finds it. */
export async function adoptPath(actor: EnterpriseActor): Promise<AdoptOutcome> {
  const on = today();
  return withTx(actor, async (tx) => {
    const { evaluation, inputs, profile } = await evaluateEnterprise(tx, actor.enterpriseId, on);
    const path = pathToNextTier(inputs.facts, profile, inputs.rules, on);
    const { target } = path;
    if (target === null || target === "key" || !path.isReachable || path.steps.length === 0) return "nothing-to-do";
    const [plan] = await tx
      .insert(pathPlans)
      .values({ enterpriseId: actor.enterpriseId, target, adoptedBy: actor.accountId, adoptedOn: on })
      .onConflictDoNothing()
      .returning({ id: pathPlans.id });
    if (!plan) return "open-already";
    const after = evaluate(walkedBy(inputs.facts, path), profile, inputs.rules, path.earliestOn);
    await tx.insert(pathTasks).values(tasksOf(path, after, on).map((task) => ({ ...task, planId: plan.id, enterpriseId: actor.enterpriseId })));
    await recordEvent(tx, actor, {
      action: "positive-list.path-adopted",
      enterpriseId: actor.enterpriseId,
      subjectId: plan.id,
      detail: { target, from: evaluation.score.tier, steps: path.steps.map(({ kind, code }) => `${kind}:${code}`) },
    });
    return "adopted";
  });
}

const tasksOf = (path: Path, after: Evaluation, on: Day) =>
  adoptedSteps(path, after).map(({ points, ...step }, position) => ({
    ...step,
    position,
    pointsTenths: Math.round(points * 10),
    dueOn: step.until ?? addDays(on, actions().days[step.code]),
  }));

export async function dropPlan(actor: EnterpriseActor, planId: string): Promise<"dropped" | "not-open"> {
  return withTx(actor, async (tx) => {
    const [row] = await tx
      .update(pathPlans)
      .set({ droppedOn: today() })
      .where(openPlan(actor, planId))
      .returning({ id: pathPlans.id });
    if (!row) return "not-open";
    await recordEvent(tx, actor, { action: "positive-list.path-dropped", enterpriseId: actor.enterpriseId, subjectId: planId, detail: {} });
    return "dropped";
  });
}

const openPlan = (actor: EnterpriseActor, planId: string) =>
  and(eq(pathPlans.id, planId), eq(pathPlans.enterpriseId, actor.enterpriseId), isNull(pathPlans.droppedOn));

export interface Assignment {
  readonly position: number;
  readonly ownerId: string | null;
  readonly dueOn: Day | null;
}

/** @returns "no-member" when the owner is nobody of this enterprise, or has left it */
export async function assignTask(actor: EnterpriseActor, planId: string, { position, ownerId, dueOn }: Assignment): Promise<"saved" | "not-open" | "no-member"> {
  try {
    return await withTx(actor, async (tx) => {
      if (!(await isOpen(tx, actor, planId))) return "not-open";
      const [row] = await tx
        .update(pathTasks)
        .set({ ownerId, dueOn })
        .where(and(eq(pathTasks.planId, planId), eq(pathTasks.enterpriseId, actor.enterpriseId), eq(pathTasks.position, position)))
        .returning({ code: pathTasks.code });
      if (!row) return "not-open";
      await recordEvent(tx, actor, {
        action: "positive-list.path-assigned",
        enterpriseId: actor.enterpriseId,
        subjectId: planId,
        detail: { code: row.code, owner: ownerId, dueOn },
      });
      return "saved";
    });
  } catch (error) {
    if (violatedConstraint(error) === "path_task_owner") return "no-member";
    throw error;
  }
}

async function isOpen(tx: Tx, actor: EnterpriseActor, planId: string): Promise<boolean> {
  const rows = await tx.select({ id: pathPlans.id }).from(pathPlans).where(openPlan(actor, planId)).for("share");
  return rows.length > 0;
}
