/** Letters about the steps of a listing's life, in the transaction they tell of. */
import { and, eq, isNull, sql } from "drizzle-orm";
import { tables, type Tx } from "~/platform/db.server";
import { translator } from "~/platform/i18n.server";
import { queueMail } from "~/platform/mail.server";
import type { Day } from "~/shared/day";
import { formatDay } from "~/shared/format";
import type { Locale } from "~/shared/locale";
import { writeToEnterprise } from "../listing-mail.server";

const { accounts, agencies, enterprises } = tables;

export interface LifeNews {
  readonly about:
    | "proposed"
    | "asked"
    | "more"
    | "packAccepted"
    | "lapsed"
    | "invited"
    | "renewalDue"
    | "renewed"
    | "tierLost"
    | "tierRegained";
  readonly reason?: string;
  readonly number?: string;
  readonly place?: string;
  readonly day?: Day;
}

const words = ({ reason = "", number = "", place = "", day }: Omit<LifeNews, "about">, locale: Locale) => ({
  reason,
  number,
  place,
  day: day ? formatDay(day, locale) : "",
});

export function tellOfLife(tx: Tx, enterpriseId: string, { about, ...said }: LifeNews): Promise<void> {
  return writeToEnterprise(tx, enterpriseId, (locale) => {
    const t = translator(locale, "listing-life");
    const parts = words(said, locale);
    return { subject: t(`mail.${about}.subject`, parts), text: t(`mail.${about}.text`, parts) };
  });
}

/** To the approvers of the city whose enterprise it is. */
export async function remindApprovers(tx: Tx, enterpriseId: string, about: "decisionDue" | "decisionOverdue", said: { number: string; day: Day }): Promise<void> {
  const readers = await tx
    .select({ email: accounts.email, locale: accounts.locale })
    .from(accounts)
    .innerJoin(agencies, eq(agencies.id, accounts.agencyId))
    .innerJoin(enterprises, sql`${enterprises.regionCode} like ${agencies.regionCode} || '%'`)
    .where(and(eq(enterprises.id, enterpriseId), eq(agencies.level, "city"), eq(accounts.role, "approver"), isNull(accounts.disabledAt)));
  for (const { email, locale } of readers) {
    const t = translator(locale, "listing-life");
    const parts = words(said, locale);
    await queueMail(tx, { to: email, subject: t(`mail.${about}.subject`, parts), text: t(`mail.${about}.text`, parts) });
  }
}
