/** Reads of accounts, enterprises and agencies, bounded by what the actor may see. */
import { and, desc, eq, ilike, inArray, like, or } from "drizzle-orm";
import { tables, withTx } from "~/platform/db.server";
import { system, type AccountRole, type AdministratorActor, type AgencyActor, type EnterpriseActor, type Person } from "~/shared/actor";
import type { Locale, Localised } from "~/shared/locale";
import { accountById } from "./account-row.server";

const { accessEvents, accounts, agencies, apiKeys, credentials, enterprises } = tables;

export const OPERATOR: Localised = { "zh-CN": "平台运维", en: "Portal operator" };

/** What the header shows as the reader's place: the name of the enterprise or agency. */
export async function placeOf(actor: Person): Promise<Localised> {
  if (actor.kind === "administrator") return OPERATOR;
  return withTx(actor, async (tx) => {
    if (actor.kind === "enterprise") {
      const [row] = await tx
        .select({ name: enterprises.name, nameEn: enterprises.nameEn })
        .from(enterprises)
        .where(eq(enterprises.id, actor.enterpriseId));
      return { "zh-CN": row?.name ?? "", en: row?.nameEn ?? row?.name ?? "" };
    }
    const [row] = await tx
      .select({ zh: agencies.nameZh, en: agencies.nameEn })
      .from(agencies)
      .where(eq(agencies.id, actor.agencyId));
    return { "zh-CN": row?.zh ?? "", en: row?.en ?? "" };
  });
}

export interface OwnAccount {
  readonly loginName: string;
  readonly displayName: string;
  readonly email: string;
  readonly locale: Locale;
  readonly secondFactorOn: boolean;
}

/** What a person sees of their own account. Read as the system: the second factor stands beside the hash. */
export async function ownAccount(actor: Person): Promise<OwnAccount> {
  return withTx(system("own-account"), async (tx) => {
    const account = await accountById(tx, actor.accountId);
    if (!account) throw new Error("The account of a session is gone.");
    const { loginName, email, locale, person, totpConfirmedAt } = account;
    return { loginName, email, locale, displayName: person.name, secondFactorOn: totpConfirmedAt !== null };
  });
}

export interface Member {
  readonly id: string;
  readonly displayName: string;
  readonly loginName: string;
  readonly role: AccountRole;
  readonly state: "active" | "invited" | "disabled";
}

const memberColumns = {
  id: accounts.id,
  displayName: accounts.displayName,
  loginName: accounts.loginName,
  role: accounts.role,
  disabledAt: accounts.disabledAt,
};
type MemberRow = { [K in "id" | "displayName" | "loginName"]: string } & { role: AccountRole; disabledAt: Date | null };

/** Invited people have no password yet, which only the system may look up. */
async function asMembers(rows: readonly MemberRow[]): Promise<Member[]> {
  const ids = rows.map(({ id }) => id);
  const signedUp = await withTx(system("members"), (tx) =>
    ids.length === 0 ? Promise.resolve([]) : tx.select({ id: credentials.accountId }).from(credentials).where(inArray(credentials.accountId, ids))
  );
  const known = new Set(signedUp.map(({ id }) => id));
  return rows.map(({ disabledAt, ...row }) => ({ ...row, state: disabledAt ? "disabled" : known.has(row.id) ? "active" : "invited" }));
}

export async function membersOf(actor: EnterpriseActor): Promise<Member[]> {
  const rows = await withTx(actor, (tx) =>
    tx.select(memberColumns).from(accounts).where(eq(accounts.enterpriseId, actor.enterpriseId)).orderBy(accounts.createdAt, accounts.id)
  );
  return asMembers(rows);
}

export async function agenciesFor(actor: AdministratorActor): Promise<{ id: string; nameZh: string; nameEn: string; regionCode: string }[]> {
  return withTx(actor, (tx) =>
    tx
      .select({ id: agencies.id, nameZh: agencies.nameZh, nameEn: agencies.nameEn, regionCode: agencies.regionCode })
      .from(agencies)
      .orderBy(agencies.regionCode)
  );
}

export async function staffFor(actor: AdministratorActor, agencyId: string): Promise<Member[]> {
  const rows = await withTx(actor, (tx) =>
    tx.select(memberColumns).from(accounts).where(eq(accounts.agencyId, agencyId)).orderBy(accounts.createdAt, accounts.id)
  );
  return asMembers(rows);
}

export async function apiKeysFor(actor: AdministratorActor) {
  return withTx(actor, (tx) =>
    tx
      .select({
        id: apiKeys.id,
        organisation: apiKeys.organisation,
        scopes: apiKeys.scopes,
        regionCode: apiKeys.regionCode,
        perMinute: apiKeys.perMinute,
        revokedAt: apiKeys.revokedAt,
        createdAt: apiKeys.createdAt,
      })
      .from(apiKeys)
      .orderBy(desc(apiKeys.createdAt))
  );
}

const PAGE = 25;
export interface EnterpriseRow {
  readonly id: string;
  readonly uscc: string;
  readonly name: string;
  readonly regionCode: string;
  readonly sector: "electroplating" | "coating" | "textile-dyeing" | null;
}

/** Enterprises of the agency's region, by name; `text` looks in names and codes. */
export async function enterprisesInRegion(
  actor: AgencyActor,
  text: string,
  page: number
): Promise<{ rows: EnterpriseRow[]; count: number; pageCount: number }> {
  const pattern = `%${text.trim().slice(0, 100).replace(/[\\%_]/g, "\\$&")}%`;
  const where = and(
    like(enterprises.regionCode, `${actor.regionCode}%`),
    text.trim() === "" ? undefined : or(ilike(enterprises.name, pattern), ilike(enterprises.nameEn, pattern), ilike(enterprises.uscc, pattern))
  );
  return withTx(actor, async (tx) => {
    const rows = await tx
      .select({ id: enterprises.id, uscc: enterprises.uscc, name: enterprises.name, regionCode: enterprises.regionCode, sector: enterprises.sector })
      .from(enterprises)
      .where(where)
      .orderBy(enterprises.name, enterprises.id)
      .limit(PAGE)
      .offset((page - 1) * PAGE);
    const count = await tx.$count(enterprises, where);
    return { rows, count, pageCount: Math.ceil(count / PAGE) };
  });
}

/** Who outside the enterprise opened which of its records, newest first. */
export async function accessEventsOf(actor: EnterpriseActor, page: number) {
  return withTx(actor, async (tx) => {
    const where = eq(accessEvents.enterpriseId, actor.enterpriseId);
    const rows = await tx
      .select({ id: accessEvents.id, at: accessEvents.at, reader: accessEvents.reader, record: accessEvents.record, purpose: accessEvents.purpose, apiKeyId: accessEvents.apiKeyId })
      .from(accessEvents)
      .where(where)
      .orderBy(desc(accessEvents.at), accessEvents.id)
      .limit(PAGE)
      .offset((page - 1) * PAGE);
    return { rows, pageCount: Math.ceil((await tx.$count(accessEvents, where)) / PAGE) };
  });
}
