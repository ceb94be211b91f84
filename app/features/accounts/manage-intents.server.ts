/** What the buttons beside a person post. */
import { parseForm } from "~/platform/form.server";
import type { AdministratorActor, EnterpriseActor } from "~/shared/actor";
import { accountIdForm, memberRoleForm } from "./forms";
import { clearSecondFactor, disableAccount, enableAccount, inviteAgain, setMemberRole, type ManageOutcome } from "./member-commands.server";

const ACTS = { disable: disableAccount, enable: enableAccount, "invite-again": inviteAgain, "clear-factor": clearSecondFactor };
type Act = keyof typeof ACTS;
const isAct = (intent: unknown): intent is Act => typeof intent === "string" && Object.hasOwn(ACTS, intent);

/** Null when the form is another one. A person who is not there is told apart from one who may not be changed. */
export async function manageAction(actor: EnterpriseActor | AdministratorActor, formData: FormData): Promise<ManageOutcome | null> {
  const intent = formData.get("intent");
  if (intent === "role" && actor.kind === "enterprise") {
    const form = parseForm(formData, memberRoleForm);
    return form.ok ? setMemberRole(actor, form.value.accountId, form.value.role) : "not-found";
  }
  if (!isAct(intent)) return null;
  const form = parseForm(formData, accountIdForm);
  return form.ok ? ACTS[intent](actor, form.value.accountId) : "not-found";
}
