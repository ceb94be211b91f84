/** A listing by its public number as it stands now, with its place in the decision ledger and the last checkpoint. */
import { and, desc, eq, sql } from "drizzle-orm";
import { lastMarkOf } from "~/features/audit/last-mark.server";
import { today } from "~/platform/clock.server";
import { tables, withTx } from "~/platform/db.server";
import { system } from "~/shared/actor";
import { day } from "~/shared/day";
import { formatDay, formatInstant } from "~/shared/format";
import type { Locale } from "~/shared/locale";
import { findListingByNumber } from "../register-queries.server";
import { certificateState } from "./listing-check";

const { ledgerEntries, listings } = tables;

export type ListingCheck = NonNullable<Awaited<ReturnType<typeof listingCheck>>>;

export async function listingCheck(number: string, locale: Locale) {
  const on = today();
  const found = await findListingByNumber(number, on);
  if (!found) return null;
  const listedOn = day(found.listedOn);
  const endsOn = day(found.endsOn);
  const state = certificateState({ status: found.status, listedOn, endsOn }, on);
  return {
    number: found.number,
    enterprise: found.enterprise[locale],
    uscc: found.uscc,
    state,
    from: formatDay(listedOn, locale),
    to: formatDay(endsOn, locale),
    asOf: formatDay(on, locale),
    exemptions: state === "valid" ? found.exemptions.map(({ kind }) => kind) : [],
    proof: await proofOf(found.number, locale),
  };
}

/** The latest decision about the listing. Entry and hash tell nothing of what was decided, so everybody may see them. */
async function proofOf(number: string, locale: Locale) {
  const [entry] = await withTx(system("listing-check"), (tx) =>
    tx
      .select({ ownerId: ledgerEntries.ownerId, seq: ledgerEntries.seq, hash: ledgerEntries.hash })
      .from(listings)
      .innerJoin(
        ledgerEntries,
        and(
          eq(ledgerEntries.ownerId, listings.enterpriseId),
          eq(ledgerEntries.chain, "decision"),
          sql`${ledgerEntries.payload} ->> 'listing' = ${listings.id}::text`
        )
      )
      .where(eq(listings.number, number))
      .orderBy(desc(ledgerEntries.seq))
      .limit(1)
  );
  if (!entry) return null;
  const mark = lastMarkOf(entry.ownerId, "decision");
  const covered = mark && mark.seq >= entry.seq;
  return {
    seq: entry.seq,
    hash: entry.hash,
    checkpoint: covered ? { seq: mark.seq, hash: mark.hash, at: formatInstant(new Date(mark.at), locale) } : null,
  };
}
