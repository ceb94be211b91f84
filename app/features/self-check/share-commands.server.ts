/** The enterprise's side of sharing: opening a completed self-check to the agencies of its region, and taking that back. */
import { and, count, countDistinct, eq, isNull } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { now } from "~/platform/clock.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import type { EnterpriseActor } from "~/shared/actor";
import { explanationShown } from "./disclosure.server";
import { agenciesOf } from "./share-queries.server";

const { answerEvidence, answers, findings, selfChecks, shares } = tables;

export interface ShareInput {
  readonly withEvidence: boolean;
  /** Version of the explanation that the person read. */
  readonly textVersion: number;
}
export type ShareOutcome = "shared" | "already" | "not-completed" | "text-changed";

export function shareSelfCheck(
  actor: EnterpriseActor,
  selfCheckId: string,
  { withEvidence, textVersion }: ShareInput
): Promise<ShareOutcome> {
  return withTx(actor, async (tx) => {
    const [run] = await tx
      .select({ siteId: selfChecks.siteId })
      .from(selfChecks)
      .where(
        and(
          eq(selfChecks.id, selfCheckId),
          eq(selfChecks.enterpriseId, actor.enterpriseId),
          eq(selfChecks.status, "completed")
        )
      );
    if (!run) return "not-completed";
    const shown = explanationShown();
    if (shown.version !== textVersion) return "text-changed";
    const [share] = await tx
      .insert(shares)
      .values({
        enterpriseId: actor.enterpriseId,
        selfCheckId,
        siteId: run.siteId,
        sharedAt: now(),
        sharedBy: actor.accountId,
        withEvidence,
        ...(await countsOf(tx, selfCheckId)),
        recipients: await agenciesOf(tx, actor),
        textVersion: shown.version,
        textHash: shown.hash,
      })
      .onConflictDoNothing()
      .returning({ id: shares.id });
    if (!share) return "already";
    await recordEvent(tx, actor, {
      action: "self-check.shared",
      enterpriseId: actor.enterpriseId,
      subjectId: selfCheckId,
      detail: { shareId: share.id, withEvidence, textVersion, textHash: shown.hash },
    });
    return "shared";
  });
}

/** What a share of this self-check is made of. */
export async function countsOf(tx: Tx, selfCheckId: string) {
  const [[given], [found], [proven]] = await Promise.all([
    tx.select({ n: count() }).from(answers).where(eq(answers.selfCheckId, selfCheckId)),
    tx.select({ n: count() }).from(findings).where(eq(findings.selfCheckId, selfCheckId)),
    tx
      .select({ n: countDistinct(answerEvidence.evidenceId) })
      .from(answerEvidence)
      .where(eq(answerEvidence.selfCheckId, selfCheckId)),
  ]);
  return {
    answerCount: given?.n ?? 0,
    findingCount: found?.n ?? 0,
    evidenceCount: proven?.n ?? 0,
  };
}

export type RevokeOutcome = "revoked" | "opened" | "not-shared";

/** Takes a share back while no agency has opened it. The database lets one of the two win, never both. */
export function revokeShare(
  actor: EnterpriseActor,
  selfCheckId: string,
  reason: string
): Promise<RevokeOutcome> {
  return withTx(actor, async (tx) => {
    const live = and(
      eq(shares.selfCheckId, selfCheckId),
      eq(shares.enterpriseId, actor.enterpriseId),
      isNull(shares.revokedAt)
    );
    const [gone] = await tx
      .update(shares)
      .set({ revokedAt: now(), revokedBy: actor.accountId, revokeReason: reason })
      .where(and(live, isNull(shares.openedAt)))
      .returning({ id: shares.id });
    if (!gone) {
      const [there] = await tx.select({ id: shares.id }).from(shares).where(live);
      return there ? "opened" : "not-shared";
    }
    await recordEvent(tx, actor, {
      action: "self-check.share-revoked",
      enterpriseId: actor.enterpriseId,
      subjectId: selfCheckId,
      detail: { shareId: gone.id },
    });
    return "revoked";
  });
}
