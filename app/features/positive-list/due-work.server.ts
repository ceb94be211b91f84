/**
 * What falls due by the passing of days: notices that have ended become listings, terms end or are renewed, proposals and
 * applications lapse, reminders go out. Safe to run at any time, by several processes at once.
 */
import { and, eq, isNull, lt, sql } from "drizzle-orm";
import { z } from "zod";
import { recordEvent } from "~/features/audit/record.server";
import { today } from "~/platform/clock.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { defineJob, schedule } from "~/platform/jobs.server";
import { system } from "~/shared/actor";
import type { Day } from "~/shared/day";
import { startListing } from "./listing-life/begin.server";
import { eachAlone } from "./listing-life/each-alone.server";
import { endTerms, lapseApplications } from "./listing-life/ending.server";
import { tellOfLife } from "./listing-life/life-mail.server";
import { lapseProposals } from "./listing-life/proposal-commands.server";
import { recheckListings } from "./listing-life/recheck.server";
import { sendReminders } from "./listing-life/reminders.server";
import { sendBackToApprover, standingAt } from "./listing-life/send-back.server";

const { applications, listings, notices } = tables;
const CLERK = system("positive-list");

export async function runDueWork(): Promise<void> {
  const on = today();
  const due = await withTx(CLERK, (tx) =>
    tx.select({ id: notices.id }).from(notices).where(and(isNull(notices.closedAt), lt(notices.endsOn, on), noOpenObjection()))
  );
  await eachAlone(
    [
      ...due.map(({ id }) => () => withTx(CLERK, (tx) => endNotice(tx, id, on))),
      () => endTerms(on),
      () => withTx(CLERK, (tx) => lapseProposals(tx, on)),
      () => withTx(CLERK, (tx) => lapseApplications(tx, on)),
      () => sendReminders(on),
    ],
    (work) => work()
  );
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
  const { applicationId, enterpriseId } = notice;
  const { closed, score } = await standingAt(tx, enterpriseId, on);
  if (closed.length > 0) return sendBackToApprover(tx, { applicationId, enterpriseId, closed }, on);
  if (await waitsForTheEnd(tx, applicationId)) return approveRenewal(tx, applicationId, enterpriseId);
  const [application] = await tx
    .update(applications)
    .set({ status: "listed" })
    .where(and(eq(applications.id, applicationId), eq(applications.status, "in-notice")))
    .returning({ id: applications.id });
  if (application) await startListing(tx, { applicationId, enterpriseId, startsOn: on, score });
}

/** Is it the renewal of a listing that still runs? */
async function waitsForTheEnd(tx: Tx, applicationId: string): Promise<boolean> {
  const rows = await tx
    .select({ id: listings.id })
    .from(listings)
    .innerJoin(applications, eq(applications.renews, listings.id))
    .where(and(eq(applications.id, applicationId), sql`${listings.status} in ('listed', 'suspended')`))
    // Its end cannot come between this look and the step below.
    .for("update", { of: listings });
  return rows.length > 0;
}

async function approveRenewal(tx: Tx, applicationId: string, enterpriseId: string): Promise<void> {
  const [row] = await tx
    .update(applications)
    .set({ status: "approved" })
    .where(and(eq(applications.id, applicationId), eq(applications.status, "in-notice")))
    .returning({ id: applications.id });
  if (!row) return;
  await tellOfLife(tx, enterpriseId, { about: "renewed" });
  await recordEvent(tx, CLERK, { action: "positive-list.renewal-approved", enterpriseId, subjectId: applicationId });
}

/** Every hour, and as the day begins so that a renewed listing follows at once; the work itself is safe to repeat. */
export function registerListingJobs(): void {
  defineJob("listing-due-work", z.unknown(), runDueWork);
  schedule("listing-due-work", { minute: 7 });
  defineJob("listing-day-begins", z.unknown(), runDueWork);
  schedule("listing-day-begins", { hour: 0, minute: 0 });
  defineJob("listing-recheck", z.unknown(), async () => void (await recheckListings(today())));
  schedule("listing-recheck", { date: 1, hour: 3, minute: 45 });
}
