/** What officers do: keep their plan, answer requests, record visits. One transaction and one audit event each. */
import { and, eq, gte, lte, sql } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { tellOfFinding } from "~/features/correction/finding-mail.server";
import { storeFindings, type NewFinding } from "~/features/finding/new-finding.server";
import { today } from "~/platform/clock.server";
import { tables, violatedConstraint, withTx, type Tx } from "~/platform/db.server";
import { holidays } from "~/platform/holidays.server";
import type { AgencyActor } from "~/shared/actor";
import { addDays } from "~/shared/day";
import type { DecisionInput, PlanInput, VisitInput } from "./forms";
import { sendInvitation } from "./invitation-mail.server";
import { findAppointment, PLAN_DAYS, type AppointmentView } from "./queries.server";

const { appointments, officerPlans, visits } = tables;
/** Window of a visit's findings; a city's own window replaces it when its profile gives one. */
const FINDING_DAYS = { "red-line": 7, major: 30, minor: 30 } as const;

/** Makes the officer's open half-days of the next four weeks exactly those given. A booked half-day cannot be closed. */
export async function savePlan(actor: AgencyActor, { from, open }: PlanInput): Promise<"saved" | "booked"> {
  const to = addDays(from, PLAN_DAYS - 1);
  const wanted = open.filter(({ day }) => day >= from && day <= to);
  try {
    return await withTx<"saved">(actor, async (tx) => {
      const keep = wanted.map(({ day, half }) => `${day} ${half}`);
      const closed = await tx
        .delete(officerPlans)
        .where(
          and(
            eq(officerPlans.officerId, actor.accountId),
            gte(officerPlans.day, from),
            lte(officerPlans.day, to),
            sql`not (${officerPlans.day}::text || ' ' || ${officerPlans.half} = any (string_to_array(${keep.join(",")}, ',')))`
          )
        );
      const opened =
        wanted.length > 0
          ? await tx
              .insert(officerPlans)
              .values(wanted.map(({ day, half }) => ({ agencyId: actor.agencyId, officerId: actor.accountId, day, half })))
              .onConflictDoNothing()
          : { count: 0 };
      if (closed.count + opened.count > 0)
        await recordEvent(tx, actor, { action: "booking.plan-saved", subjectId: actor.accountId, detail: { from, halfDays: wanted.length } });
      return "saved";
    });
  } catch (error) {
    if (violatedConstraint(error) === "officer_plan_booked") return "booked";
    throw error;
  }
}

/** Confirms or refuses a request of the own agency, once. */
export async function decideAppointment(actor: AgencyActor, id: string, { decision, reason }: DecisionInput): Promise<"decided" | "not-open"> {
  return withTx(actor, async (tx) => {
    const status = decision === "confirm" ? "confirmed" : "refused";
    const [row] = await tx
      .update(appointments)
      .set({ status, reason, decidedBy: actor.accountId, decidedAt: sql`now()`, sequence: sql`${appointments.sequence} + 1` })
      .where(and(eq(appointments.id, id), eq(appointments.agencyId, actor.agencyId), eq(appointments.status, "requested")))
      .returning({ enterpriseId: appointments.enterpriseId });
    if (!row) return "not-open";
    await sendInvitation(tx, actor, id);
    await recordEvent(tx, actor, { action: `booking.${status}`, enterpriseId: row.enterpriseId, subjectId: id });
    return "decided";
  });
}

/** Records what happened at a confirmed visit whose day has come, once. */
export async function recordVisit(actor: AgencyActor, id: string, input: VisitInput): Promise<"recorded" | "not-open"> {
  const on = today();
  return withTx(actor, async (tx) => {
    const visit = await findAppointment(tx, actor, id);
    const changed = await tx
      .update(appointments)
      .set({ status: input.outcome })
      .where(
        and(eq(appointments.id, id), eq(appointments.agencyId, actor.agencyId), eq(appointments.status, "confirmed"), lte(appointments.day, on))
      )
      .returning({ id: appointments.id });
    if (!visit || changed.length === 0) return "not-open";
    if (input.outcome === "done") await writeVisit(tx, actor, visit, input);
    await recordEvent(tx, actor, { action: `booking.visit-${input.outcome}`, enterpriseId: visit.enterpriseId, subjectId: id });
    return "recorded";
  });
}

async function writeVisit(tx: Tx, actor: AgencyActor, visit: AppointmentView, input: VisitInput): Promise<void> {
  const on = today();
  const advice = input.advice.split("\n").map((text) => text.trim()).filter(Boolean);
  await tx.insert(visits).values({
    appointmentId: visit.id,
    enterpriseId: visit.enterpriseId,
    recordedBy: actor.accountId,
    visitedOn: on,
    team: input.team,
    minutes: input.minutes,
    advice,
  });
  // Where visits are isolated from enforcement the team records advice and nothing else.
  if (visit.legalEffect === "ISOLATED" || input.finding === "" || !input.severity) return;
  const finding: NewFinding = {
    enterpriseId: visit.enterpriseId,
    siteId: visit.siteId,
    source: "visit",
    sourceRef: visit.id,
    severity: input.severity,
    // Officers write in one language; both readers see their words.
    text: { "zh-CN": input.finding, en: input.finding },
    basis: [],
    foundOn: on,
    window: { days: FINDING_DAYS[input.severity], kind: "calendar" },
  };
  const made = await storeFindings(tx, visit.siteId, [finding], holidays());
  for (const each of made) await tellOfFinding(tx, finding, each);
}
