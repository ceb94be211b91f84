/** An account as signing in needs it: the person, what they prove themselves with, where to write to them. */
import { eq, type SQL } from "drizzle-orm";
import { tables, type Tx } from "~/platform/db.server";
import { toPerson } from "~/platform/person.server";
import type { Person } from "~/shared/actor";
import type { Locale } from "~/shared/locale";

const { accounts, agencies, credentials, enterprises } = tables;

export interface AccountRow {
  readonly person: Person;
  readonly loginName: string;
  readonly email: string;
  readonly locale: Locale;
  readonly enterpriseName: string | null;
  readonly disabledAt: Date | null;
  readonly passwordHash: string | null;
  readonly totpSecretSealed: string | null;
  readonly totpConfirmedAt: Date | null;
}

export const accountById = (tx: Tx, id: string): Promise<AccountRow | null> => findAccount(tx, eq(accounts.id, id));
export const accountByLogin = (tx: Tx, loginName: string): Promise<AccountRow | null> =>
  findAccount(tx, eq(accounts.loginName, loginName));

/** As the system: nobody else may read credentials. */
async function findAccount(tx: Tx, where: SQL): Promise<AccountRow | null> {
  const [row] = await tx
    .select({
      id: accounts.id,
      loginName: accounts.loginName,
      displayName: accounts.displayName,
      email: accounts.email,
      locale: accounts.locale,
      role: accounts.role,
      enterpriseId: accounts.enterpriseId,
      agencyId: accounts.agencyId,
      disabledAt: accounts.disabledAt,
      regionCode: agencies.regionCode,
      agencyLevel: agencies.level,
      enterpriseName: enterprises.name,
      passwordHash: credentials.passwordHash,
      totpSecretSealed: credentials.totpSecretSealed,
      totpConfirmedAt: credentials.totpConfirmedAt,
    })
    .from(accounts)
    .leftJoin(agencies, eq(agencies.id, accounts.agencyId))
    .leftJoin(enterprises, eq(enterprises.id, accounts.enterpriseId))
    .leftJoin(credentials, eq(credentials.accountId, accounts.id))
    .where(where);
  const person = row ? toPerson(row.id, row) : null;
  if (!row || !person) return null;
  const { loginName, email, locale, enterpriseName, disabledAt, passwordHash, totpSecretSealed, totpConfirmedAt } = row;
  return { person, loginName, email, locale, enterpriseName, disabledAt, passwordHash, totpSecretSealed, totpConfirmedAt };
}
