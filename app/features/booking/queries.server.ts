/** Reads of plans and appointments. An enterprise sees its own, an officer those of the own agency. */
import { and, asc, desc, eq, gte, inArray, lte, sql } from "drizzle-orm";
import { enterpriseName } from "~/features/accounts/enterprise-name.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { holidays } from "~/platform/holidays.server";
import type { AgencyActor, EnterpriseActor } from "~/shared/actor";
import { addDays, day as toDay, type Day } from "~/shared/day";
import type { Localised } from "~/shared/locale";
import { bookingRules } from "./content.server";
import { bookableDays, offeredHalfDays, type Half, type OfferedHalfDay, type OfficerHalfDay } from "./slots";

const { accounts, agencies, appointments, enterprises, officerPlans, sites, visitRatings, visits } = tables;

export interface ResponsibleAgency {
  readonly id: string;
  readonly name: Localised;
  readonly regionCode: string;
}

/** The agency nearest to the enterprise (longest region) that has any officer's plan from `on`, or null. */
export async function responsibleAgency(tx: Tx, actor: EnterpriseActor, on: Day): Promise<ResponsibleAgency | null> {
  const [row] = await tx
    .select({ id: agencies.id, zh: agencies.nameZh, en: agencies.nameEn, regionCode: agencies.regionCode })
    .from(agencies)
    .innerJoin(enterprises, sql`${enterprises.regionCode} like ${agencies.regionCode} || '%'`)
    .where(
      and(
        eq(enterprises.id, actor.enterpriseId),
        sql`exists (select 1 from ${officerPlans} where ${officerPlans.agencyId} = ${agencies.id} and ${officerPlans.day} >= ${on})`
      )
    )
    .orderBy(desc(sql`length(${agencies.regionCode})`))
    .limit(1);
  return row ? { id: row.id, name: { "zh-CN": row.zh, en: row.en }, regionCode: row.regionCode } : null;
}

/** The half-days of an agency that can be asked for on `on`, each with its state. */
export async function offeredBy(tx: Tx, agencyId: string, on: Day): Promise<OfferedHalfDay[]> {
  const rules = bookingRules();
  const { first, last } = bookableDays(on, rules, holidays());
  const plans = await tx
    .select({ officerId: officerPlans.officerId, day: officerPlans.day, half: officerPlans.half })
    .from(officerPlans)
    .where(and(eq(officerPlans.agencyId, agencyId), gte(officerPlans.day, first), lte(officerPlans.day, last)));
  const taken = await tx.execute<{ officer_id: string; day: string; half: Half }>(
    sql`select officer_id, day::text, half from app.booked_half_days(${agencyId}::uuid, ${first}::date, ${last}::date)`
  );
  const booked = taken.map((row): OfficerHalfDay => ({ officerId: row.officer_id, day: toDay(row.day), half: row.half }));
  return offeredHalfDays(on, plans.map((plan) => ({ ...plan, day: toDay(plan.day) })), booked, rules, holidays());
}

/** Days of an enterprise's missed visits. */
export async function noShowDays(tx: Tx, enterpriseId: string): Promise<Day[]> {
  const rows = await tx
    .select({ day: appointments.day })
    .from(appointments)
    .where(and(eq(appointments.enterpriseId, enterpriseId), eq(appointments.status, "no-show")));
  return rows.map((row) => toDay(row.day));
}

export async function bookableSites(actor: EnterpriseActor): Promise<{ id: string; name: string }[]> {
  return withTx(actor, (tx) =>
    tx.select({ id: sites.id, name: sites.name }).from(sites).where(eq(sites.enterpriseId, actor.enterpriseId)).orderBy(asc(sites.name))
  );
}

const line = {
  id: appointments.id,
  kind: appointments.kind,
  topic: appointments.topic,
  day: appointments.day,
  half: appointments.half,
  status: appointments.status,
  replyDueOn: appointments.replyDueOn,
  site: sites.name,
  enterprise: enterpriseName,
};

export async function ownAppointments(actor: EnterpriseActor) {
  return withTx(actor, (tx) =>
    tx
      .select(line)
      .from(appointments)
      .innerJoin(sites, eq(sites.id, appointments.siteId))
      .innerJoin(enterprises, eq(enterprises.id, appointments.enterpriseId))
      .where(eq(appointments.enterpriseId, actor.enterpriseId))
      .orderBy(desc(appointments.day))
      .limit(100)
  );
}

/** The next requested or confirmed appointment from `on`, for the overview. */
export async function nextAppointment(actor: EnterpriseActor, on: Day) {
  const [row] = await withTx(actor, (tx) =>
    tx
      .select({ id: appointments.id, day: appointments.day, half: appointments.half, status: appointments.status })
      .from(appointments)
      .where(and(eq(appointments.enterpriseId, actor.enterpriseId), gte(appointments.day, on), inArray(appointments.status, ["requested", "confirmed"])))
      .orderBy(asc(appointments.day))
      .limit(1)
  );
  return row ?? null;
}

/** What waits for an officer: requests to answer, and confirmed visits that are due or past. */
export async function appointmentsAwaiting(actor: AgencyActor, on: Day) {
  return withTx(actor, (tx) =>
    tx
      .select(line)
      .from(appointments)
      .innerJoin(sites, eq(sites.id, appointments.siteId))
      .innerJoin(enterprises, eq(enterprises.id, appointments.enterpriseId))
      .where(
        and(
          eq(appointments.agencyId, actor.agencyId),
          sql`(${appointments.status} = 'requested' or (${appointments.status} = 'confirmed' and ${appointments.day} <= ${on}))`
        )
      )
      .orderBy(asc(appointments.replyDueOn))
      .limit(100)
  );
}

const whole = {
  ...line,
  enterpriseId: appointments.enterpriseId,
  siteId: appointments.siteId,
  agencyId: appointments.agencyId,
  officer: accounts.displayName,
  legalEffect: appointments.legalEffect,
  legalEffectProfile: appointments.legalEffectProfile,
  legalEffectShownAt: appointments.legalEffectShownAt,
  requestedBy: appointments.requestedBy,
  requestedOn: appointments.requestedOn,
  reason: appointments.reason,
  sequence: appointments.sequence,
  agencyZh: agencies.nameZh,
  agencyEn: agencies.nameEn,
  address: sites.address,
  visitedOn: visits.visitedOn,
  team: visits.team,
  minutes: visits.minutes,
  advice: visits.advice,
};

/** One appointment with its visit, or null when there is none or it is somebody else's. */
export async function findAppointment(tx: Tx, actor: EnterpriseActor | AgencyActor, id: string) {
  const mine = actor.kind === "enterprise" ? eq(appointments.enterpriseId, actor.enterpriseId) : sql`${enterprises.regionCode} like ${`${actor.regionCode}%`}`;
  const [row] = await tx
    .select(whole)
    .from(appointments)
    .innerJoin(sites, eq(sites.id, appointments.siteId))
    .innerJoin(enterprises, eq(enterprises.id, appointments.enterpriseId))
    .innerJoin(agencies, eq(agencies.id, appointments.agencyId))
    .innerJoin(accounts, eq(accounts.id, appointments.officerId))
    .leftJoin(visits, eq(visits.appointmentId, appointments.id))
    .where(and(eq(appointments.id, id), mine));
  return row ?? null;
}
export type AppointmentView = NonNullable<Awaited<ReturnType<typeof findAppointment>>>;

export async function ratingOf(actor: EnterpriseActor, appointmentId: string) {
  const [row] = await withTx(actor, (tx) =>
    tx.select({ stars: visitRatings.stars, comment: visitRatings.comment }).from(visitRatings).where(eq(visitRatings.appointmentId, appointmentId))
  );
  return row ?? null;
}

export const PLAN_DAYS = 28;
/** An officer's own open half-days over the next four weeks from `from`, and which of them are booked. */
export async function ownPlan(actor: AgencyActor, from: Day) {
  const to = addDays(from, PLAN_DAYS - 1);
  return withTx(actor, async (tx) => {
    const open = await tx
      .select({ day: officerPlans.day, half: officerPlans.half })
      .from(officerPlans)
      .where(and(eq(officerPlans.officerId, actor.accountId), gte(officerPlans.day, from), lte(officerPlans.day, to)));
    const booked = await tx
      .select({ id: appointments.id, day: appointments.day, half: appointments.half, enterprise: enterpriseName })
      .from(appointments)
      .innerJoin(enterprises, eq(enterprises.id, appointments.enterpriseId))
      .where(
        and(
          eq(appointments.officerId, actor.accountId),
          gte(appointments.day, from),
          lte(appointments.day, to),
          inArray(appointments.status, ["requested", "confirmed"])
        )
      );
    return { open, booked };
  });
}

/** County code of the actor's enterprise. */
export async function ownRegion(actor: EnterpriseActor): Promise<string> {
  const [row] = await withTx(actor, (tx) =>
    tx.select({ regionCode: enterprises.regionCode }).from(enterprises).where(eq(enterprises.id, actor.enterpriseId))
  );
  return row?.regionCode ?? "";
}
