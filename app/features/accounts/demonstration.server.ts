/**
 * Accounts of the demonstration data. Their second factor is confirmed with a secret made from the portal's own key, so
 * that a page can show the current code to whoever tries the portal out. Refused wherever the demonstration is off.
 */
import { and, eq, inArray, isNotNull } from "drizzle-orm";
import { Secret } from "otpauth";
import { wallClock } from "~/platform/clock.server";
import { keySeed } from "~/platform/crypto.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { AGENCY_ROLES, system, type AccountRole } from "~/shared/actor";
import { hashPassword } from "./password-hash.server";
import { nextCode, sealSecret } from "./totp.server";

const { accounts, credentials } = tables;
const isStaff = (role: AccountRole): boolean => role === "administrator" || AGENCY_ROLES.some((known) => known === role);

function secretOf(loginName: string): string {
  const seed = keySeed(`demonstration-second-factor:${loginName}`);
  return new Secret({ buffer: new Uint8Array(seed.subarray(0, 20)).buffer }).base32;
}

export interface DemonstrationAccountInput {
  readonly loginName: string;
  readonly displayName: string;
  readonly role: AccountRole;
  readonly enterpriseId: string | null;
  readonly agencyId: string | null;
  readonly password: string;
}

/** @throws {Error} outside the demonstration */
export async function createDemonstrationAccount(tx: Tx, input: DemonstrationAccountInput): Promise<string> {
  if (!env().demonstration) throw new Error("Accounts with a known password are refused outside the demonstration.");
  const { password, ...account } = input;
  const [row] = await tx
    .insert(accounts)
    .values({ ...account, email: `${account.loginName}@example.invalid` })
    .returning({ id: accounts.id });
  if (!row) throw new Error(`No account for ${account.loginName}.`);
  const second = isStaff(account.role)
    ? { totpSecretSealed: sealSecret(secretOf(account.loginName)), totpConfirmedAt: wallClock() }
    : {};
  await tx.insert(credentials).values({ accountId: row.id, passwordHash: await hashPassword(password), ...second });
  return row.id;
}

export interface DemonstrationCode {
  readonly loginName: string;
  readonly name: string;
  readonly code: string;
}

/** The codes that staff of the demonstration would read off their phones: the current one, or the next when it was used already. */
export async function demonstrationCodes(): Promise<DemonstrationCode[]> {
  if (!env().demonstration) return [];
  const rows = await withTx(system("demonstration"), (tx) =>
    tx
      .select({ loginName: accounts.loginName, name: accounts.displayName, lastCounter: credentials.totpLastCounter })
      .from(accounts)
      .innerJoin(credentials, and(eq(credentials.accountId, accounts.id), isNotNull(credentials.totpConfirmedAt)))
      .where(inArray(accounts.role, [...AGENCY_ROLES, "administrator"]))
      .orderBy(accounts.loginName)
  );
  return rows.map(({ loginName, name, lastCounter }) => ({ loginName, name, code: nextCode(secretOf(loginName), lastCounter) }));
}
