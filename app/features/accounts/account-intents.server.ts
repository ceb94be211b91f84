/** What the page of one's own account posts: one form each, told apart by its button. */
import type { SubmissionResult } from "@conform-to/react";
import { parseForm, type RefusedForm } from "~/platform/form.server";
import { endOwnSession, type CurrentSession } from "~/platform/session.server";
import type { Person } from "~/shared/actor";
import type { Locale } from "~/shared/locale";
import { changePasswordForm, confirmForm, enrolForm, localeForm, sessionForm } from "./forms";
import { MIN_ALONE } from "./password";
import { changePassword, turnSecondFactorOff } from "./password-commands.server";
import { needsSecondFactor } from "./policy";
import { setOwnLocale } from "./profile-commands.server";
import { ownAccount } from "./queries.server";
import { confirmEnrolment, type TooMany } from "./sign-in-commands.server";
import { offerEnrolment, type Enrolment } from "./totp.server";

type Answer =
  | { readonly is: "done"; readonly locale?: Locale }
  | { readonly is: "refused"; readonly intent: string; readonly reply: SubmissionResult<string[]>; readonly again: Enrolment | null };

const DONE: Answer = { is: "done" };
const refuse = (intent: string, refused: RefusedForm, again: Enrolment | null = null): Answer => ({
  is: "refused",
  intent,
  reply: refused.data.reply,
  again,
});
const tooMany = ({ minutes }: TooMany): string => `tooManyTries?minutes=${minutes}`;

/** @throws {Response} 400 for a button this page does not have; 403 when staff would turn their second factor off */
export async function accountAction(session: CurrentSession, actor: Person, formData: FormData): Promise<Answer> {
  switch (formData.get("intent")) {
    case "locale":
      return saveLocale(actor, formData);
    case "password":
      return savePassword(session, formData);
    case "enrol":
      return enrol(session, formData);
    case "factor-off":
      if (needsSecondFactor(actor)) throw new Response("Forbidden", { status: 403 });
      return factorOff(session, formData);
    case "end-session":
      return endSession(actor, formData);
    default:
      throw new Response("Bad request", { status: 400 });
  }
}

async function saveLocale(actor: Person, formData: FormData): Promise<Answer> {
  const form = parseForm(formData, localeForm);
  if (!form.ok) return refuse("locale", form.refused);
  await setOwnLocale(actor, form.value.locale);
  return { is: "done", locale: form.value.locale };
}

async function savePassword(session: CurrentSession, formData: FormData): Promise<Answer> {
  const form = parseForm(formData, changePasswordForm);
  if (!form.ok) return refuse("password", form.refused);
  const outcome = await changePassword(session, form.value);
  if (outcome === "changed") return DONE;
  if (outcome === "wrong") return refuse("password", form.refuse({ password: ["passwordWrong"] }));
  if (outcome.is === "refused") return refuse("password", form.refuse({ newPassword: [outcome.problem] }));
  return refuse("password", form.refuse({ password: [tooMany(outcome)] }));
}

async function enrol(session: CurrentSession, formData: FormData): Promise<Answer> {
  const form = parseForm(formData, enrolForm);
  const sealed = formData.get("sealed");
  const { accountId } = session.actor;
  const again = async () =>
    offerEnrolment(accountId, (await ownAccount(session.actor)).loginName, typeof sealed === "string" ? sealed : undefined);
  if (!form.ok) return refuse("enrol", form.refused, await again());
  const outcome = await confirmEnrolment(session, form.value);
  if (outcome === "right") return DONE;
  return refuse("enrol", form.refuse({ code: [outcome === "wrong" ? "codeWrong" : tooMany(outcome)] }), await again());
}

async function factorOff(session: CurrentSession, formData: FormData): Promise<Answer> {
  const form = parseForm(formData, confirmForm);
  if (!form.ok) return refuse("factor-off", form.refused);
  const outcome = await turnSecondFactorOff(session, form.value.password);
  if (outcome === "off") return DONE;
  if (outcome === "wrong") return refuse("factor-off", form.refuse({ password: ["passwordWrong"] }));
  const message = outcome.is === "too-short" ? `passwordTooShortAlone?min=${MIN_ALONE}` : tooMany(outcome);
  return refuse("factor-off", form.refuse({ password: [message] }));
}

async function endSession(actor: Person, formData: FormData): Promise<Answer> {
  const form = parseForm(formData, sessionForm);
  if (!form.ok) return refuse("end-session", form.refused);
  await endOwnSession(actor, form.value.sessionId);
  return DONE;
}
