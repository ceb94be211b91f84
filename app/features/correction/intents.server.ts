/** The forms of a correction's page: which was sent, what it says, what came of it. */
import type { SubmissionResult } from "@conform-to/react";
import { receiveEvidence } from "~/features/self-check/evidence.server";
import { evidenceForm } from "~/features/self-check/forms";
import { parseForm, type RefusedForm } from "~/platform/form.server";
import type { AgencyActor, EnterpriseActor } from "~/shared/actor";
import { day, type Day } from "~/shared/day";
import { addCorrectionEvidence, planCorrection, submitCorrection } from "./commands.server";
import { intentOf, planForm, submitForm, verdictForm } from "./forms";
import { may } from "./policy";
import type { Correction } from "./queries.server";
import { judgeCorrection } from "./verdict.server";

type FormName = "plan" | "evidence" | "submit" | "verdict";
export type Outcome =
  | { readonly is: "done" | "not-allowed" | "out-of-date" }
  | { readonly is: "refused"; readonly form: FormName; readonly reply: SubmissionResult<string[]> };

const refused = (form: FormName, { data: { reply } }: RefusedForm): Outcome => ({
  is: "refused",
  form,
  reply,
});
const after = (outcome: string): Outcome => ({ is: outcome === "done" ? "done" : "out-of-date" });

export async function carryOut(
  actor: EnterpriseActor | AgencyActor,
  correction: Correction,
  form: FormData,
  on: Day
): Promise<Outcome> {
  if (intentOf(form) === "verdict") return judge(actor, correction, form, on);
  if (actor.kind !== "enterprise") return { is: "not-allowed" };
  if (!may.workOn(actor, correction))
    return {
      is:
        correction.status === "open" || correction.status === "reopened"
          ? "not-allowed"
          : "out-of-date",
    };
  switch (intentOf(form)) {
    case "plan":
      return plan(actor, correction.id, form);
    case "evidence":
      return prove(actor, correction, form, on);
    default:
      return submit(actor, correction.id, form, on);
  }
}

async function plan(actor: EnterpriseActor, id: string, form: FormData): Promise<Outcome> {
  const parsed = parseForm(form, planForm);
  if (!parsed.ok) return refused("plan", parsed.refused);
  const outcome = await planCorrection(actor, id, parsed.value);
  return outcome === "unknown-owner"
    ? refused("plan", parsed.refuse({ ownerAccountId: ["choose"] }))
    : after(outcome);
}

async function prove(
  actor: EnterpriseActor,
  correction: Correction,
  form: FormData,
  on: Day
): Promise<Outcome> {
  const foundOn = day(correction.foundOn);
  const parsed = parseForm(form, evidenceForm(on, foundOn));
  if (!parsed.ok) return refused("evidence", parsed.refused);
  const received = await receiveEvidence(actor, parsed.value.file, parsed.value.days);
  if ("refused" in received)
    return refused("evidence", parsed.refuse({ file: [received.refused] }));
  return after(await addCorrectionEvidence(actor, correction.id, received.stored));
}

const MISSING = { plan: "correctionNeedsPlan", evidence: "correctionNeedsEvidence" } as const;

async function submit(
  actor: EnterpriseActor,
  id: string,
  form: FormData,
  on: Day
): Promise<Outcome> {
  const parsed = parseForm(form, submitForm);
  if (!parsed.ok) return refused("submit", parsed.refused);
  const outcome = await submitCorrection(actor, id, on);
  if (outcome.is === "incomplete")
    return refused(
      "submit",
      parsed.refuse({ "": outcome.missing.map((missing) => MISSING[missing]) })
    );
  return after(outcome.is === "submitted" ? "done" : outcome.is);
}

async function judge(
  actor: EnterpriseActor | AgencyActor,
  correction: Correction,
  form: FormData,
  on: Day
): Promise<Outcome> {
  const own = correction.submittedBy === actor.accountId && correction.status === "submitted";
  if (!own && correction.status === "submitted" && !may.verify(actor, correction))
    return { is: "not-allowed" };
  const parsed = parseForm(form, verdictForm);
  if (!parsed.ok) return refused("verdict", parsed.refused);
  const outcome = await judgeCorrection(actor, correction.id, parsed.value, on);
  return outcome === "four-eyes"
    ? refused("verdict", parsed.refuse({ "": ["fourEyes"] }))
    : after(outcome);
}
