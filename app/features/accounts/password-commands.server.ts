/** Setting passwords: by the link of an invitation or a reset, or by somebody who is signed in. */
import { and, desc, eq } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { wallClock } from "~/platform/clock.server";
import { sha256Hex } from "~/platform/crypto.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { enqueue } from "~/platform/jobs.server";
import { limit } from "~/platform/rate-limit.server";
import { endOtherSessions, type CurrentSession } from "~/platform/session.server";
import { system } from "~/shared/actor";
import { accountById, accountByLogin, type AccountRow } from "./account-row.server";
import { queueNotice, queueReset } from "./account-mail.server";
import { issueToken } from "./commands.server";
import { minLength, passwordProblem } from "./password";
import { hashPassword } from "./password-hash.server";
import { needsSecondFactor } from "./policy";
import { confirmPassword, type TooMany } from "./sign-in-commands.server";

const { accountTokens, credentials, sessions } = tables;
const SYSTEM = system("passwords");
const RESET_MS = 3_600_000;
const RESETS_PER_ACCOUNT = { points: 3, seconds: 3600 };
const RESETS_PER_ADDRESS = { points: 20, seconds: 3600 };

export type LinkPurpose = "invitation" | "reset";
export interface LinkOwner {
  readonly accountId: string;
  readonly loginName: string;
  readonly displayName: string;
  readonly minLength: number;
}

const willHaveSecondFactor = ({ person, totpConfirmedAt }: AccountRow): boolean => needsSecondFactor(person) || totpConfirmedAt !== null;

/** Whose link this is; null when it is wrong, used, too old, or a newer one was sent. */
async function ownerOf(tx: Tx, token: string, purpose: LinkPurpose): Promise<AccountRow | null> {
  const [link] = await tx
    .select({ id: accountTokens.id, accountId: accountTokens.accountId, usedAt: accountTokens.usedAt, expiresAt: accountTokens.expiresAt })
    .from(accountTokens)
    .where(and(eq(accountTokens.id, sha256Hex(token)), eq(accountTokens.purpose, purpose)))
    .for("update");
  if (!link || link.usedAt || link.expiresAt <= wallClock()) return null;
  const [newest] = await tx
    .select({ id: accountTokens.id })
    .from(accountTokens)
    .where(and(eq(accountTokens.accountId, link.accountId), eq(accountTokens.purpose, purpose)))
    .orderBy(desc(accountTokens.createdAt))
    .limit(1);
  if (newest?.id !== link.id) return null;
  const account = await accountById(tx, link.accountId);
  return account && !account.disabledAt ? account : null;
}

export async function linkOwner(token: string, purpose: LinkPurpose): Promise<LinkOwner | null> {
  const account = await withTx(SYSTEM, (tx) => ownerOf(tx, token, purpose));
  if (!account) return null;
  const { person, loginName } = account;
  return { accountId: person.accountId, loginName, displayName: person.name, minLength: minLength(willHaveSecondFactor(account)) };
}

export type SetOutcome = { readonly is: "set" } | { readonly is: "gone" } | { readonly is: "refused"; readonly problem: string };

/** Uses up the link. All sessions of the account end; its second factor stays. */
export async function setPasswordByLink(token: string, purpose: LinkPurpose, password: string): Promise<SetOutcome> {
  const owner = await withTx(SYSTEM, (tx) => ownerOf(tx, token, purpose));
  if (!owner) return { is: "gone" };
  const problem = problemFor(owner, password);
  if (problem) return { is: "refused", problem };
  const passwordHash = await hashPassword(password);
  return withTx(SYSTEM, async (tx) => {
    const account = await ownerOf(tx, token, purpose);
    if (!account) return { is: "gone" };
    const { accountId } = account.person;
    await tx.update(accountTokens).set({ usedAt: wallClock() }).where(eq(accountTokens.id, sha256Hex(token)));
    await tx
      .insert(credentials)
      .values({ accountId, passwordHash })
      .onConflictDoUpdate({ target: credentials.accountId, set: { passwordHash, updatedAt: wallClock() } });
    await tx.delete(sessions).where(eq(sessions.userId, accountId));
    if (purpose === "reset") await queueNotice(tx, accountId, "passwordChanged");
    await recordEvent(tx, account.person, { action: `accounts.password-set-by-${purpose}`, subjectId: accountId });
    return { is: "set" };
  });
}

/** A message key with its parameter, or null. */
function problemFor(account: AccountRow, password: string): string | null {
  const hasSecondFactor = willHaveSecondFactor(account);
  const problem = passwordProblem(password, {
    loginName: account.loginName,
    words: [account.person.name, account.enterpriseName ?? ""],
    hasSecondFactor,
  });
  return problem === "passwordShort" ? `passwordShort?min=${minLength(hasSecondFactor)}` : problem;
}

/** Changes one's own password; one's other sessions end. */
export async function changePassword(
  session: CurrentSession,
  given: { readonly password: string; readonly newPassword: string }
): Promise<"changed" | "wrong" | TooMany | { readonly is: "refused"; readonly problem: string }> {
  const { actor } = session;
  const right = await confirmPassword(actor, given.password);
  if (right !== "right") return right;
  const account = await withTx(SYSTEM, (tx) => accountById(tx, actor.accountId));
  const problem = account && problemFor(account, given.newPassword);
  if (problem) return { is: "refused", problem };
  const passwordHash = await hashPassword(given.newPassword);
  return withTx(SYSTEM, async (tx) => {
    await tx.update(credentials).set({ passwordHash, updatedAt: wallClock() }).where(eq(credentials.accountId, actor.accountId));
    await endOtherSessions(tx, actor.accountId, session.id);
    await queueNotice(tx, actor.accountId, "passwordChanged");
    await recordEvent(tx, actor, { action: "accounts.password-changed", subjectId: actor.accountId });
    return "changed" as const;
  });
}

/**
 * Asks for a link. Whether there is such an account is found out by a job, so that the answer and its time are the
 * same. Beyond an account's allowance nothing is sent, and nothing is said.
 */
export async function askReset(loginName: string, address: string): Promise<"asked" | TooMany> {
  const allowed = await limit(`reset:address:${address}`, RESETS_PER_ADDRESS);
  if (allowed !== "ok") return { is: "too-many", minutes: Math.ceil(allowed.retryAfterSeconds / 60) };
  if ((await limit(`reset:account:${loginName}`, RESETS_PER_ACCOUNT)) === "ok")
    await withTx(SYSTEM, (tx) => enqueue(tx, "password-reset", { loginName }));
  return "asked";
}

/** The job behind `askReset`. Invited people without a password use their invitation. */
export async function mailReset(loginName: string): Promise<void> {
  await withTx(SYSTEM, async (tx) => {
    const account = await accountByLogin(tx, loginName);
    if (!account?.passwordHash || account.disabledAt) return;
    const { accountId } = account.person;
    await queueReset(tx, account, await issueToken(tx, accountId, "reset", RESET_MS));
    await recordEvent(tx, account.person, { action: "accounts.reset-asked", subjectId: accountId });
  });
}

/** Turns the second factor off. Staff keep theirs; a password that was short beside it must be lengthened first. */
export async function turnSecondFactorOff(
  session: CurrentSession,
  password: string
): Promise<"off" | "wrong" | TooMany | { readonly is: "too-short" }> {
  const { actor } = session;
  const right = await confirmPassword(actor, password);
  if (right !== "right") return right;
  if ([...password.normalize("NFKC")].length < minLength(false)) return { is: "too-short" };
  return withTx(SYSTEM, async (tx) => {
    await tx
      .update(credentials)
      .set({ totpSecretSealed: null, totpConfirmedAt: null })
      .where(eq(credentials.accountId, actor.accountId));
    await queueNotice(tx, actor.accountId, "secondFactorOff");
    await recordEvent(tx, actor, { action: "accounts.second-factor-off", subjectId: actor.accountId });
    return "off" as const;
  });
}
