/** Proving who one is: name and password, second factor, a fresh password check. Tries are limited, outcomes recorded. */
import { and, eq, isNull, lt, or } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { wallClock } from "~/platform/clock.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { forgive, limit, refund } from "~/platform/rate-limit.server";
import { endOtherSessions, type CurrentSession } from "~/platform/session.server";
import { system, type Person } from "~/shared/actor";
import { accountById, accountByLogin, type AccountRow } from "./account-row.server";
import { queueNotice } from "./account-mail.server";
import { knownDevice } from "./known-device.server";
import { hashPassword, isPassword, isWeakHash } from "./password-hash.server";
import { counterOf, offeredSecret, sealSecret, unsealSecret } from "./totp.server";

const { credentials } = tables;
const SYSTEM = system("sign-in");
const QUARTER_HOUR = 900;
const TRIES_PER_ACCOUNT = { points: 10, seconds: QUARTER_HOUR };
const TRIES_PER_ADDRESS = { points: 50, seconds: QUARTER_HOUR };
const CODES_PER_ACCOUNT = { points: 5, seconds: 300 };

export interface TooMany {
  readonly is: "too-many";
  readonly minutes: number;
}
const tooMany = (seconds: number): TooMany => ({ is: "too-many", minutes: Math.ceil(seconds / 60) });

export type PasswordOutcome = { readonly is: "right"; readonly person: Person } | { readonly is: "wrong" } | TooMany;

/**
 * Checks name and password. A wrong password, an unknown name and a disabled account come out the same, after the same
 * work. Browsers that have signed in with this name before are counted apart.
 */
export async function checkPassword(
  request: Request,
  address: string,
  given: { readonly loginName: string; readonly password: string }
): Promise<PasswordOutcome> {
  const device = knownDevice(request, given.loginName);
  const addressKey = `sign-in:address:${address}`;
  const key = `sign-in:${device ? `device:${device}` : `account:${given.loginName}`}`;
  const allowed = [await limit(addressKey, TRIES_PER_ADDRESS), await limit(key, TRIES_PER_ACCOUNT)];
  const refused = allowed.find((one) => one !== "ok");
  if (refused) return tooMany(refused.retryAfterSeconds);
  const account = await withTx(SYSTEM, (tx) => accountByLogin(tx, given.loginName));
  const right = await isPassword(given.password, account?.passwordHash ?? null);
  if (!account || !right || account.disabledAt) {
    await recordRefusal(account);
    return { is: "wrong" };
  }
  if (isWeakHash(account.passwordHash ?? "")) await renewHash(account.person.accountId, given.password);
  await forgive(key);
  // Many colleagues behind one address sign in each morning.
  await refund(addressKey);
  await withTx(SYSTEM, (tx) => recordFor(tx, account.person, "accounts.password-right"));
  return { is: "right", person: account.person };
}

/** Of an unknown name nothing is kept: what was typed may be a password. */
async function recordRefusal(account: AccountRow | null): Promise<void> {
  await withTx(SYSTEM, (tx) =>
    account
      ? recordFor(tx, account.person, "accounts.sign-in-refused")
      : recordEvent(tx, SYSTEM, { action: "accounts.sign-in-refused", subjectId: "unknown" })
  );
}

async function renewHash(accountId: string, password: string): Promise<void> {
  const passwordHash = await hashPassword(password);
  await withTx(SYSTEM, (tx) => tx.update(credentials).set({ passwordHash }).where(eq(credentials.accountId, accountId)));
}

const recordFor = (tx: Tx, person: Person, action: string): Promise<void> =>
  recordEvent(tx, person, { action, subjectId: person.accountId });

/** For approvals and changes of one's own account: is this still the person who signed in? */
export async function confirmPassword(person: Person, password: string): Promise<"right" | "wrong" | TooMany> {
  const key = `confirm:account:${person.accountId}`;
  const allowed = await limit(key, TRIES_PER_ACCOUNT);
  if (allowed !== "ok") return tooMany(allowed.retryAfterSeconds);
  const account = await withTx(SYSTEM, (tx) => accountById(tx, person.accountId));
  if (!(await isPassword(password, account?.passwordHash ?? null))) return "wrong";
  await forgive(key);
  return "right";
}

/** Whether the account has a second factor, or must set one up. */
export async function hasSecondFactor(accountId: string): Promise<boolean> {
  return withTx(SYSTEM, async (tx) => (await accountById(tx, accountId))?.totpConfirmedAt != null);
}

/**
 * Checks a code of the second factor. A code opens one door once: the step it belongs to is stored in the statement
 * that accepts it, so of any number of posts one is accepted.
 */
export async function checkCode(person: Person, code: string): Promise<"right" | "wrong" | TooMany> {
  const key = `second-factor:${person.accountId}`;
  const allowed = await limit(key, CODES_PER_ACCOUNT);
  if (allowed !== "ok") return tooMany(allowed.retryAfterSeconds);
  const right = await withTx(SYSTEM, async (tx) => {
    const account = await accountById(tx, person.accountId);
    if (!account?.totpSecretSealed || !account.totpConfirmedAt) return false;
    const counter = counterOf(unsealSecret(account.totpSecretSealed), code);
    const used = counter === null ? [] : await takeStep(tx, person.accountId, counter);
    await recordFor(tx, person, used.length === 1 ? "accounts.signed-in" : "accounts.second-factor-refused");
    return used.length === 1;
  });
  if (right) await forgive(key);
  return right ? "right" : "wrong";
}

const takeStep = (tx: Tx, accountId: string, counter: number) =>
  tx
    .update(credentials)
    .set({ totpLastCounter: counter })
    .where(
      and(eq(credentials.accountId, accountId), or(isNull(credentials.totpLastCounter), lt(credentials.totpLastCounter, counter)))
    )
    .returning({ accountId: credentials.accountId });

/** Turns the second factor on with the first right code of an offered secret; other sessions end. */
export async function confirmEnrolment(
  session: CurrentSession,
  given: { readonly sealed: string; readonly code: string }
): Promise<"right" | "wrong" | TooMany> {
  const { accountId } = session.actor;
  const allowed = await limit(`second-factor:${accountId}`, CODES_PER_ACCOUNT);
  if (allowed !== "ok") return tooMany(allowed.retryAfterSeconds);
  const secret = offeredSecret(accountId, given.sealed);
  const counter = secret ? counterOf(secret, given.code) : null;
  if (!secret || counter === null) return "wrong";
  return withTx(SYSTEM, async (tx) => {
    const changed = await tx
      .update(credentials)
      .set({ totpSecretSealed: sealSecret(secret), totpConfirmedAt: wallClock(), totpLastCounter: counter })
      .where(and(eq(credentials.accountId, accountId), isNull(credentials.totpConfirmedAt)))
      .returning({ accountId: credentials.accountId });
    if (changed.length === 0) return "wrong";
    await endOtherSessions(tx, accountId, session.id);
    await queueNotice(tx, accountId, "secondFactorOn");
    await recordFor(tx, session.actor, "accounts.second-factor-on");
    return "right";
  });
}
