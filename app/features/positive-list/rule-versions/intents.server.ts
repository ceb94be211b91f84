/** What the page of a shadow run can be asked to do. */
import { parseForm, type RefusedForm } from "~/platform/form.server";
import type { AgencyActor } from "~/shared/actor";
import { cancelShadowRun, decideRules, proposeRules, withdrawRules, type DecideOutcome, type ProposeOutcome } from "./commands.server";
import { changeIdForm, decideForm, intentOf, proposeForm } from "./forms";
import { may } from "./policy";

type Problem = Exclude<ProposeOutcome, "proposed"> | Exclude<DecideOutcome, "decided"> | "not-running";
type Answer = { readonly is: "done" } | { readonly is: "problem"; readonly problem: Problem } | { readonly is: "refused"; readonly refused: RefusedForm };

const DONE = ["cancelled", "proposed", "withdrawn", "decided"] as const;
type Done = (typeof DONE)[number];
const isDone = (outcome: Problem | Done): outcome is Done => DONE.some((done) => done === outcome);
const answer = (outcome: Problem | Done): Answer =>
  isDone(outcome) ? { is: "done" } : { is: "problem", problem: outcome };

export async function answerRun(actor: AgencyActor, runId: string, posted: FormData): Promise<Answer> {
  switch (intentOf(posted)) {
    case "cancel":
      return answer(await cancelShadowRun(actor, runId));
    case "propose": {
      const form = parseForm(posted, proposeForm);
      return form.ok ? answer(await proposeRules(actor, runId, form.value)) : { is: "refused", refused: form.refused };
    }
    case "withdraw": {
      const form = parseForm(posted, changeIdForm);
      return form.ok ? answer(await withdrawRules(actor, form.value.changeId)) : { is: "refused", refused: form.refused };
    }
    default: {
      if (!may.decide(actor)) throw new Response("Forbidden", { status: 403 });
      const form = parseForm(posted, decideForm);
      return form.ok ? answer(await decideRules(actor, form.value.changeId, form.value)) : { is: "refused", refused: form.refused };
    }
  }
}
