/** The public register and notices, read as a visitor whoever asks, and what waits at agencies. */
import { and, asc, desc, eq, gte, isNull, sql, type SQL } from "drizzle-orm";
import { enterpriseName } from "~/features/accounts/enterprise-name.server";
import { tables, withTx } from "~/platform/db.server";
import { system, VISITOR, type AgencyActor } from "~/shared/actor";
import type { Day } from "~/shared/day";

const { applications, enterprises, exemptions, facts, listings, notices, objections } = tables;
export const REGISTER_PAGE_SIZE = 20;

const matches = (query: string): SQL =>
  query === "" ? sql`true` : sql`(${enterprises.name} ilike ${`%${query.replace(/[\\%_]/g, "\\$&")}%`} or ${enterprises.uscc} = ${query.toUpperCase()})`;

const shown = {
  number: listings.number,
  enterprise: enterpriseName,
  uscc: enterprises.uscc,
  regionCode: enterprises.regionCode,
  status: listings.status,
  listedOn: listings.listedOn,
  endsOn: listings.endsOn,
};

/** Listed and suspended enterprises, newest first; one row more than a page says that there is another page. */
export async function registerPage(query: string, page: number) {
  const rows = await withTx(VISITOR, (tx) =>
    tx
      .select(shown)
      .from(listings)
      .innerJoin(enterprises, eq(enterprises.id, listings.enterpriseId))
      .where(and(sql`${listings.status} in ('listed', 'suspended')`, matches(query)))
      .orderBy(desc(listings.listedOn), desc(listings.number))
      .limit(REGISTER_PAGE_SIZE + 1)
      .offset((page - 1) * REGISTER_PAGE_SIZE)
  );
  return { rows: rows.slice(0, REGISTER_PAGE_SIZE), hasMore: rows.length > REGISTER_PAGE_SIZE };
}

/** Notices that run on `on`, the next to end first. */
export async function runningNotices(on: Day) {
  return withTx(VISITOR, (tx) =>
    tx
      .select({ id: notices.id, enterprise: enterpriseName, uscc: enterprises.uscc, startsOn: notices.startsOn, endsOn: notices.endsOn })
      .from(notices)
      .innerJoin(enterprises, eq(enterprises.id, notices.enterpriseId))
      .where(and(isNull(notices.closedAt), gte(notices.endsOn, on)))
      .orderBy(asc(notices.endsOn))
      .limit(100)
  );
}

export async function noticeOf(id: string) {
  const [row] = await withTx(VISITOR, (tx) =>
    tx
      .select({
        id: notices.id,
        enterprise: enterpriseName,
        uscc: enterprises.uscc,
        startsOn: notices.startsOn,
        endsOn: notices.endsOn,
        closedAt: notices.closedAt,
      })
      .from(notices)
      .innerJoin(enterprises, eq(enterprises.id, notices.enterpriseId))
      .where(eq(notices.id, id))
  );
  return row ?? null;
}

/** An objection by its code: the code is all the right there is to see it. */
export async function objectionByCode(code: string) {
  const [row] = await withTx(system("objections"), (tx) =>
    tx
      .select({ status: objections.status, answer: objections.answer, createdAt: objections.createdAt, enterprise: enterpriseName })
      .from(objections)
      .innerJoin(enterprises, eq(enterprises.id, objections.enterpriseId))
      .where(eq(objections.code, code.trim().toUpperCase()))
  );
  return row ?? null;
}

/** A listing by its public number, with the exemptions in force on `on`, for anybody who checks it. */
export async function findListingByNumber(number: string, on: Day) {
  return withTx(VISITOR, async (tx) => {
    const [row] = await tx
      .select({ ...shown, id: listings.id })
      .from(listings)
      .innerJoin(enterprises, eq(enterprises.id, listings.enterpriseId))
      .where(eq(listings.number, number.trim()));
    if (!row) return null;
    const granted = await tx
      .select({ kind: exemptions.kind, validTo: exemptions.validTo })
      .from(exemptions)
      .where(and(eq(exemptions.listingId, row.id), isNull(exemptions.revokedOn), gte(exemptions.validTo, on)));
    return { ...row, exemptions: granted };
  });
}

const nearby = (actor: AgencyActor): SQL => sql`${enterprises.regionCode} like ${`${actor.regionCode}%`}`;

export async function objectionsAwaiting(actor: AgencyActor) {
  if (actor.role !== "approver") return [];
  return withTx(actor, (tx) =>
    tx
      .select({ applicationId: notices.applicationId, enterprise: enterpriseName, text: objections.text, endsOn: notices.endsOn })
      .from(objections)
      .innerJoin(notices, eq(notices.id, objections.noticeId))
      .innerJoin(applications, eq(applications.id, notices.applicationId))
      .innerJoin(enterprises, eq(enterprises.id, objections.enterpriseId))
      .where(and(eq(objections.status, "open"), nearby(actor)))
      .orderBy(asc(objections.createdAt))
      .limit(100)
  );
}

export async function suspensionsAwaiting(actor: AgencyActor) {
  if (actor.role !== "approver") return [];
  return withTx(actor, (tx) =>
    tx
      .select({ id: listings.id, enterprise: enterpriseName, number: listings.number, decisionDueOn: listings.decisionDueOn })
      .from(listings)
      .innerJoin(enterprises, eq(enterprises.id, listings.enterpriseId))
      .where(and(eq(listings.status, "suspended"), nearby(actor)))
      .orderBy(asc(listings.decisionDueOn))
      .limit(100)
  );
}

/** One listing with what suspended it, for the agency. */
export async function listingOf(actor: AgencyActor, id: string) {
  const [row] = await withTx(actor, (tx) =>
    tx
      .select({
        ...shown,
        id: listings.id,
        suspendedOn: listings.suspendedOn,
        decisionDueOn: listings.decisionDueOn,
        removedOn: listings.removedOn,
        reentryFrom: listings.reentryFrom,
        reason: listings.reason,
        triggerLiftedOn: listings.triggerLiftedOn,
        factId: listings.triggerFactId,
        factKind: facts.kind,
        factSource: facts.source,
        factFrom: facts.validFrom,
      })
      .from(listings)
      .innerJoin(enterprises, eq(enterprises.id, listings.enterpriseId))
      .leftJoin(facts, eq(facts.id, listings.triggerFactId))
      .where(and(eq(listings.id, id), nearby(actor)))
  );
  return row ?? null;
}
