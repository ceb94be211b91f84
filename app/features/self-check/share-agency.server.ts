/** The agency's side of sharing: the first opening, which ends the enterprise's right to take it back, and a word back. */
import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { now } from "~/platform/clock.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { once } from "~/platform/idempotency.server";
import type { AgencyActor } from "~/shared/actor";
import { logOpening } from "./access.server";
import type { Purpose } from "./purpose";
import type { AcknowledgmentInput } from "./share-forms";
import { tellOfAcknowledgment, tellOfOpening } from "./share-mail.server";

const { acknowledgments, agencies, enterprises, shares } = tables;

const live = (actor: AgencyActor, selfCheckId: string) =>
  and(
    eq(shares.selfCheckId, selfCheckId),
    isNull(shares.revokedAt),
    sql`${shares.enterpriseId} in (select ${enterprises.id} from ${enterprises} where ${enterprises.regionCode} like ${`${actor.regionCode}%`})`
  );

export type OpenOutcome = "opened" | "already" | "not-found";

/** Opens a shared self-check for the first time: logged, told to the enterprise, and from then on not to be taken back. */
export function openShare(
  actor: AgencyActor,
  selfCheckId: string,
  purpose: Purpose
): Promise<OpenOutcome> {
  return withTx(actor, async (tx) => {
    const [first] = await tx
      .update(shares)
      .set({ openedAt: now(), openedBy: actor.accountId, openedAgencyId: actor.agencyId })
      .where(and(live(actor, selfCheckId), isNull(shares.openedAt)))
      .returning({ id: shares.id, enterpriseId: shares.enterpriseId, siteId: shares.siteId });
    if (!first) {
      const [there] = await tx.select({ id: shares.id }).from(shares).where(live(actor, selfCheckId));
      return there ? "already" : "not-found";
    }
    const { enterpriseId, siteId } = first;
    await logOpening(tx, actor, { enterpriseId, record: `self-check:${selfCheckId}`, purpose });
    await tellOfOpening(tx, { enterpriseId, siteId, agency: await nameOf(tx, actor) });
    await recordEvent(tx, actor, {
      action: "self-check.share-opened",
      enterpriseId,
      subjectId: selfCheckId,
      detail: { shareId: first.id, agencyId: actor.agencyId, purpose },
    });
    return "opened";
  });
}

async function nameOf(tx: Tx, { agencyId }: AgencyActor): Promise<{ nameZh: string; nameEn: string }> {
  const [row] = await tx
    .select({ nameZh: agencies.nameZh, nameEn: agencies.nameEn })
    .from(agencies)
    .where(eq(agencies.id, agencyId));
  if (!row) throw new Error(`No agency ${agencyId}.`);
  return row;
}

/** Says to the enterprise that its self-check has come and what happens next. It decides nothing. */
export function acknowledgeShare(
  actor: AgencyActor,
  selfCheckId: string,
  { idempotencyKey, nextStep, note }: AcknowledgmentInput
): Promise<"written" | "not-found"> {
  return withTx(actor, (tx) =>
    once(tx, actor, "self-check.acknowledge", idempotencyKey, async () => {
      const [share] = await tx
        .select({ id: shares.id, enterpriseId: shares.enterpriseId, siteId: shares.siteId })
        .from(shares)
        .where(and(live(actor, selfCheckId), isNotNull(shares.openedAt)));
      if (!share) return "not-found" as const;
      const { enterpriseId, siteId } = share;
      await tx.insert(acknowledgments).values({
        enterpriseId,
        selfCheckId,
        shareId: share.id,
        agencyId: actor.agencyId,
        nextStep,
        note,
        writtenBy: actor.accountId,
        writtenAt: now(),
      });
      await tellOfAcknowledgment(tx, { enterpriseId, siteId, agency: await nameOf(tx, actor), nextStep, note });
      await recordEvent(tx, actor, {
        action: "self-check.share-acknowledged",
        enterpriseId,
        subjectId: selfCheckId,
        detail: { shareId: share.id, agencyId: actor.agencyId, nextStep },
      });
      return "written" as const;
    })
  );
}
