/** Clues: entered, looked at from the desk, and a visit only where that is not enough or nothing can wait. */
import { and, eq, ne, sql } from "drizzle-orm";
import { appendToLedger, recordEvent } from "~/features/audit/record.server";
import { today } from "~/platform/clock.server";
import { tables, violatedConstraint, withTx, type Tx } from "~/platform/db.server";
import type { AgencyActor } from "~/shared/actor";
import { enterpriseByUscc } from "../enterprise-lookup.server";
import { inspectionRules } from "../plan/rules.server";
import { freeOfficersFor, teamOf } from "../team.server";
import type { ClueInput, StepInput } from "./forms";

const { inspectionClues, inspectionClueSteps, inspections } = tables;

export type EnterOutcome =
  | { readonly is: "entered"; readonly id: string }
  | { readonly is: "no-enterprise" }
  | { readonly is: "future" };

export async function enterClue(actor: AgencyActor, { uscc, ...clue }: ClueInput): Promise<EnterOutcome> {
  if (clue.receivedOn > today()) return { is: "future" };
  const enterpriseId = await enterpriseByUscc(actor, uscc);
  if (enterpriseId === null) return { is: "no-enterprise" };
  return withTx(actor, async (tx): Promise<EnterOutcome> => {
    const [made] = await tx
      .insert(inspectionClues)
      .values({ ...clue, enterpriseId, agencyId: actor.agencyId, enteredBy: actor.accountId })
      .returning({ id: inspectionClues.id });
    if (!made) throw new Error("The clue was not stored.");
    await recordEvent(tx, actor, { action: "inspection.clue-entered", enterpriseId, subjectId: made.id, detail: { source: clue.source, urgent: clue.urgentReason !== "" } });
    return { is: "entered", id: made.id };
  });
}

const hold = async (tx: Tx, id: string) => (await tx.select().from(inspectionClues).where(and(eq(inspectionClues.id, id), sql`app.sees(${inspectionClues.enterpriseId})`)).for("update"))[0];

/** A look from the desk. Explained, the clue is closed without a visit. */
export function addStep(actor: AgencyActor, id: string, { kind, text, result }: StepInput): Promise<"done" | "not-open"> {
  const on = today();
  return withTx(actor, async (tx) => {
    const clue = await hold(tx, id);
    if (clue?.status !== "open") return "not-open";
    await tx.insert(inspectionClueSteps).values({ clueId: id, kind, text, result, doneBy: actor.accountId, doneOn: on });
    if (result === "explained") await tx.update(inspectionClues).set({ status: "explained", decidedBy: actor.accountId, decidedOn: on }).where(eq(inspectionClues.id, id));
    await recordEvent(tx, actor, { action: "inspection.clue-looked-at", enterpriseId: clue.enterpriseId, subjectId: id, detail: { kind, result } });
    return "done";
  });
}

/** Open, or its visit was called off: nobody without a conflict of interest was left, and now somebody is. */
async function isWithoutVisit(tx: Tx, { id, status }: typeof inspectionClues.$inferSelect): Promise<boolean> {
  if (status !== "visit") return status === "open";
  const standing = await tx.select({ id: inspections.id }).from(inspections).where(and(eq(inspections.clueId, id), ne(inspections.status, "cancelled")));
  return standing.length === 0;
}

export type ClueVisitOutcome = { readonly is: "planned"; readonly inspectionId: string } | { readonly is: "not-open" | "own-clue" | "desk-first" | "too-few-officers" | "busy" };

/** From the desk to the gate: decided by an approver who did not enter the clue. The database asks for the look from the desk once more. */
export async function visitFromClue(actor: AgencyActor, id: string): Promise<ClueVisitOutcome> {
  const on = today();
  const known = await withTx(actor, async (tx) => (await tx.select().from(inspectionClues).where(eq(inspectionClues.id, id)))[0]);
  if (!known) return { is: "not-open" };
  const free = await freeOfficersFor(known.enterpriseId, on);
  try {
    return await withTx(actor, async (tx): Promise<ClueVisitOutcome> => {
      const clue = await hold(tx, id);
      if (!clue || !(await isWithoutVisit(tx, clue))) return { is: "not-open" };
      if (clue.enteredBy === actor.accountId) return { is: "own-clue" };
      const officers = teamOf(free, [clue.enteredBy], inspectionRules().officersEach);
      if (!officers) return { is: "too-few-officers" };
      if (clue.status === "open") await tx.update(inspectionClues).set({ status: "visit", decidedBy: actor.accountId, decidedOn: on }).where(eq(inspectionClues.id, id));
      const [made] = await tx
        .insert(inspections)
        .values({ enterpriseId: clue.enterpriseId, agencyId: clue.agencyId, clueId: id, kind: "clue", year: Number(on.slice(0, 4)), plannedOn: on, officers })
        .returning({ id: inspections.id });
      if (!made) throw new Error("The visit was not stored.");
      await appendToLedger(tx, actor, { ownerId: clue.enterpriseId, chain: "decision", kind: "inspection.clue-visit", payload: { inspection: made.id, clue: id, urgent: clue.urgentReason !== "" } });
      await recordEvent(tx, actor, { action: "inspection.clue-visit", enterpriseId: clue.enterpriseId, subjectId: made.id });
      return { is: "planned", inspectionId: made.id };
    });
  } catch (error) {
    const constraint = violatedConstraint(error);
    if (constraint === "inspection_desk_first") return { is: "desk-first" };
    if (constraint === "inspection_conflict") return { is: "busy" };
    throw error;
  }
}
