/** The hearing of a suspension: the enterprise's statement with files, or its waiver; the invitation and the record. */
import { and, eq, inArray, isNull, ne } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import type { NewEvidence } from "~/features/self-check/evidence.server";
import { today } from "~/platform/clock.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { holidays } from "~/platform/holidays.server";
import type { AgencyActor, EnterpriseActor } from "~/shared/actor";
import type { Day } from "~/shared/day";
import { addWorkingDays } from "~/shared/working-days";
import { hangFiles } from "./files.server";
import type { InvitationInput } from "./forms";
import { tellOfLife } from "./life-mail.server";
import { ofRegion } from "./reach.server";
import { lifeRules } from "./rules.server";
import { serve } from "./serve.server";

const { hearings, listings } = tables;

interface Opening {
  readonly enterpriseId: string;
  readonly listingId: string;
  readonly cause: string;
  readonly on: Day;
  readonly decisionDueOn: Day;
}

/** In the suspension's transaction. Answers with the last day for a statement in time. */
export async function openHearing(tx: Tx, { on, decisionDueOn, ...of }: Opening): Promise<Day> {
  const wanted = addWorkingDays(holidays(), on, lifeRules().statementWorkingDays);
  // A profile may leave the city less time than that.
  const statementDueOn = wanted < decisionDueOn ? wanted : decisionDueOn;
  await tx.insert(hearings).values({ ...of, openedOn: on, statementDueOn, decisionDueOn });
  return statementDueOn;
}

/** What the enterprise says, with files. A late statement is taken and said to be late; after the decision none is. */
export async function stateCase(
  actor: EnterpriseActor,
  id: string,
  statement: string,
  files: readonly NewEvidence[]
): Promise<"stated" | "not-open"> {
  return withTx(actor, async (tx) => {
    const [row] = await tx
      .update(hearings)
      .set({ status: "stated", statement, statedBy: actor.accountId, statedOn: today() })
      .where(and(eq(hearings.id, id), eq(hearings.enterpriseId, actor.enterpriseId), eq(hearings.status, "open")))
      .returning({ statementDueOn: hearings.statementDueOn });
    if (!row) return "not-open";
    await hangFiles(tx, actor, { hearingId: id }, files);
    await recordEvent(tx, actor, {
      action: "positive-list.statement-made",
      enterpriseId: actor.enterpriseId,
      subjectId: id,
      detail: { inTime: today() <= row.statementDueOn, files: files.length },
    });
    return "stated";
  });
}

export async function waiveHearing(actor: EnterpriseActor, id: string): Promise<"waived" | "not-open"> {
  return withTx(actor, async (tx) => {
    const [row] = await tx
      .update(hearings)
      .set({ status: "waived", waivedBy: actor.accountId, waivedOn: today() })
      .where(and(eq(hearings.id, id), eq(hearings.enterpriseId, actor.enterpriseId), eq(hearings.status, "open")))
      .returning({ id: hearings.id });
    if (!row) return "not-open";
    await recordEvent(tx, actor, { action: "positive-list.hearing-waived", enterpriseId: actor.enterpriseId, subjectId: id });
    return "waived";
  });
}

const ofListing = (actor: AgencyActor, listingId: string) =>
  and(eq(hearings.listingId, listingId), ofRegion(actor, hearings.enterpriseId));

/** Invites the enterprise to a meeting: a legal notice. Once, for a day that is not before today. */
export async function inviteToHearing(actor: AgencyActor, listingId: string, { meetingOn, meetingPlace }: InvitationInput): Promise<"invited" | "not-open" | "past-day"> {
  if (meetingOn < today()) return "past-day";
  return withTx(actor, async (tx) => {
    const [row] = await tx
      .update(hearings)
      .set({ meetingOn, meetingPlace })
      .where(and(ofListing(actor, listingId), inArray(hearings.status, ["open", "stated"]), isNull(hearings.meetingOn)))
      .returning({ id: hearings.id, enterpriseId: hearings.enterpriseId });
    if (!row) return "not-open";
    const { enterpriseId } = row;
    const number = await numberOf(tx, listingId);
    await serve(tx, actor, { enterpriseId, kind: "hearing", subjectId: listingId, day: meetingOn, place: meetingPlace, number });
    await tellOfLife(tx, enterpriseId, { about: "invited", day: meetingOn, place: meetingPlace, number });
    await recordEvent(tx, actor, { action: "positive-list.hearing-called", enterpriseId, subjectId: row.id, detail: { meetingOn, meetingPlace } });
    return "invited";
  });
}

/** The record of the hearing that was held. */
export async function recordHearing(actor: AgencyActor, listingId: string, record: string): Promise<"recorded" | "not-open"> {
  return withTx(actor, async (tx) => {
    const [row] = await tx
      .update(hearings)
      .set({ status: "held", record, heldBy: actor.accountId, heldOn: today() })
      .where(and(ofListing(actor, listingId), inArray(hearings.status, ["open", "stated"])))
      .returning({ id: hearings.id, enterpriseId: hearings.enterpriseId });
    if (!row) return "not-open";
    await recordEvent(tx, actor, { action: "positive-list.hearing-held", enterpriseId: row.enterpriseId, subjectId: row.id });
    return "recorded";
  });
}

async function numberOf(tx: Tx, listingId: string): Promise<string> {
  const [row] = await tx.select({ number: listings.number }).from(listings).where(eq(listings.id, listingId));
  return row?.number ?? "";
}

interface Closing {
  readonly outcome: "reinstate" | "remove" | "expired";
  readonly reason: string;
  readonly decidedBy: string | null;
  readonly on: Day;
}

/** In the decision's transaction. */
export async function closeHearing(tx: Tx, listingId: string, { on, ...decision }: Closing): Promise<void> {
  await tx
    .update(hearings)
    .set({ ...decision, status: "closed", closedOn: on })
    .where(and(eq(hearings.listingId, listingId), ne(hearings.status, "closed")));
}
