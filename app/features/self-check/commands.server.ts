/** Starting and sharing a self-check. Answering and completing have their own files. */
import { and, eq, isNull } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { now } from "~/platform/clock.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { once } from "~/platform/idempotency.server";
import type { EnterpriseActor } from "~/shared/actor";
import type { Day } from "~/shared/day";
import { questionnairesFor } from "./content.server";

const { enterprises, selfChecks, sites } = tables;

export type StartOutcome =
  | { readonly is: "started" | "already"; readonly id: string }
  | { readonly is: "not-ready" | "not-found" };

/** Starts a self-check of a site with the questionnaires of today, or answers with the draft that there is. */
export function startSelfCheck(
  actor: EnterpriseActor,
  input: { siteId: string; idempotencyKey: string },
  on: Day
): Promise<StartOutcome> {
  return withTx(actor, (tx) =>
    once(tx, actor, "self-check.start", input.idempotencyKey, async (): Promise<StartOutcome> => {
      const [site] = await tx
        .select({ facts: sites.facts, sector: enterprises.sector })
        .from(sites)
        .innerJoin(enterprises, eq(enterprises.id, sites.enterpriseId))
        .where(and(eq(sites.id, input.siteId), eq(sites.enterpriseId, actor.enterpriseId)));
      if (!site) return { is: "not-found" };
      if (!site.facts || !site.sector) return { is: "not-ready" };
      const [started] = await tx
        .insert(selfChecks)
        .values({
          enterpriseId: actor.enterpriseId,
          siteId: input.siteId,
          questionnaires: questionnairesFor(site.sector).map(({ id, version }) => ({
            id,
            version,
          })),
          siteFacts: site.facts,
          startedOn: on,
          startedBy: actor.accountId,
        })
        .onConflictDoNothing()
        .returning({ id: selfChecks.id });
      if (!started) return existingDraft(tx, input.siteId);
      await recordEvent(tx, actor, {
        action: "self-check.started",
        enterpriseId: actor.enterpriseId,
        subjectId: started.id,
      });
      return { is: "started", id: started.id };
    })
  );
}

async function existingDraft(tx: Tx, siteId: string): Promise<StartOutcome> {
  const [draft] = await tx
    .select({ id: selfChecks.id })
    .from(selfChecks)
    .where(and(eq(selfChecks.siteId, siteId), eq(selfChecks.status, "draft")));
  return draft ? { is: "already", id: draft.id } : { is: "not-found" };
}

export type ShareOutcome = "shared" | "already" | "not-completed";

/** Opens a completed self-check to the agencies of its region. There is no way back. */
export function shareSelfCheck(actor: EnterpriseActor, selfCheckId: string): Promise<ShareOutcome> {
  return withTx(actor, async (tx) => {
    const mine = and(
      eq(selfChecks.id, selfCheckId),
      eq(selfChecks.enterpriseId, actor.enterpriseId),
      eq(selfChecks.status, "completed")
    );
    const changed = await tx
      .update(selfChecks)
      .set({ sharedAt: now(), sharedBy: actor.accountId })
      .where(and(mine, isNull(selfChecks.sharedAt)))
      .returning({ id: selfChecks.id });
    if (changed.length === 0) {
      const [there] = await tx.select({ id: selfChecks.id }).from(selfChecks).where(mine);
      return there ? "already" : "not-completed";
    }
    await recordEvent(tx, actor, {
      action: "self-check.shared",
      enterpriseId: actor.enterpriseId,
      subjectId: selfCheckId,
    });
    return "shared";
  });
}
