/**
 * What falls due by the passing of days: notices that have ended become listings, listings that have ended expire.
 * Safe to run at any time, by several processes at once.
 */
import { and, eq, isNull, lt, sql } from "drizzle-orm";
import { z } from "zod";
import { appendToLedger, recordEvent } from "~/features/audit/record.server";
import { today } from "~/platform/clock.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { translator } from "~/platform/i18n.server";
import { defineJob, schedule } from "~/platform/jobs.server";
import { system } from "~/shared/actor";
import { addDays, addMonths, type Day } from "~/shared/day";
import { formatDay } from "~/shared/format";
import { LOCALES, type Locale } from "~/shared/locale";
import { evaluateEnterprise } from "./evaluation.server";
import { tellOfListing, writeToEnterprise } from "./listing-mail.server";
import type { GateCode } from "./profile";
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
  const closed = await closedGates(tx, notice.enterpriseId, on);
  if (closed.length > 0) return sendBack(tx, { ...notice, closed }, on);
  const [application] = await tx
    .update(applications)
    .set({ status: "listed" })
    .where(and(eq(applications.id, notice.applicationId), eq(applications.status, "in-notice")))
    .returning({ id: applications.id });
  if (application) await startListing(tx, application.id, notice.enterpriseId, on);
}

/** Gates that are not passed on the day on which the listing would begin. */
async function closedGates(tx: Tx, enterpriseId: string, on: Day): Promise<GateCode[]> {
  const { evaluation } = await evaluateEnterprise(tx, enterpriseId, on);
  return evaluation.gates.filter(({ passed }) => !passed).map(({ code }) => code);
}

interface Stopped {
  readonly applicationId: string;
  readonly enterpriseId: string;
  readonly closed: readonly GateCode[];
}

/** What came to light during the notice goes back to the approver, who decides again; no listing begins. */
async function sendBack(tx: Tx, { applicationId, enterpriseId, closed }: Stopped, on: Day): Promise<void> {
  const words = (locale: Locale) => {
    const gates = translator(locale, "positive-list");
    return translator(locale, "listing")("sentBack", {
      day: formatDay(on, locale),
      gates: closed.map((code) => gates(`gate.${code}`)).join(locale === "en" ? ", " : "、"),
    });
  };
  const [application] = await tx
    .update(applications)
    // Readers of both languages see this one text.
    .set({ status: "checked", decidedBy: null, decidedOn: null, decisionReason: LOCALES.map(words).join("\n") })
    .where(and(eq(applications.id, applicationId), eq(applications.status, "in-notice")))
    .returning({ id: applications.id });
  if (!application) return;
  await writeToEnterprise(tx, enterpriseId, (locale) => ({
    subject: translator(locale, "listing")("mail.sentBack.subject"),
    text: translator(locale, "listing")("mail.sentBack.text", { reason: words(locale) }),
  }));
  await recordEvent(tx, CLERK, { action: "positive-list.notice-stopped", enterpriseId, subjectId: applicationId, detail: { on, gates: closed } });
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
