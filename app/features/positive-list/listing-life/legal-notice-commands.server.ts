/** What becomes of a legal notice: opened, acknowledged, served otherwise. Each mark is made once. */
import { and, eq, isNull, lt } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { now, today } from "~/platform/clock.server";
import { tables, withTx } from "~/platform/db.server";
import type { AgencyActor, EnterpriseActor } from "~/shared/actor";
import type { FallbackInput } from "./forms";
import { ofRegion } from "./reach.server";

const { legalNotices } = tables;

/** The first opening by a person of the enterprise counts. */
export async function markOpened(actor: EnterpriseActor, id: string): Promise<void> {
  await withTx(actor, async (tx) => {
    const [row] = await tx
      .update(legalNotices)
      .set({ openedBy: actor.accountId, openedAt: now() })
      .where(and(eq(legalNotices.id, id), eq(legalNotices.enterpriseId, actor.enterpriseId), isNull(legalNotices.openedAt)))
      .returning({ id: legalNotices.id });
    if (row) await recordEvent(tx, actor, { action: "positive-list.notice-opened", enterpriseId: actor.enterpriseId, subjectId: id });
  });
}

/** Answers "already" when somebody was faster. */
export async function acknowledge(actor: EnterpriseActor, id: string): Promise<"acknowledged" | "already"> {
  await markOpened(actor, id);
  return withTx(actor, async (tx) => {
    const [row] = await tx
      .update(legalNotices)
      .set({ acknowledgedBy: actor.accountId, acknowledgedAt: now() })
      .where(and(eq(legalNotices.id, id), eq(legalNotices.enterpriseId, actor.enterpriseId), isNull(legalNotices.acknowledgedAt)))
      .returning({ id: legalNotices.id });
    if (!row) return "already";
    await recordEvent(tx, actor, { action: "positive-list.notice-acknowledged", enterpriseId: actor.enterpriseId, subjectId: id });
    return "acknowledged";
  });
}

export type FallbackOutcome = "recorded" | "not-due" | "future-day";

/** Records how a notice that nobody opened in time was served otherwise. Not before its time has passed. */
export async function serveOtherwise(actor: AgencyActor, id: string, { way, on, note }: FallbackInput): Promise<FallbackOutcome> {
  const day = today();
  if (on > day) return "future-day";
  return withTx(actor, async (tx) => {
    const [row] = await tx
      .update(legalNotices)
      .set({ fallbackWay: way, fallbackOn: on, fallbackNote: note, fallbackBy: actor.accountId, fallbackAt: now() })
      .where(
        and(
          eq(legalNotices.id, id),
          isNull(legalNotices.openedAt),
          isNull(legalNotices.fallbackWay),
          lt(legalNotices.openDueOn, day),
          ofRegion(actor, legalNotices.enterpriseId)
        )
      )
      .returning({ enterpriseId: legalNotices.enterpriseId });
    if (!row) return "not-due";
    await recordEvent(tx, actor, {
      action: "positive-list.notice-served-otherwise",
      enterpriseId: row.enterpriseId,
      subjectId: id,
      detail: { way, on, note },
    });
    return "recorded";
  });
}
