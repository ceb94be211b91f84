/** What the page of sharing is asked to do, and how it ended. */
import type { SubmissionResult } from "@conform-to/react";
import { parseForm } from "~/platform/form.server";
import type { EnterpriseActor } from "~/shared/actor";
import { revokeShare, shareSelfCheck } from "./share-commands.server";
import { revokeSchema, shareSchema } from "./share-forms";

type Form = "share" | "revoke";
export type ShareIntentOutcome =
  | { readonly is: "done" }
  | { readonly is: "not-found" }
  | {
      readonly is: "refused" | "conflict";
      readonly form: Form;
      readonly reply: SubmissionResult<string[]> | null;
      /** Key of what happened meanwhile. */
      readonly news: "changed" | "revoke.tooLate" | null;
    };

export async function carryOutShare(
  actor: EnterpriseActor,
  id: string,
  formData: FormData
): Promise<ShareIntentOutcome> {
  return formData.get("intent") === "revoke"
    ? takeBack(actor, id, formData)
    : share(actor, id, formData);
}

async function share(
  actor: EnterpriseActor,
  id: string,
  formData: FormData
): Promise<ShareIntentOutcome> {
  const form = parseForm(formData, shareSchema);
  if (!form.ok) return { is: "refused", form: "share", reply: form.refused.data.reply, news: null };
  const { scope, textVersion } = form.value;
  const withEvidence = scope === "with-evidence";
  const outcome = await shareSelfCheck(actor, id, { withEvidence, textVersion });
  if (outcome === "not-completed") return { is: "not-found" };
  if (outcome === "text-changed")
    return { is: "conflict", form: "share", reply: null, news: "changed" };
  return { is: "done" };
}

async function takeBack(
  actor: EnterpriseActor,
  id: string,
  formData: FormData
): Promise<ShareIntentOutcome> {
  const form = parseForm(formData, revokeSchema);
  if (!form.ok)
    return { is: "refused", form: "revoke", reply: form.refused.data.reply, news: null };
  const outcome = await revokeShare(actor, id, form.value.reason);
  if (outcome === "opened")
    return { is: "conflict", form: "revoke", reply: null, news: "revoke.tooLate" };
  return outcome === "revoked" ? { is: "done" } : { is: "not-found" };
}
