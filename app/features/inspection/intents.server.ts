/** What the page of a plan can be asked to do. Null: done; otherwise why not. */
import type { AgencyActor } from "~/shared/actor";
import { makeDraw, revealSeed } from "./draw/commands.server";
import { drawForm, intentOf } from "./forms";
import { approvePlan, withdrawPlan } from "./plan/commands.server";
import { may } from "./policy";

export type PlanProblem = "not-open" | "own-plan" | "not-begun" | "over" | "busy" | "too-few-officers" | "still-planned";

const DONE = ["withdrawn", "decided", "drawn", "revealed"] as const;
type Done = (typeof DONE)[number];
const isDone = (outcome: Done | PlanProblem): outcome is Done => DONE.some((done) => done === outcome);
const problemOf = (outcome: Done | PlanProblem): PlanProblem | null => (isDone(outcome) ? null : outcome);

export async function answerPlan(actor: AgencyActor, planId: string, posted: FormData): Promise<PlanProblem | null> {
  const intent = intentOf(posted);
  if (intent === "withdraw") return problemOf(await withdrawPlan(actor, planId));
  if (!may.approve(actor)) throw new Response("Forbidden", { status: 403 });
  if (intent === "approve") return problemOf(await approvePlan(actor, planId));
  const form = drawForm.safeParse(Object.fromEntries(posted));
  if (!form.success) throw new Response("Bad Request", { status: 400 });
  return form.data.intent === "draw"
    ? problemOf((await makeDraw(actor, form.data.drawId)).is)
    : problemOf(await revealSeed(actor, form.data.drawId));
}
