/** The history of a correction: submissions, verdicts and extensions, in the order they came. */
import { asc, eq } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { now } from "~/platform/clock.server";
import { tables, type Tx } from "~/platform/db.server";
import type { AgencyActor, EnterpriseActor } from "~/shared/actor";
import type { Day } from "~/shared/day";

const { accounts, correctionExtensions, correctionSteps } = tables;

interface Step {
  readonly id: string;
  readonly enterpriseId: string;
  readonly kind: "submitted" | "verified" | "reopened";
  readonly on: Day;
  readonly reason: string;
  readonly evidenceCount?: number;
}

/** In the caller's transaction. */
export async function keepStep(
  tx: Tx,
  actor: EnterpriseActor | AgencyActor,
  { id, enterpriseId, kind, on, reason, evidenceCount = 0 }: Step
): Promise<void> {
  await tx.insert(correctionSteps).values({
    enterpriseId,
    correctionId: id,
    kind,
    side: actor.kind,
    byAccount: actor.accountId,
    onDay: on,
    at: now(),
    reason,
    evidenceCount,
  });
}

export const stepsOf = (tx: Tx, correctionId: string) =>
  tx
    .select({
      kind: correctionSteps.kind,
      side: correctionSteps.side,
      on: correctionSteps.onDay,
      at: correctionSteps.at,
      name: accounts.displayName,
      reason: correctionSteps.reason,
      evidenceCount: correctionSteps.evidenceCount,
    })
    .from(correctionSteps)
    .leftJoin(accounts, eq(accounts.id, correctionSteps.byAccount))
    .where(eq(correctionSteps.correctionId, correctionId))
    .orderBy(asc(correctionSteps.at));

export function extensionsOf(tx: Tx, correctionId: string) {
  const [asker, decider] = [alias(accounts, "asker"), alias(accounts, "decider")];
  return tx
    .select({
      id: correctionExtensions.id,
      status: correctionExtensions.status,
      askedBy: correctionExtensions.askedBy,
      asker: asker.displayName,
      askerRole: asker.role,
      askedOn: correctionExtensions.askedOn,
      askedAt: correctionExtensions.askedAt,
      reason: correctionExtensions.reason,
      whyLate: correctionExtensions.whyLate,
      fromDueOn: correctionExtensions.fromDueOn,
      newDueOn: correctionExtensions.newDueOn,
      decider: decider.displayName,
      decidedOn: correctionExtensions.decidedOn,
      decidedAt: correctionExtensions.decidedAt,
      decisionReason: correctionExtensions.decisionReason,
    })
    .from(correctionExtensions)
    .leftJoin(asker, eq(asker.id, correctionExtensions.askedBy))
    .leftJoin(decider, eq(decider.id, correctionExtensions.decidedBy))
    .where(eq(correctionExtensions.correctionId, correctionId))
    .orderBy(asc(correctionExtensions.askedAt));
}
export type Extension = Awaited<ReturnType<typeof extensionsOf>>[number];
