/** The forms of a correction's page: which was sent, what it says, what came of it. */
import type { SubmissionResult } from "@conform-to/react";
import { receiveEvidence } from "~/features/self-check/evidence.server";
import { evidenceForm } from "~/features/self-check/forms";
import { holidays } from "~/platform/holidays.server";
import { parseForm, type RefusedForm } from "~/platform/form.server";
import type { AgencyActor, EnterpriseActor } from "~/shared/actor";
import { addDays, day, type Day } from "~/shared/day";
import { addCorrectionEvidence, planCorrection, submitCorrection } from "./commands.server";
import { extensionBounds } from "./extension";
import { askForExtension, decideExtension, withdrawExtension } from "./extension-commands.server";
import { askForm, decisionForm, intentOf, planForm, submitForm, verdictForm } from "./forms";
import { may } from "./policy";
import type { Correction } from "./queries.server";
import { judgeCorrection } from "./verdict.server";

type FormName = "plan" | "evidence" | "submit" | "verdict" | "ask" | "decide";
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
  if (intentOf(form) === "decide") return decide(actor, correction.id, form, on);
  if (actor.kind !== "enterprise") return { is: "not-allowed" };
  if (intentOf(form) === "withdraw") return after(await withdrawExtension(actor, correction.id, on));
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
    case "ask":
      return ask(actor, correction, form, on);
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

async function ask(
  actor: EnterpriseActor,
  correction: Correction,
  form: FormData,
  on: Day
): Promise<Outcome> {
  const parsed = parseForm(form, askForm);
  if (!parsed.ok) return refused("ask", parsed.refused);
  const outcome = await askForExtension(actor, correction.id, parsed.value, on);
  const wrongDay = (message: string) => refused("ask", parsed.refuse({ newDueOn: [message] }));
  switch (outcome) {
    case "too-early":
      return wrongDay(`tooEarly?min=${addDays(on > correction.dueOn ? on : correction.dueOn, 1)}`);
    case "too-late":
      return wrongDay(`tooLate?max=${latestDay(correction)}`);
    case "unexplained":
      return refused("ask", parsed.refuse({ whyLate: ["extensionLate"] }));
    case "used-up":
      return refused("ask", parsed.refuse({ "": ["extensionUsedUp"] }));
    case "already":
      return refused("ask", parsed.refuse({ "": ["extensionOpen"] }));
    default:
      return after(outcome);
  }
}

function latestDay(correction: Correction): Day {
  const due = { ...correction, foundOn: day(correction.foundOn), firstDueOn: day(correction.firstDueOn) };
  return extensionBounds(due, holidays())?.latest ?? correction.dueOn;
}

async function decide(
  actor: EnterpriseActor | AgencyActor,
  id: string,
  form: FormData,
  on: Day
): Promise<Outcome> {
  const parsed = parseForm(form, decisionForm);
  if (!parsed.ok) return refused("decide", parsed.refused);
  const outcome = await decideExtension(actor, id, parsed.value, on);
  if (outcome === "not-allowed") return { is: "not-allowed" };
  return outcome === "own-request"
    ? refused("decide", parsed.refuse({ "": ["extensionOwn"] }))
    : after(outcome);
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
