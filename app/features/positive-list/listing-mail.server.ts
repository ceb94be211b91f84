/** Letters to those who act for an enterprise, queued in the transaction they tell of. */
import { and, eq, inArray, isNull } from "drizzle-orm";
import { tables, type Tx } from "~/platform/db.server";
import { translator } from "~/platform/i18n.server";
import { queueMail } from "~/platform/mail.server";
import type { Day } from "~/shared/day";
import { formatDay } from "~/shared/format";
import type { Locale } from "~/shared/locale";

const { accounts } = tables;

interface Letter {
  readonly subject: string;
  readonly text: string;
}

/** One letter to each manager and legal representative, in the reader's own language. */
export async function writeToEnterprise(tx: Tx, enterpriseId: string, letter: (locale: Locale) => Letter): Promise<void> {
  const readers = await tx
    .select({ email: accounts.email, locale: accounts.locale })
    .from(accounts)
    .where(
      and(
        eq(accounts.enterpriseId, enterpriseId),
        inArray(accounts.role, ["legal-representative", "manager"]),
        isNull(accounts.disabledAt)
      )
    );
  for (const { email, locale } of readers) await queueMail(tx, { to: email, ...letter(locale) });
}

export interface ListingNews {
  readonly about: "returned" | "approved" | "refused" | "listed" | "reinstated" | "removed";
  readonly reason?: string;
  readonly number?: string;
  /** Last day of the notice, end of the listing, or first day on which the enterprise may apply again. */
  readonly day?: Day;
}

/** Tells the enterprise of a step of its application or listing. */
export function tellOfListing(tx: Tx, enterpriseId: string, { about, reason = "", number = "", day }: ListingNews): Promise<void> {
  return writeToEnterprise(tx, enterpriseId, (locale) => {
    const t = translator(locale, "listing");
    const words = { reason, number, day: day ? formatDay(day, locale) : "" };
    return { subject: t(`mail.${about}.subject`, words), text: t(`mail.${about}.text`, words) };
  });
}
