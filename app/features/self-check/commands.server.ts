/** Starting a self-check. Answering, completing and sharing have their own files. */
import { and, eq } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { once } from "~/platform/idempotency.server";
import type { EnterpriseActor } from "~/shared/actor";
import type { Day } from "~/shared/day";
import { offerLast } from "./carry.server";
import { questionnairesFor } from "./content.server";
import { siteFactsSchema } from "./site-facts";

const { enterprises, selfChecks, sites } = tables;

export type StartOutcome =
  | { readonly is: "started" | "already"; readonly id: string }
  | { readonly is: "not-ready" | "not-found" };

/**
 * Starts a self-check of a site with the questionnaires of today, or answers with the draft that there is. `from` "last":
 * the answers of the last completed one are laid beside it, to be confirmed.
 */
export function startSelfCheck(
  actor: EnterpriseActor,
  input: { siteId: string; idempotencyKey: string; from?: "last" | "empty" | undefined },
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
      const questionnaires = questionnairesFor(site.sector);
      const [started] = await tx
        .insert(selfChecks)
        .values({
          enterpriseId: actor.enterpriseId,
          siteId: input.siteId,
          questionnaires: questionnaires.map(({ id, version }) => ({ id, version })),
          siteFacts: site.facts,
          startedOn: on,
          startedBy: actor.accountId,
        })
        .onConflictDoNothing()
        .returning({ id: selfChecks.id });
      if (!started) return existingDraft(tx, input.siteId);
      const carried =
        input.from === "last"
          ? await offerLast(tx, actor, {
              id: started.id,
              siteId: input.siteId,
              questionnaires,
              siteFacts: siteFactsSchema.parse(site.facts),
              on,
            })
          : 0;
      await recordEvent(tx, actor, {
        action: "self-check.started",
        enterpriseId: actor.enterpriseId,
        subjectId: started.id,
        detail: { carried },
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
