/** An agency proposes an enterprise for the list; the enterprise accepts (by applying) or declines. */
import { and, eq, inArray, lt } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { today } from "~/platform/clock.server";
import { tables, violatedConstraint, withTx, type Tx } from "~/platform/db.server";
import { holidays } from "~/platform/holidays.server";
import { system, type AgencyActor, type EnterpriseActor } from "~/shared/actor";
import type { Day } from "~/shared/day";
import { addWorkingDays } from "~/shared/working-days";
import { tellOfLife } from "./life-mail.server";
import { ofRegion } from "./reach.server";
import { lifeRules } from "./rules.server";
import { OPEN_APPLICATIONS } from "./states";

const { applications, enterprises, listings, proposals } = tables;
const CLERK = system("positive-list");

export type ProposeOutcome = "proposed" | "already" | "listed" | "not-there";

export async function propose(actor: AgencyActor, enterpriseId: string, reason: string): Promise<ProposeOutcome> {
  const on = today();
  const answerDueOn = addWorkingDays(holidays(), on, lifeRules().proposalAnswerWorkingDays);
  try {
    return await withTx(actor, async (tx) => {
      const [there] = await tx
        .select({ id: enterprises.id })
        .from(enterprises)
        .where(and(eq(enterprises.id, enterpriseId), ofRegion(actor, enterprises.id)));
      if (!there) return "not-there";
      if (await isOnTheWay(tx, enterpriseId)) return "listed";
      const [row] = await tx
        .insert(proposals)
        .values({ enterpriseId, reason, proposedBy: actor.accountId, proposedOn: on, answerDueOn })
        .returning({ id: proposals.id });
      if (!row) throw new Error("The proposal was not stored.");
      await tellOfLife(tx, enterpriseId, { about: "proposed", reason, day: answerDueOn });
      await recordEvent(tx, actor, { action: "positive-list.proposed", enterpriseId, subjectId: row.id, detail: { reason, answerDueOn } });
      return "proposed";
    });
  } catch (error) {
    if (violatedConstraint(error) === "listing_proposal_one_open") return "already";
    throw error;
  }
}

/** Is there a listing or an open application already? */
async function isOnTheWay(tx: Tx, enterpriseId: string): Promise<boolean> {
  const running = await tx
    .select({ id: listings.id })
    .from(listings)
    .where(and(eq(listings.enterpriseId, enterpriseId), inArray(listings.status, ["listed", "suspended"])));
  const open = await tx
    .select({ id: applications.id })
    .from(applications)
    .where(and(eq(applications.enterpriseId, enterpriseId), inArray(applications.status, OPEN_APPLICATIONS)));
  return running.length + open.length > 0;
}

export async function declineProposal(actor: EnterpriseActor, id: string, note: string): Promise<"declined" | "not-open"> {
  return withTx(actor, async (tx) => {
    const [row] = await tx
      .update(proposals)
      .set({ status: "declined", answeredBy: actor.accountId, answeredOn: today(), answerNote: note })
      .where(and(eq(proposals.id, id), eq(proposals.enterpriseId, actor.enterpriseId), eq(proposals.status, "open")))
      .returning({ id: proposals.id });
    if (!row) return "not-open";
    await recordEvent(tx, actor, { action: "positive-list.proposal-declined", enterpriseId: actor.enterpriseId, subjectId: id });
    return "declined";
  });
}

export async function openProposal(tx: Tx, enterpriseId: string): Promise<string | null> {
  const [row] = await tx
    .select({ id: proposals.id })
    .from(proposals)
    .where(and(eq(proposals.enterpriseId, enterpriseId), eq(proposals.status, "open")));
  return row?.id ?? null;
}

/** In the caller's transaction: accepting is applying. */
export async function acceptProposal(tx: Tx, actor: EnterpriseActor, id: string, on: Day): Promise<boolean> {
  const rows = await tx
    .update(proposals)
    .set({ status: "accepted", answeredBy: actor.accountId, answeredOn: on })
    .where(and(eq(proposals.id, id), eq(proposals.enterpriseId, actor.enterpriseId), eq(proposals.status, "open")))
    .returning({ id: proposals.id });
  return rows.length === 1;
}

/** An agency takes its proposal back while it is open. */
export async function withdrawProposal(actor: AgencyActor, enterpriseId: string): Promise<"withdrawn" | "not-open"> {
  return withTx(actor, async (tx) => {
    const [row] = await tx
      .update(proposals)
      .set({ status: "withdrawn", answeredOn: today() })
      .where(and(eq(proposals.enterpriseId, enterpriseId), eq(proposals.status, "open"), ofRegion(actor, proposals.enterpriseId)))
      .returning({ id: proposals.id });
    if (!row) return "not-open";
    await recordEvent(tx, actor, { action: "positive-list.proposal-withdrawn", enterpriseId, subjectId: row.id });
    return "withdrawn";
  });
}

/** Proposals that were not answered by their day. */
export async function lapseProposals(tx: Tx, on: Day): Promise<void> {
  const lapsed = await tx
    .update(proposals)
    .set({ status: "lapsed", answeredOn: on })
    .where(and(eq(proposals.status, "open"), lt(proposals.answerDueOn, on)))
    .returning({ id: proposals.id, enterpriseId: proposals.enterpriseId });
  for (const { id, enterpriseId } of lapsed)
    await recordEvent(tx, CLERK, { action: "positive-list.proposal-lapsed", enterpriseId, subjectId: id });
}
