/** Letters about corrections, each in its reader's language, queued in the transaction they tell of. */
import { and, eq, inArray, isNull, or, sql, type SQL } from "drizzle-orm";
import type { NewFinding } from "~/features/finding/new-finding.server";
import { tables, type Tx } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { translator } from "~/platform/i18n.server";
import { queueMail } from "~/platform/mail.server";
import type { Day } from "~/shared/day";
import { formatDay } from "~/shared/format";
import type { Locale } from "~/shared/locale";

const { accounts, agencies, enterprises, sites } = tables;

export interface Letter {
  readonly subject: string;
  readonly text: string;
}
export interface Reader {
  readonly id: string;
  readonly email: string;
  readonly locale: Locale;
}

export const linkTo = (path: string): string =>
  `${env().PUBLIC_ORIGIN ?? `http://localhost:${env().PORT}`}${path}`;

export const readersWhere = (tx: Tx, where: SQL | undefined): Promise<Reader[]> =>
  tx
    .select({ id: accounts.id, email: accounts.email, locale: accounts.locale })
    .from(accounts)
    .where(and(isNull(accounts.disabledAt), where));

export const leadsOf = (tx: Tx, enterpriseId: string): Promise<Reader[]> =>
  readersWhere(
    tx,
    and(
      eq(accounts.enterpriseId, enterpriseId),
      inArray(accounts.role, ["manager", "legal-representative"])
    )
  );

/** Managers, and of everybody else those named; where the enterprise has neither, its legal representatives. */
export async function managersAnd(
  tx: Tx,
  enterpriseId: string,
  named: readonly (string | null)[]
): Promise<Reader[]> {
  const ids = named.filter((id) => id !== null);
  const readers = await readersWhere(
    tx,
    and(
      eq(accounts.enterpriseId, enterpriseId),
      or(eq(accounts.role, "manager"), ids.length > 0 ? inArray(accounts.id, ids) : sql`false`)
    )
  );
  return readers.length > 0 ? readers : leadsOf(tx, enterpriseId);
}

/** Officers of the agency nearest to the enterprise. */
export async function officersNear(tx: Tx, enterpriseId: string): Promise<Reader[]> {
  const nearest = tx
    .select({ id: agencies.id })
    .from(agencies)
    .innerJoin(enterprises, sql`${enterprises.regionCode} like ${agencies.regionCode} || '%'`)
    .where(
      and(
        eq(enterprises.id, enterpriseId),
        sql`exists (select 1 from account o where o.agency_id = ${agencies.id} and o.role = 'officer')`
      )
    )
    .orderBy(sql`length(${agencies.regionCode}) desc`, agencies.id)
    .limit(1);
  return readersWhere(tx, and(inArray(accounts.agencyId, nearest), eq(accounts.role, "officer")));
}

/** One letter each, though somebody be named twice. */
export async function write(
  tx: Tx,
  readers: readonly Reader[],
  letter: (locale: Locale) => Letter
): Promise<void> {
  const once = new Map(readers.map((reader) => [reader.id, reader]));
  for (const { email, locale } of once.values()) await queueMail(tx, { to: email, ...letter(locale) });
}

/** Tells an enterprise of what an agency found. */
export async function tellOfFinding(
  tx: Tx,
  { enterpriseId, siteId, source, text }: NewFinding,
  { correctionId, dueOn }: { readonly correctionId: string; readonly dueOn: Day }
): Promise<void> {
  const [site] = await tx.select({ name: sites.name }).from(sites).where(eq(sites.id, siteId));
  await write(tx, await leadsOf(tx, enterpriseId), (locale) => {
    const t = translator(locale, "correction");
    const words = {
      source: t(`source.${source}`),
      site: site?.name ?? "",
      finding: text[locale],
      day: formatDay(dueOn, locale),
      link: linkTo(`/corrections/${correctionId}`),
    };
    return { subject: t("mail.found.subject", words), text: t("mail.found.text", words) };
  });
}
