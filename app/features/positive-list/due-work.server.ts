/**
 * What falls due by the passing of days: notices that have ended become listings, listings that have ended expire.
 * Safe to run at any time, by several processes at once.
 */
import { and, eq, isNull, lt, sql } from "drizzle-orm";
import { z } from "zod";
import { appendToLedger, recordEvent } from "~/features/audit/record.server";
import { today } from "~/platform/clock.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { defineJob, schedule } from "~/platform/jobs.server";
import { system } from "~/shared/actor";
import { addDays, addMonths, type Day } from "~/shared/day";
import { tellOfListing } from "./listing-mail.server";
import { profileFor } from "./rules.server";

const { applications, enterprises, exemptions, listings, notices, numberCounters } = tables;
const CLERK = system("positive-list");
export const EXEMPTION_KINDS = ["on-site", "control", "green-finance"] as const;

export async function runDueWork(): Promise<void> {
  const on = today();
  const due = await withTx(CLERK, (tx) =>
    tx.select({ id: notices.id }).from(notices).where(and(isNull(notices.closedAt), lt(notices.endsOn, on), noOpenObjection()))
  );
  // One transaction each: a fault at one enterprise does not hold up the others.
  for (const { id } of due) await withTx(CLERK, (tx) => endNotice(tx, id, on));
  await withTx(CLERK, (tx) => expireListings(tx, on));
}

const noOpenObjection = () =>
  sql`not exists (select 1 from objection o where o.notice_id = ${notices.id} and o.status = 'open')`;

async function endNotice(tx: Tx, noticeId: string, on: Day): Promise<void> {
  // An objection that is just being stored holds this lock; only a statement begun after it sees that objection.
  await tx.select({ id: notices.id }).from(notices).where(eq(notices.id, noticeId)).for("update");
  const [notice] = await tx
    .update(notices)
    .set({ closedAt: sql`now()` })
    .where(and(eq(notices.id, noticeId), isNull(notices.closedAt), lt(notices.endsOn, on), noOpenObjection()))
    .returning({ applicationId: notices.applicationId, enterpriseId: notices.enterpriseId });
  if (!notice) return;
  const [application] = await tx
    .update(applications)
    .set({ status: "listed" })
    .where(and(eq(applications.id, notice.applicationId), eq(applications.status, "in-notice")))
    .returning({ id: applications.id });
  if (application) await startListing(tx, application.id, notice.enterpriseId, on);
}

async function startListing(tx: Tx, applicationId: string, enterpriseId: string, on: Day): Promise<void> {
  const [enterprise] = await tx.select({ regionCode: enterprises.regionCode }).from(enterprises).where(eq(enterprises.id, enterpriseId));
  const regionCode = enterprise?.regionCode ?? "";
  const { termYears } = profileFor(regionCode).listing;
  const endsOn = addDays(addMonths(on, termYears.value * 12), -1);
  const number = await nextNumber(tx, regionCode.slice(0, 4), on);
  const [listing] = await tx
    .insert(listings)
    .values({ enterpriseId, applicationId, number, listedOn: on, endsOn })
    .returning({ id: listings.id });
  if (!listing) throw new Error("The listing was not stored.");
  await grantExemptions(tx, enterpriseId, listing.id, on, endsOn);
  await tellOfListing(tx, enterpriseId, { about: "listed", number, day: endsOn });
  await appendToLedger(tx, CLERK, {
    ownerId: enterpriseId,
    chain: "decision",
    kind: "listing.started",
    payload: { application: applicationId, listing: listing.id, number, on, endsOn },
    idempotencyKey: `listing:${applicationId}`,
  });
  await recordEvent(tx, CLERK, { action: "positive-list.listed", enterpriseId, subjectId: listing.id, detail: { number } });
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

async function expireListings(tx: Tx, on: Day): Promise<void> {
  const ended = await tx
    .update(listings)
    .set({ status: "expired" })
    .where(and(sql`${listings.status} in ('listed', 'suspended')`, lt(listings.endsOn, on)))
    .returning({ id: listings.id, enterpriseId: listings.enterpriseId });
  for (const { id, enterpriseId } of ended)
    await recordEvent(tx, CLERK, { action: "positive-list.expired", enterpriseId, subjectId: id });
}

/** Every hour; the work itself is safe to repeat. */
export function registerListingJobs(): void {
  defineJob("listing-due-work", z.unknown(), runDueWork);
  schedule("listing-due-work", "7 * * * *");
}
