/** The forms of the review page: which one was posted, parsed and carried out. */
import type { SubmissionResult } from "@conform-to/react";
import { parseForm } from "~/platform/form.server";
import type { AgencyActor } from "~/shared/actor";
import { checkApplication } from "./application-commands.server";
import { answerForm, checkForm, decisionForm } from "./application-forms";
import { may } from "./application-policy";
import { decideApplication } from "./decision-commands.server";
import { answerObjection } from "./notice-commands.server";

export const INTENTS = ["check", "decide", "answer"] as const;
export type Intent = (typeof INTENTS)[number];
export type ReviewOutcome =
  | { readonly is: "done" | "own-check" | "own-proposal" | "incomplete" | "not-open" | "not-allowed" }
  | { readonly is: "refused"; readonly reply: SubmissionResult<string[]> };

export async function carryOutReview(actor: AgencyActor, id: string, intent: Intent, formData: FormData): Promise<ReviewOutcome> {
  if (intent === "check") {
    if (!may.check(actor)) return { is: "not-allowed" };
    const form = parseForm(formData, checkForm);
    return form.ok ? { is: await checkApplication(actor, id, form.value) } : { is: "refused", reply: form.refused.data.reply };
  }
  if (!may.decide(actor)) return { is: "not-allowed" };
  if (intent === "answer") {
    const form = parseForm(formData, answerForm);
    if (!form.ok) return { is: "refused", reply: form.refused.data.reply };
    return { is: (await answerObjection(actor, id, form.value)) === "answered" ? "done" : "not-open" };
  }
  const form = parseForm(formData, decisionForm);
  if (!form.ok) return { is: "refused", reply: form.refused.data.reply };
  const outcome = await decideApplication(actor, id, form.value);
  return { is: outcome === "decided" ? "done" : outcome };
}
