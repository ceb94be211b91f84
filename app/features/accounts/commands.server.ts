/** Inviting people. An account begins without a password; the link in the mail lets its owner choose one. */
import { randomUUID } from "node:crypto";
import { recordEvent } from "~/features/audit/record.server";
import { wallClock } from "~/platform/clock.server";
import { randomToken, sha256Hex } from "~/platform/crypto.server";
import { tables, violatedConstraint, withTx, type Tx } from "~/platform/db.server";
import type { AccountRole, AdministratorActor, AgencyActor, EnterpriseActor, SystemActor } from "~/shared/actor";
import type { Locale } from "~/shared/locale";
import { eq } from "drizzle-orm";
import { portalAddress, queueInvitation } from "./account-mail.server";
import { OPERATOR } from "./queries.server";

const { accounts, accountTokens, agencies, enterprises } = tables;
const INVITATION_MS = 72 * 3_600_000;

export interface NewAccount {
  readonly loginName: string;
  readonly displayName: string;
  readonly email: string;
  readonly role: AccountRole;
  readonly enterpriseId?: string;
  readonly agencyId?: string;
  readonly locale?: Locale;
}
type Inviter = EnterpriseActor | AgencyActor | AdministratorActor | SystemActor;

export type InviteOutcome =
  /** `link` is what the mail says; only the command line shows it. */
  { readonly is: "invited"; readonly accountId: string; readonly link: string } | { readonly is: "login-taken" };

/** Makes an account and mails its owner a link that works once, for 72 hours. Not for two sides at once. */
export async function inviteAccount(actor: Inviter, input: NewAccount): Promise<InviteOutcome> {
  return orLoginTaken(() => withTx(actor, (tx) => addInvited(tx, actor, input)));
}

/** A name that somebody else took in the same moment is an outcome, not an error. */
export async function orLoginTaken<T>(fn: () => Promise<T>): Promise<T | { readonly is: "login-taken" }> {
  try {
    return await fn();
  } catch (error) {
    if (violatedConstraint(error) === "account_login_name") return { is: "login-taken" };
    throw error;
  }
}

/** In the caller's transaction. @throws when the login name is taken; see `orLoginTaken` */
export async function addInvited(tx: Tx, actor: Inviter, input: NewAccount): Promise<InviteOutcome> {
  const { enterpriseId = null, agencyId = null, locale = "zh-CN", ...person } = input;
  const accountId = randomUUID();
  await tx.insert(accounts).values({ ...person, id: accountId, enterpriseId, agencyId, locale });
  const link = await mailInvitation(tx, { ...person, locale, accountId, enterpriseId, agencyId });
  await recordEvent(tx, actor, {
    action: "accounts.invited",
    enterpriseId: enterpriseId ?? undefined,
    subjectId: accountId,
    detail: { role: input.role },
  });
  return { is: "invited", accountId, link };
}

export interface Invited {
  readonly accountId: string;
  readonly loginName: string;
  readonly displayName: string;
  readonly email: string;
  readonly locale: Locale;
  readonly enterpriseId: string | null;
  readonly agencyId: string | null;
}

/** A new link; with it, earlier ones stop working. Answers with the address. */
export async function mailInvitation(tx: Tx, invited: Invited): Promise<string> {
  const token = await issueToken(tx, invited.accountId, "invitation", INVITATION_MS);
  await queueInvitation(tx, { ...invited, place: await placeName(tx, invited) }, token);
  return portalAddress(`/invitation/${token}`);
}

export async function issueToken(tx: Tx, accountId: string, purpose: "invitation" | "reset", lifeMs: number): Promise<string> {
  const token = randomToken();
  const createdAt = wallClock();
  const expiresAt = new Date(createdAt.getTime() + lifeMs);
  await tx.insert(accountTokens).values({ id: sha256Hex(token), accountId, purpose, expiresAt, createdAt });
  return token;
}

async function placeName(tx: Tx, { enterpriseId, agencyId, locale }: Invited): Promise<string> {
  if (enterpriseId) {
    const [row] = await tx.select({ zh: enterprises.name, en: enterprises.nameEn }).from(enterprises).where(eq(enterprises.id, enterpriseId));
    return (locale === "en" ? row?.en : null) ?? row?.zh ?? "";
  }
  if (!agencyId) return OPERATOR[locale];
  const [row] = await tx.select({ zh: agencies.nameZh, en: agencies.nameEn }).from(agencies).where(eq(agencies.id, agencyId));
  return (locale === "en" ? row?.en : row?.zh) ?? "";
}
