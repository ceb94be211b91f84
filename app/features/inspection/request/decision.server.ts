/** What becomes of a request: one visit together with others, a visit of its own with the reason, or none with the reason. */
import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { appendToLedger, recordEvent } from "~/features/audit/record.server";
import { today } from "~/platform/clock.server";
import { tables, violatedConstraint, withTx, type Tx } from "~/platform/db.server";
import type { AgencyActor } from "~/shared/actor";
import type { Day } from "~/shared/day";
import { visitSpan } from "../plan/period";
import { inspectionRules } from "../plan/rules.server";
import { freeOfficersFor, teamOf } from "../team.server";
import type { Decision } from "./forms";
import { together, yearOf, type Window } from "./one-check";
import { refusedByRule } from "./room.server";

const { inspectionDraws, inspectionRequests, inspections } = tables;
type RequestRow = typeof inspectionRequests.$inferSelect;
type VisitRow = Window & { readonly id: string };
type ApartReason = Extract<Decision, { intent: "apart" }>["apartReason"];
type Refusal = Extract<Decision, { intent: "refuse" }>["refusal"];

export type DecisionOutcome = "decided" | "not-open" | "own-request" | "exempt" | "cap" | "too-few-officers" | "nothing-apart" | "busy";

/** By an approver of an agency that answers for the enterprise, never by whoever asked. */
export async function decideRequest(actor: AgencyActor, id: string, decision: Exclude<Decision, { intent: "withdraw" }>): Promise<DecisionOutcome> {
  const on = today();
  const request = await withTx(actor, async (tx) => (await tx.select().from(inspectionRequests).where(eq(inspectionRequests.id, id)))[0]);
  if (!request) return "not-open";
  const free = await freeOfficersFor(request.enterpriseId, on);
  try {
    return await withTx(actor, async (tx): Promise<DecisionOutcome> => {
      const open = await openOf(tx, request.enterpriseId);
      const first = open.find((one) => one.id === id);
      if (!first) return "not-open";
      if (first.requestedBy === actor.accountId) return "own-request";
      if (decision.intent === "refuse") return refuse(tx, actor, first, decision.refusal, on);
      const others = open.filter((one) => one.id !== id && one.requestedBy !== actor.accountId);
      return decision.intent === "together"
        ? visitTogether(tx, actor, first, others, free, on)
        : visitApart(tx, actor, first, { others, reason: decision.apartReason, free, on });
    });
  } catch (error) {
    // Somebody planned or exempted at the same moment: what is true now is seen on looking again.
    if (["inspection_one_joint", "inspection_exempt", "inspection_conflict", "inspection_step"].includes(violatedConstraint(error) ?? "")) return "busy";
    throw error;
  }
}

/** Held until the end of the transaction, in one order for everybody. */
const openOf = (tx: Tx, enterpriseId: string): Promise<RequestRow[]> =>
  tx
    .select()
    .from(inspectionRequests)
    .where(and(eq(inspectionRequests.enterpriseId, enterpriseId), eq(inspectionRequests.status, "open")))
    .orderBy(asc(inspectionRequests.createdAt), asc(inspectionRequests.id))
    .for("update");

/** Visits that wait to be made at an enterprise, with the days on which they can be. */
export async function plannedVisits(tx: Tx, enterpriseId: string, on: Day): Promise<VisitRow[]> {
  const rows = await tx
    .select({ id: inspections.id, notBefore: inspections.notBefore, notAfter: inspections.notAfter, period: inspectionDraws.period })
    .from(inspections)
    .leftJoin(inspectionDraws, eq(inspectionDraws.id, inspections.drawId))
    .where(
      and(eq(inspections.enterpriseId, enterpriseId), eq(inspections.status, "planned"), isNull(inspections.arrivedAt), inArray(inspections.kind, ["routine", "verification", "joint"]))
    )
    .orderBy(asc(inspections.createdAt));
  return rows.flatMap(({ id, notBefore, notAfter, period }) => {
    if (notBefore && notAfter) return [{ id, earliest: notBefore, latest: notAfter }];
    const span = period === null ? null : visitSpan(period, on);
    return span ? [{ id, earliest: span.from, latest: span.to }] : [];
  });
}

async function visitTogether(tx: Tx, actor: AgencyActor, first: RequestRow, others: readonly RequestRow[], free: readonly string[], on: Day): Promise<DecisionOutcome> {
  const planned = await plannedVisits(tx, first.enterpriseId, on);
  const [visit] = together(first, planned).taken;
  const { taken, days } = together(visit ? within(first, visit) : first, others);
  const all = [first, ...taken];
  if (visit) {
    await tx.update(inspections).set({ notBefore: days.earliest, notAfter: days.latest }).where(eq(inspections.id, visit.id));
    return assign(tx, actor, all, { inspectionId: visit.id, on });
  }
  // A visit is planned, on other days: that is why there will be two.
  return newVisit(tx, actor, all, { days, free, on, ...(planned.length > 0 ? { apart: "no-common-day" as const } : {}) });
}

const within = (a: Window, b: Window): Window => together(a, [b]).days;

async function visitApart(
  tx: Tx,
  actor: AgencyActor,
  first: RequestRow,
  { others, reason, free, on }: { others: readonly RequestRow[]; reason: ApartReason; free: readonly string[]; on: Day }
): Promise<DecisionOutcome> {
  const near = [...together(first, await plannedVisits(tx, first.enterpriseId, on)).taken, ...together(first, others).taken];
  if (near.length === 0) return "nothing-apart";
  return newVisit(tx, actor, [first], { days: first, free, on, apart: reason });
}

interface NewVisit {
  readonly days: Window;
  readonly free: readonly string[];
  readonly on: Day;
  readonly apart?: ApartReason;
}

async function newVisit(tx: Tx, actor: AgencyActor, requests: readonly RequestRow[], { days, free, on, apart }: NewVisit): Promise<DecisionOutcome> {
  const [first] = requests;
  if (!first) return "not-open";
  const year = yearOf(days.earliest < on ? on : days.earliest);
  const refused = await refusedByRule(tx, first.enterpriseId, on, year);
  if (refused) {
    await tx.update(inspectionRequests).set({ status: "refused", reasonCode: refused, decidedOn: on }).where(inArray(inspectionRequests.id, requests.map(({ id }) => id)));
    return refused;
  }
  const officers = teamOf(free, requests.map(({ requestedBy }) => requestedBy), inspectionRules().officersEach);
  if (!officers) return "too-few-officers";
  const [made] = await tx
    .insert(inspections)
    .values({
      enterpriseId: first.enterpriseId,
      agencyId: actor.agencyId,
      kind: "joint",
      year,
      plannedOn: on,
      officers,
      notBefore: days.earliest,
      notAfter: days.latest,
      ...(apart ? { apartReason: apart } : {}),
    })
    .returning({ id: inspections.id });
  if (!made) throw new Error("The visit was not stored.");
  return assign(tx, actor, requests, { inspectionId: made.id, on, ...(apart ? { apart } : {}) });
}

/** The requests get the visit, with its entry in the ledger of decisions. */
async function assign(
  tx: Tx,
  actor: AgencyActor,
  requests: readonly RequestRow[],
  { inspectionId, on, apart }: { inspectionId: string; on: Day; apart?: ApartReason }
): Promise<"decided"> {
  const ids = requests.map(({ id }) => id);
  await tx
    .update(inspectionRequests)
    .set({ status: "visit", inspectionId, decidedBy: actor.accountId, decidedOn: on, ...(apart ? { reasonCode: apart } : {}) })
    .where(inArray(inspectionRequests.id, ids));
  const enterpriseId = requests[0]?.enterpriseId ?? "";
  await appendToLedger(tx, actor, {
    ownerId: enterpriseId,
    chain: "decision",
    kind: "inspection.visit-planned",
    payload: { inspection: inspectionId, requests: ids, apart: apart ?? null },
  });
  await recordEvent(tx, actor, { action: "inspection.visit-planned", enterpriseId, subjectId: inspectionId, detail: { requests: ids.length } });
  return "decided";
}

async function refuse(tx: Tx, actor: AgencyActor, { id, enterpriseId }: RequestRow, reasonCode: Refusal, on: Day): Promise<"decided"> {
  await tx.update(inspectionRequests).set({ status: "refused", reasonCode, decidedBy: actor.accountId, decidedOn: on }).where(eq(inspectionRequests.id, id));
  await recordEvent(tx, actor, { action: "inspection.request-refused", enterpriseId, subjectId: id, detail: { reason: reasonCode } });
  return "decided";
}
