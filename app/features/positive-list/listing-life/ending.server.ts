/** The end of a term: the listing expires, and an approved renewal follows it on the next day, in the same transaction. */
import { and, eq, inArray, isNull, lt, sql } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { system } from "~/shared/actor";
import { addDays, addMonths, day, type Day } from "~/shared/day";
import { startListing } from "./begin.server";
import { eachAlone } from "./each-alone.server";
import { closeHearing } from "./hearing-commands.server";
import { tellOfLife } from "./life-mail.server";
import { closePacks } from "./pack-commands.server";
import { lifeRules } from "./rules.server";
import { sendBackToApprover, standingAt } from "./send-back.server";

const { applications, listings } = tables;
const CLERK = system("positive-list");

export async function endTerms(on: Day): Promise<void> {
  const ended = await withTx(CLERK, (tx) =>
    tx.select({ id: listings.id }).from(listings).where(and(inArray(listings.status, ["listed", "suspended"]), lt(listings.endsOn, on)))
  );
  await eachAlone(ended, ({ id }) => withTx(CLERK, (tx) => endTerm(tx, id, on)));
}

async function endTerm(tx: Tx, id: string, on: Day): Promise<void> {
  const [listing] = await tx
    .select({ enterpriseId: listings.enterpriseId, status: listings.status, endsOn: listings.endsOn })
    .from(listings)
    .where(and(eq(listings.id, id), inArray(listings.status, ["listed", "suspended"]), lt(listings.endsOn, on)))
    .for("update");
  if (!listing) return;
  const { enterpriseId, status } = listing;
  await tx.update(listings).set({ status: "expired", changedOn: on }).where(eq(listings.id, id));
  await closeHearing(tx, id, { outcome: "expired", reason: "", decidedBy: null, on });
  await recordEvent(tx, CLERK, { action: "positive-list.expired", enterpriseId, subjectId: id });
  await followOn(tx, { listingId: id, enterpriseId, wasSuspended: status === "suspended", startsOn: addDays(day(listing.endsOn), 1) });
}

interface FollowOn {
  readonly listingId: string;
  readonly enterpriseId: string;
  readonly wasSuspended: boolean;
  readonly startsOn: Day;
}

async function followOn(tx: Tx, { listingId, enterpriseId, wasSuspended, startsOn }: FollowOn): Promise<void> {
  const [renewal] = await tx
    .select({ id: applications.id })
    .from(applications)
    .where(and(eq(applications.renews, listingId), eq(applications.status, "approved")))
    .for("update");
  if (!renewal) return;
  const { closed, score } = await standingAt(tx, enterpriseId, startsOn);
  if (wasSuspended || closed.length > 0)
    return sendBackToApprover(tx, { applicationId: renewal.id, enterpriseId, closed, suspended: wasSuspended }, startsOn);
  await tx.update(applications).set({ status: "listed" }).where(eq(applications.id, renewal.id));
  await startListing(tx, { applicationId: renewal.id, enterpriseId, startsOn, score });
}

/** Open renewals of a listing that was removed. */
export async function lapseRenewals(tx: Tx, listingId: string): Promise<void> {
  const lapsed = await tx
    .update(applications)
    .set({ status: "lapsed" })
    .where(and(eq(applications.renews, listingId), inArray(applications.status, ["submitted", "checked", "in-notice", "approved"])))
    .returning({ id: applications.id, enterpriseId: applications.enterpriseId });
  for (const { id, enterpriseId } of lapsed) {
    await closeNotice(tx, id);
    await closePacks(tx, id);
    await recordEvent(tx, CLERK, { action: "positive-list.application-lapsed", enterpriseId, subjectId: id });
  }
}

async function closeNotice(tx: Tx, applicationId: string): Promise<void> {
  const { notices } = tables;
  await tx.update(notices).set({ closedAt: sql`now()` }).where(and(eq(notices.applicationId, applicationId), isNull(notices.closedAt)));
}

/** Applications that nobody decided while their pledge counts. */
export async function lapseApplications(tx: Tx, on: Day): Promise<void> {
  const before = addMonths(on, -lifeRules().applicationValidMonths);
  const lapsed = await tx
    .update(applications)
    .set({ status: "lapsed" })
    .where(and(inArray(applications.status, ["submitted", "checked"]), lt(applications.submittedOn, before)))
    .returning({ id: applications.id, enterpriseId: applications.enterpriseId, submittedOn: applications.submittedOn });
  for (const { id, enterpriseId, submittedOn } of lapsed) {
    await closePacks(tx, id);
    await tellOfLife(tx, enterpriseId, { about: "lapsed", day: day(submittedOn) });
    await recordEvent(tx, CLERK, { action: "positive-list.application-lapsed", enterpriseId, subjectId: id });
  }
}
