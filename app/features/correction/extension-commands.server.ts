/** A later due day: asked for, withdrawn, approved or refused. One transaction and one audit event each. */
import { and, eq, sql } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { now } from "~/platform/clock.server";
import { tables, violatedConstraint, withTx, type Tx } from "~/platform/db.server";
import { holidays } from "~/platform/holidays.server";
import type { AgencyActor, EnterpriseActor } from "~/shared/actor";
import { day, type Day } from "~/shared/day";
import { extensionFault, type ExtensionFault } from "./extension";
import { tellOfAsking, tellOfDecision } from "./extension-mail.server";
import type { DecisionInput, ExtensionInput } from "./forms";
import { may } from "./policy";
import { withinReach } from "./reach.server";

const { accounts, correctionExtensions, corrections, findings, selfChecks } = tables;

export type AskOutcome = "done" | "already" | "not-in-hand" | "not-found" | ExtensionFault;

async function hold(tx: Tx, actor: EnterpriseActor | AgencyActor, id: string) {
  const [row] = await tx
    .select({
      id: corrections.id,
      enterpriseId: corrections.enterpriseId,
      status: corrections.status,
      ownerAccountId: corrections.ownerAccountId,
      submittedBy: corrections.submittedBy,
      dueOn: corrections.dueOn,
      firstDueOn: corrections.firstDueOn,
      windowDays: corrections.windowDays,
      windowKind: corrections.windowKind,
      foundOn: findings.foundOn,
      source: findings.source,
      text: findings.text,
    })
    .from(corrections)
    .innerJoin(findings, eq(findings.id, corrections.findingId))
    .leftJoin(selfChecks, eq(selfChecks.id, findings.selfCheckId))
    .where(and(eq(corrections.id, id), withinReach(actor)))
    .for("update", { of: corrections });
  return row
    ? { ...row, dueOn: day(row.dueOn), firstDueOn: day(row.firstDueOn), foundOn: day(row.foundOn) }
    : null;
}
export type HeldForExtension = NonNullable<Awaited<ReturnType<typeof hold>>>;

/** One request at a time; the same request sent again has one effect. */
export async function askForExtension(
  actor: EnterpriseActor,
  id: string,
  { newDueOn, reason, whyLate }: ExtensionInput,
  on: Day
): Promise<AskOutcome> {
  try {
    return await withTx(actor, async (tx): Promise<AskOutcome> => {
      const held = await hold(tx, actor, id);
      if (!held) return "not-found";
      if (!may.workOn(actor, held)) return "not-in-hand";
      const fault = extensionFault(held, { on, newDueOn, whyLate }, holidays());
      if (fault) return fault;
      await tx.insert(correctionExtensions).values({
        enterpriseId: held.enterpriseId,
        correctionId: id,
        askedBy: actor.accountId,
        askedOn: on,
        askedAt: now(),
        reason,
        whyLate: on > held.dueOn ? whyLate : "",
        fromDueOn: held.dueOn,
        newDueOn,
      });
      await tellOfAsking(tx, held, { asker: actor, newDueOn, reason });
      await recordEvent(tx, actor, {
        action: "correction.extension-asked",
        enterpriseId: held.enterpriseId,
        subjectId: id,
        detail: { from: held.dueOn, to: newDueOn },
      });
      return "done";
    });
  } catch (error) {
    if (violatedConstraint(error) === "correction_extension_one_open") return "already";
    throw error;
  }
}

/** Whoever asked takes it back, as long as nobody has decided. */
export function withdrawExtension(
  actor: EnterpriseActor,
  id: string,
  on: Day
): Promise<"done" | "not-open" | "not-found"> {
  return withTx(actor, async (tx) => {
    const held = await hold(tx, actor, id);
    if (!held) return "not-found";
    const [row] = await tx
      .update(correctionExtensions)
      .set({ status: "withdrawn", decidedBy: actor.accountId, decidedOn: on, decidedAt: now() })
      .where(and(isOpen(id), eq(correctionExtensions.askedBy, actor.accountId)))
      .returning({ id: correctionExtensions.id });
    if (!row) return "not-open";
    await recordEvent(tx, actor, {
      action: "correction.extension-withdrawn",
      enterpriseId: held.enterpriseId,
      subjectId: id,
      detail: { extension: row.id },
    });
    return "done";
  });
}

export type DecideOutcome = "done" | "own-request" | "not-allowed" | "not-open" | "not-found";

/** By another person than who asked; approved, the correction has its new due day at once. */
export function decideExtension(
  actor: EnterpriseActor | AgencyActor,
  id: string,
  { decision, reason }: DecisionInput,
  on: Day
): Promise<DecideOutcome> {
  return withTx(actor, async (tx): Promise<DecideOutcome> => {
    const held = await hold(tx, actor, id);
    if (!held) return "not-found";
    const [asked] = await tx
      .select({ askedBy: correctionExtensions.askedBy, role: accounts.role })
      .from(correctionExtensions)
      .leftJoin(accounts, eq(accounts.id, correctionExtensions.askedBy))
      .where(isOpen(id));
    if (!asked) return "not-open";
    if (asked.askedBy === actor.accountId) return "own-request";
    if (!may.decideExtension(actor, held.source, asked.role)) return "not-allowed";
    const [row] = await tx
      .update(correctionExtensions)
      .set({
        status: decision,
        decidedBy: actor.accountId,
        decidedOn: on,
        decidedAt: now(),
        decisionReason: reason,
      })
      .where(isOpen(id))
      .returning();
    if (!row) return "not-open";
    if (decision === "approved")
      await tx.update(corrections).set({ dueOn: row.newDueOn }).where(eq(corrections.id, id));
    await tellOfDecision(tx, held, { ...row, newDueOn: day(row.newDueOn) }, actor.accountId);
    await recordEvent(tx, actor, {
      action: `correction.extension-${decision}`,
      enterpriseId: held.enterpriseId,
      subjectId: id,
      detail: { extension: row.id, from: row.fromDueOn, to: row.newDueOn },
    });
    return "done";
  });
}

/** A closed correction needs no later day. In the caller's transaction. */
export async function lapseExtension(tx: Tx, correctionId: string, on: Day): Promise<void> {
  await tx
    .update(correctionExtensions)
    .set({ status: "lapsed", decidedOn: on, decidedAt: now() })
    .where(isOpen(correctionId));
}

const isOpen = (correctionId: string) =>
  and(
    eq(correctionExtensions.correctionId, correctionId),
    sql`${correctionExtensions.status} = 'asked'`
  );
