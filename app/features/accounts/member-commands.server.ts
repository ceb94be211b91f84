/** Managing people one is responsible for: members of one's enterprise, or an agency's staff. In force at once. */
import { and, eq, isNotNull, ne } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { wallClock } from "~/platform/clock.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { once } from "~/platform/idempotency.server";
import { system, type AdministratorActor, type EnterpriseActor, type EnterpriseRole } from "~/shared/actor";
import { accountById } from "./account-row.server";
import { queueNotice } from "./account-mail.server";
import { addInvited, mailInvitation, orLoginTaken } from "./commands.server";
import type { InviteMemberInput, InviteStaffInput } from "./forms";

const { accounts, agencies, credentials, sessions } = tables;
type Manager = EnterpriseActor | AdministratorActor;

export async function inviteMember(actor: EnterpriseActor, input: InviteMemberInput): Promise<"invited" | "login-taken"> {
  const { idempotencyKey, ...person } = input;
  const outcome = await orLoginTaken(() =>
    withTx(actor, (tx) =>
      once(tx, actor, "accounts.invite-member", idempotencyKey, async () => {
        await addInvited(tx, actor, { ...person, enterpriseId: actor.enterpriseId });
        return { is: "invited" as const };
      })
    )
  );
  return outcome.is;
}

export async function inviteStaff(actor: AdministratorActor, input: InviteStaffInput): Promise<"invited" | "login-taken" | "not-found"> {
  const { idempotencyKey, ...person } = input;
  const outcome = await orLoginTaken(() =>
    withTx(actor, async (tx) => {
      const [agency] = await tx.select({ id: agencies.id }).from(agencies).where(eq(agencies.id, input.agencyId));
      if (!agency) return { is: "not-found" as const };
      return once(tx, actor, "accounts.invite-staff", idempotencyKey, async () => {
        await addInvited(tx, actor, person);
        return { is: "invited" as const };
      });
    })
  );
  return outcome.is;
}

interface Managed {
  readonly id: string;
  readonly enterpriseId: string | null;
  readonly disabledAt: Date | null;
}

/** The person, if this manager may manage them: a colleague, or a member of staff. Never oneself, never an operator. */
async function managed(tx: Tx, actor: Manager, accountId: string): Promise<Managed | null> {
  if (accountId === actor.accountId) return null;
  const reach = actor.kind === "enterprise" ? eq(accounts.enterpriseId, actor.enterpriseId) : isNotNull(accounts.agencyId);
  const [row] = await tx
    .select({ id: accounts.id, enterpriseId: accounts.enterpriseId, disabledAt: accounts.disabledAt })
    .from(accounts)
    .where(and(eq(accounts.id, accountId), reach))
    .for("update");
  return row ?? null;
}

/**
 * Holds all legal representatives of the enterprise, in one order, and says whether the actor is still one of them. Two
 * who would demote each other in the same moment cannot both succeed, so one always remains.
 */
async function stillManages(tx: Tx, actor: Manager): Promise<boolean> {
  if (actor.kind === "administrator") return true;
  const rows = await tx
    .select({ id: accounts.id, disabledAt: accounts.disabledAt })
    .from(accounts)
    .where(and(eq(accounts.enterpriseId, actor.enterpriseId), eq(accounts.role, "legal-representative")))
    .orderBy(accounts.id)
    .for("update");
  return rows.some(({ id, disabledAt }) => id === actor.accountId && !disabledAt);
}

export type ManageOutcome = "changed" | "not-found" | "refused";

async function change(
  actor: Manager,
  accountId: string,
  what: { readonly action: string; readonly detail?: Record<string, unknown>; readonly asSystem?: boolean },
  /** Answers with false when it was so already: nothing happened that could be recorded. */
  apply: (tx: Tx, person: Managed) => Promise<boolean>
): Promise<ManageOutcome> {
  // Sessions and second factors are out of everybody's reach but the system's; `managed` bounds by the actor all the same.
  return withTx(what.asSystem ? system("members") : actor, async (tx) => {
    if (!(await stillManages(tx, actor))) return "refused";
    const person = await managed(tx, actor, accountId);
    if (!person) return accountId === actor.accountId ? "refused" : "not-found";
    if (await apply(tx, person))
      await recordEvent(tx, actor, { action: what.action, subjectId: accountId, ...(what.detail ? { detail: what.detail } : {}) });
    return "changed";
  });
}

export function setMemberRole(actor: EnterpriseActor, accountId: string, role: EnterpriseRole): Promise<ManageOutcome> {
  return change(actor, accountId, { action: "accounts.role-changed", detail: { role } }, async (tx) => {
    const { count } = await tx.update(accounts).set({ role }).where(and(eq(accounts.id, accountId), ne(accounts.role, role)));
    return count > 0;
  });
}

/** The person's sessions end; nothing they did is lost. */
export function disableAccount(actor: Manager, accountId: string): Promise<ManageOutcome> {
  return change(actor, accountId, { action: "accounts.disabled", asSystem: true }, async (tx, person) => {
    if (person.disabledAt) return false;
    await tx.update(accounts).set({ disabledAt: wallClock() }).where(eq(accounts.id, accountId));
    await tx.delete(sessions).where(eq(sessions.userId, accountId));
    return true;
  });
}

export function enableAccount(actor: Manager, accountId: string): Promise<ManageOutcome> {
  return change(actor, accountId, { action: "accounts.enabled" }, async (tx, person) => {
    if (!person.disabledAt) return false;
    await tx.update(accounts).set({ disabledAt: null }).where(eq(accounts.id, accountId));
    return true;
  });
}

/** A new link for somebody who has not chosen a password yet. */
export async function inviteAgain(actor: Manager, accountId: string): Promise<ManageOutcome> {
  const waiting = await withTx(system("invite-again"), async (tx) => {
    const account = await accountById(tx, accountId);
    return account !== null && account.passwordHash === null && !account.disabledAt;
  });
  if (!waiting) return "not-found";
  return change(actor, accountId, { action: "accounts.invited-again" }, async (tx, person) => {
    const [row] = await tx
      .select({
        accountId: accounts.id,
        loginName: accounts.loginName,
        displayName: accounts.displayName,
        email: accounts.email,
        locale: accounts.locale,
        enterpriseId: accounts.enterpriseId,
        agencyId: accounts.agencyId,
      })
      .from(accounts)
      .where(eq(accounts.id, person.id));
    if (row) await mailInvitation(tx, row);
    return row !== undefined;
  });
}

/** For somebody who has lost their phone: the second factor is set up anew at the next sign-in. Their sessions end. */
export function clearSecondFactor(actor: Manager, accountId: string): Promise<ManageOutcome> {
  return change(actor, accountId, { action: "accounts.second-factor-cleared", asSystem: true }, async (tx) => {
    await tx
      .update(credentials)
      .set({ totpSecretSealed: null, totpConfirmedAt: null })
      .where(eq(credentials.accountId, accountId));
    await tx.delete(sessions).where(eq(sessions.userId, accountId));
    await queueNotice(tx, accountId, "secondFactorOff");
    return true;
  });
}
