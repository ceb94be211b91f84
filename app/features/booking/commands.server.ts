/** Changes to appointments. Each is one transaction with its audit event; overlap is the database's to refuse. */
import { and, eq, inArray, sql } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { now, today } from "~/platform/clock.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { holidays } from "~/platform/holidays.server";
import { once } from "~/platform/idempotency.server";
import type { EnterpriseActor } from "~/shared/actor";
import { day as toDay, type Day } from "~/shared/day";
import { addWorkingDays } from "~/shared/working-days";
import { bookingRules } from "./content.server";
import type { RequestInput } from "./forms";
import { sendInvitation } from "./invitation-mail.server";
import { findAppointment, noShowDays, offeredBy, responsibleAgency } from "./queries.server";
import { alternatives, halfDayTimes, mayCancel, waitUntil, type HalfDay } from "./slots";

const { appointments, officerPlans, sites, visitRatings } = tables;

export type RequestOutcome =
  | { readonly is: "requested"; readonly id: string }
  | { readonly is: "taken"; readonly alternatives: readonly HalfDay[] }
  | { readonly is: "wait"; readonly until: Day }
  | { readonly is: "not-offered" };

/**
 * Asks for a half-day. Whichever free officer of the agency comes first is booked; when somebody was faster the
 * outcome is "taken" with the nearest free half-days.
 */
export async function requestAppointment(actor: EnterpriseActor, input: RequestInput): Promise<RequestOutcome> {
  const on = today();
  return withTx(actor, async (tx) => {
    const agency = await responsibleAgency(tx, actor, on);
    const [site] = await tx
      .select({ id: sites.id })
      .from(sites)
      .where(and(eq(sites.id, input.siteId), eq(sites.enterpriseId, actor.enterpriseId)));
    if (!agency || !site) return { is: "not-offered" };
    const until = waitUntil(on, await noShowDays(tx, actor.enterpriseId), bookingRules());
    if (until) return { is: "wait", until };
    // The slot is part of the key: after a refusal the same page may ask for another half-day.
    const key = `${input.idempotencyKey} ${input.slot.day} ${input.slot.half}`;
    const id = await once(tx, actor, "booking.request", key, () => bookFirstFree(tx, actor, agency.id, input, on));
    if (id) return { is: "requested", id };
    const offered = await offeredBy(tx, agency.id, on);
    const wanted = offered.find(({ day, half }) => day === input.slot.day && half === input.slot.half);
    return wanted && wanted.state !== "not-working" ? { is: "taken", alternatives: alternatives(offered, input.slot) } : { is: "not-offered" };
  });
}

async function bookFirstFree(tx: Tx, actor: EnterpriseActor, agencyId: string, input: RequestInput, on: Day): Promise<string | null> {
  const { day, half } = input.slot;
  const offered = await offeredBy(tx, agencyId, on);
  if (!offered.some((slot) => slot.day === day && slot.half === half && slot.state === "free")) return null;
  const officers = await tx
    .select({ id: officerPlans.officerId })
    .from(officerPlans)
    .where(and(eq(officerPlans.agencyId, agencyId), eq(officerPlans.day, day), eq(officerPlans.half, half)))
    .orderBy(officerPlans.officerId);
  const { from, to } = halfDayTimes(input.slot);
  for (const officer of officers) {
    const [row] = await tx
      .insert(appointments)
      .values({
        enterpriseId: actor.enterpriseId,
        siteId: input.siteId,
        agencyId,
        officerId: officer.id,
        kind: input.kind,
        topic: input.topic,
        day,
        half,
        during: `[${from.toISOString()},${to.toISOString()})`,
        legalEffect: input.legalEffect,
        legalEffectProfile: input.legalEffectProfile,
        legalEffectShownAt: now(),
        requestedBy: actor.accountId,
        requestedOn: on,
        replyDueOn: addWorkingDays(holidays(), on, bookingRules().replyWorkingDays),
      })
      .onConflictDoNothing()
      .returning({ id: appointments.id });
    if (!row) continue;
    await sendInvitation(tx, actor, row.id);
    await recordEvent(tx, actor, {
      action: "booking.requested",
      enterpriseId: actor.enterpriseId,
      subjectId: row.id,
      detail: { day, half, kind: input.kind, legalEffect: input.legalEffect, profile: input.legalEffectProfile },
    });
    return row.id;
  }
  return null;
}

/** Cancels while it is in time. Cancelling twice changes nothing and says so. */
export async function cancelAppointment(actor: EnterpriseActor, id: string, reason: string): Promise<"cancelled" | "too-late" | "not-open"> {
  return withTx(actor, async (tx) => {
    const visit = await findAppointment(tx, actor, id);
    if (!visit) return "not-open";
    if (!mayCancel(today(), toDay(visit.day), bookingRules(), holidays())) return "too-late";
    const changed = await tx
      .update(appointments)
      .set({ status: "cancelled", reason, sequence: sql`${appointments.sequence} + 1` })
      .where(and(eq(appointments.id, id), eq(appointments.enterpriseId, actor.enterpriseId), inArray(appointments.status, ["requested", "confirmed"])))
      .returning({ id: appointments.id });
    if (changed.length === 0) return "not-open";
    await sendInvitation(tx, actor, id);
    await recordEvent(tx, actor, { action: "booking.cancelled", enterpriseId: actor.enterpriseId, subjectId: id });
    return "cancelled";
  });
}

/** Rates a visit that took place; rating again replaces the first rating. */
export async function rateVisit(actor: EnterpriseActor, id: string, rating: { stars: number; comment: string }): Promise<"rated" | "not-visited"> {
  return withTx(actor, async (tx) => {
    const visit = await findAppointment(tx, actor, id);
    if (visit?.status !== "done") return "not-visited";
    await tx
      .insert(visitRatings)
      .values({ appointmentId: id, enterpriseId: actor.enterpriseId, ...rating })
      .onConflictDoUpdate({ target: visitRatings.appointmentId, set: rating });
    // The stars stay out of the trail: the rated agency must not learn them.
    await recordEvent(tx, actor, { action: "booking.rated", enterpriseId: actor.enterpriseId, subjectId: id });
    return "rated";
  });
}
