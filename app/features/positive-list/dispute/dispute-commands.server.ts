/** An enterprise disputes a fact, or takes that back. */
import { and, eq } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { insertEvidence, type NewEvidence } from "~/features/self-check/evidence.server";
import { today } from "~/platform/clock.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { holidays } from "~/platform/holidays.server";
import type { EnterpriseActor } from "~/shared/actor";
import { addWorkingDays } from "~/shared/working-days";
import { isFactKind } from "../fact-kinds";
import { isDisputable } from "./rules";
import { factRules } from "./rules.server";

const { factDisputes, facts } = tables;

export type RaiseOutcome =
  | { readonly is: "raised" | "open-already"; readonly id: string }
  /** Nobody's business here: the kind is put right elsewhere, or a newer statement has taken its place. */
  | { readonly is: "not-disputable" | "replaced" | "not-found" };

/** Raised twice at once, it is there once: the second gets the first one's. */
export async function raiseDispute(
  actor: EnterpriseActor,
  factId: string,
  { reason, file }: { readonly reason: string; readonly file: NewEvidence | null }
): Promise<RaiseOutcome> {
  const on = today();
  return withTx(actor, async (tx): Promise<RaiseOutcome> => {
    const [fact] = await tx
      .select({ kind: facts.kind, withdrawn: facts.withdrawn })
      .from(facts)
      .where(and(eq(facts.id, factId), eq(facts.enterpriseId, actor.enterpriseId)));
    if (!fact || !isFactKind(fact.kind)) return { is: "not-found" };
    if (!isDisputable(fact.kind)) return { is: "not-disputable" };
    if (fact.withdrawn || (await isReplaced(tx, factId))) return { is: "replaced" };
    const evidenceId = file ? await insertEvidence(tx, actor, file) : null;
    const [row] = await tx
      .insert(factDisputes)
      .values({
        enterpriseId: actor.enterpriseId,
        factId,
        reason,
        evidenceId,
        raisedBy: actor.accountId,
        raisedOn: on,
        dueOn: addWorkingDays(holidays(), on, factRules().disputeWorkingDays),
      })
      .onConflictDoNothing()
      .returning({ id: factDisputes.id, dueOn: factDisputes.dueOn });
    if (!row) return { is: "open-already", id: await openOn(tx, factId) };
    await recordEvent(tx, actor, {
      action: "positive-list.fact-disputed",
      enterpriseId: actor.enterpriseId,
      subjectId: row.id,
      detail: { fact: factId, kind: fact.kind, dueOn: row.dueOn, withFile: file !== null },
    });
    return { is: "raised", id: row.id };
  });
}

async function isReplaced(tx: Tx, factId: string): Promise<boolean> {
  const after = await tx.select({ id: facts.id }).from(facts).where(eq(facts.replaces, factId));
  return after.length > 0;
}

async function openOn(tx: Tx, factId: string): Promise<string> {
  const [open] = await tx
    .select({ id: factDisputes.id })
    .from(factDisputes)
    .where(and(eq(factDisputes.factId, factId), eq(factDisputes.status, "open")));
  if (!open) throw new Error(`The open dispute about ${factId} is gone.`);
  return open.id;
}

export async function withdrawDispute(actor: EnterpriseActor, id: string): Promise<"withdrawn" | "not-open"> {
  return withTx(actor, async (tx) => {
    const [row] = await tx
      .update(factDisputes)
      .set({ status: "withdrawn", decidedOn: today() })
      .where(and(eq(factDisputes.id, id), eq(factDisputes.enterpriseId, actor.enterpriseId), eq(factDisputes.status, "open")))
      .returning({ factId: factDisputes.factId });
    if (!row) return "not-open";
    await recordEvent(tx, actor, {
      action: "positive-list.dispute-withdrawn",
      enterpriseId: actor.enterpriseId,
      subjectId: id,
      detail: { fact: row.factId },
    });
    return "withdrawn";
  });
}
