/** How a listing begins: number, term, tier and exemptions, in one transaction with its letters and ledger entry. */
import { eq, sql } from "drizzle-orm";
import { appendToLedger, recordEvent } from "~/features/audit/record.server";
import { tables, type Tx } from "~/platform/db.server";
import { system } from "~/shared/actor";
import type { Day } from "~/shared/day";
import { EXEMPTION_KINDS } from "../exemption-answer";
import { tellOfListing } from "../listing-mail.server";
import { profileFor } from "../rules.server";
import { termFrom } from "./rules";
import { lifeRules } from "./rules.server";
import { firstTier } from "./tier";

const { enterprises, exemptions, listings, numberCounters } = tables;
const CLERK = system("positive-list");

interface Beginning {
  readonly applicationId: string;
  readonly enterpriseId: string;
  readonly startsOn: Day;
  /** Score of the evaluation on the day it begins. */
  readonly score: number;
}

export async function startListing(tx: Tx, { applicationId, enterpriseId, startsOn, score }: Beginning): Promise<string> {
  const [enterprise] = await tx.select({ regionCode: enterprises.regionCode }).from(enterprises).where(eq(enterprises.id, enterpriseId));
  const regionCode = enterprise?.regionCode ?? "";
  const { termYears } = profileFor(regionCode).listing;
  const { listedOn, endsOn } = termFrom(startsOn, termYears.value);
  const number = await nextNumber(tx, regionCode.slice(0, 4), startsOn);
  const [listing] = await tx
    .insert(listings)
    .values({ enterpriseId, applicationId, number, listedOn, endsOn, tier: firstTier(score, lifeRules().tierOne) })
    .returning({ id: listings.id });
  if (!listing) throw new Error("The listing was not stored.");
  await grantExemptions(tx, enterpriseId, listing.id, listedOn, endsOn);
  await tellOfListing(tx, enterpriseId, { about: "listed", number, day: endsOn });
  await appendToLedger(tx, CLERK, {
    ownerId: enterpriseId,
    chain: "decision",
    kind: "listing.started",
    payload: { application: applicationId, listing: listing.id, number, on: listedOn, endsOn },
    idempotencyKey: `listing:${applicationId}`,
  });
  await recordEvent(tx, CLERK, { action: "positive-list.listed", enterpriseId, subjectId: listing.id, detail: { number } });
  return listing.id;
}

export async function grantExemptions(tx: Tx, enterpriseId: string, listingId: string, validFrom: Day, validTo: Day): Promise<void> {
  await tx.insert(exemptions).values(EXEMPTION_KINDS.map((kind) => ({ enterpriseId, listingId, kind, validFrom, validTo })));
}

/** Gap-free per city and year: the counter's row is locked until the listing is stored or given up. */
async function nextNumber(tx: Tx, city: string, on: Day): Promise<string> {
  const scope = `${city}-${on.slice(0, 4)}`;
  const [row] = await tx
    .insert(numberCounters)
    .values({ scope, last: 1 })
    .onConflictDoUpdate({ target: numberCounters.scope, set: { last: sql`${numberCounters.last} + 1` } })
    .returning({ last: numberCounters.last });
  return `${scope}-${String(row?.last ?? 1).padStart(6, "0")}`;
}
