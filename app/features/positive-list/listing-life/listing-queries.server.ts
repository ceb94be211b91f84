/** Listings of a region, one listing's monthly readings, its public history, and what the enterprise can renew. */
import { and, asc, desc, eq, inArray, isNull, lt, lte, sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import { enterpriseName } from "~/features/accounts/enterprise-name.server";
import { today } from "~/platform/clock.server";
import { tables, withTx } from "~/platform/db.server";
import { VISITOR, type AgencyActor, type EnterpriseActor } from "~/shared/actor";
import { addMonths, type Day } from "~/shared/day";
import { GATE_CODES } from "../profile";
import { latestHelpVisit, runningListing } from "./renewal-commands.server";
import { ofRegion } from "./reach.server";
import { renewalOpensOn, renewalWindow } from "./rules";
import { lifeRules } from "./rules.server";

const { applications, enterprises, exemptions, listingChanges, listings, readings } = tables;

export const LISTING_VIEWS = ["running", "failing", "suspended", "overdue", "ending", "ended"] as const;
export type ListingsShown = (typeof LISTING_VIEWS)[number];

function shown(view: ListingsShown, on: Day): SQL | undefined {
  switch (view) {
    case "running":
      return inArray(listings.status, ["listed", "suspended"]);
    case "failing":
      // By the evaluation that counts now: facts or rules may have changed since it was listed.
      return and(
        eq(listings.status, "listed"),
        sql`exists (select 1 from enterprise_standing s where s.enterprise_id = ${listings.enterpriseId} and s.outcome <> 'ELIGIBLE')`
      );
    case "suspended":
      return eq(listings.status, "suspended");
    case "overdue":
      return and(eq(listings.status, "suspended"), lt(listings.decisionDueOn, on));
    case "ending":
      return and(eq(listings.status, "listed"), lte(listings.endsOn, addMonths(on, lifeRules().renewal.opensMonths)));
    case "ended":
      return inArray(listings.status, ["removed", "expired"]);
  }
}

export async function listingLines(actor: AgencyActor, view: ListingsShown) {
  const on = today();
  const rows = await withTx(actor, (tx) =>
    tx
      .select({
        id: listings.id,
        number: listings.number,
        enterprise: enterpriseName,
        status: listings.status,
        tier: listings.tier,
        listedOn: listings.listedOn,
        endsOn: listings.endsOn,
        decisionDueOn: listings.decisionDueOn,
      })
      .from(listings)
      .innerJoin(enterprises, eq(enterprises.id, listings.enterpriseId))
      .where(and(ofRegion(actor, listings.enterpriseId), shown(view, on)))
      .orderBy(view === "overdue" || view === "suspended" ? asc(listings.decisionDueOn) : desc(listings.listedOn), desc(listings.number))
      .limit(200)
  );
  return rows.map((row) => ({ ...row, overdue: row.status === "suspended" && row.decisionDueOn !== null && row.decisionDueOn < on }));
}

const gates = z.array(z.enum(GATE_CODES));

/** The latest monthly readings of a listing, newest first. */
export async function readingsOf(actor: AgencyActor | EnterpriseActor, listingId: string) {
  const rows = await withTx(actor, (tx) =>
    tx
      .select({ id: readings.id, month: readings.month, tenths: readings.scoreTenths, openGates: readings.openGates })
      .from(readings)
      .where(and(eq(readings.listingId, listingId), actor.kind === "enterprise" ? eq(readings.enterpriseId, actor.enterpriseId) : ofRegion(actor, readings.enterpriseId)))
      .orderBy(desc(readings.month))
      .limit(12)
  );
  return rows.map(({ id, month, tenths, openGates }) => ({ id, month, score: tenths / 10, openGates: gates.parse(openGates) }));
}

/** A listing by its public number with everything that changed it, and its exemptions as they were granted and revoked. */
export async function publicHistory(number: string) {
  return withTx(VISITOR, async (tx) => {
    const [listing] = await tx
      .select({
        id: listings.id,
        number: listings.number,
        enterprise: enterpriseName,
        uscc: enterprises.uscc,
        status: listings.status,
        listedOn: listings.listedOn,
        endsOn: listings.endsOn,
        reentryFrom: listings.reentryFrom,
      })
      .from(listings)
      .innerJoin(enterprises, eq(enterprises.id, listings.enterpriseId))
      .where(eq(listings.number, number));
    if (!listing) return null;
    const changes = await tx
      .select({ id: listingChanges.id, kind: listingChanges.kind, onDay: listingChanges.onDay, cause: listingChanges.cause })
      .from(listingChanges)
      .where(eq(listingChanges.listingId, listing.id))
      .orderBy(asc(listingChanges.createdAt));
    const granted = await tx
      .select({ id: exemptions.id, kind: exemptions.kind, validFrom: exemptions.validFrom, validTo: exemptions.validTo, revokedOn: exemptions.revokedOn })
      .from(exemptions)
      .where(eq(exemptions.listingId, listing.id))
      .orderBy(desc(exemptions.validFrom), asc(exemptions.kind));
    return { ...listing, changes, exemptions: granted };
  });
}

/** What the enterprise can renew today, and on which grounds. */
export async function renewalOf(actor: EnterpriseActor) {
  const on = today();
  const rules = lifeRules().renewal;
  return withTx(actor, async (tx) => {
    const listing = await runningListing(tx, actor.enterpriseId);
    if (!listing) return null;
    const [open] = await tx
      .select({ status: applications.status, submittedOn: applications.submittedOn })
      .from(applications)
      .where(and(eq(applications.renews, listing.id), inArray(applications.status, ["submitted", "checked", "in-notice", "approved"])));
    return {
      ...listing,
      opensOn: renewalOpensOn(listing.endsOn, rules),
      window: renewalWindow(on, listing.endsOn, rules),
      visit: await latestHelpVisit(tx, actor.enterpriseId, on),
      application: open ?? null,
    };
  });
}

/** For the work list: packs that wait for the officer. */
export async function packsAwaiting(actor: AgencyActor) {
  if (actor.role !== "officer") return [];
  const { packs } = tables;
  return withTx(actor, (tx) =>
    tx
      .select({ applicationId: packs.applicationId, enterprise: enterpriseName, uscc: enterprises.uscc })
      .from(packs)
      .innerJoin(applications, and(eq(applications.id, packs.applicationId), isNull(applications.checkedBy)))
      .innerJoin(enterprises, eq(enterprises.id, packs.enterpriseId))
      .where(and(eq(packs.status, "handed-in"), ofRegion(actor, packs.enterpriseId)))
      .orderBy(sql`${packs.createdAt}`)
      .limit(100)
  );
}
