/** Changes of a site's permit data. */
import { and, eq, sql } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { tables, withTx } from "~/platform/db.server";
import type { EnterpriseActor } from "~/shared/actor";
import type { SiteInput } from "./forms";

const { enterprises, sites } = tables;

export type SaveSiteOutcome = "saved" | "someone-else" | "not-found";

/** Saves permit data if nobody else has since `input.revision`. Self-checks under way keep the facts they began with. */
export function saveSite(
  actor: EnterpriseActor,
  siteId: string,
  input: SiteInput
): Promise<SaveSiteOutcome> {
  return withTx(actor, async (tx) => {
    const mine = and(eq(sites.id, siteId), eq(sites.enterpriseId, actor.enterpriseId));
    const { revision, sector, size, permitNumber, permitExpiresOn, ...facts } = input;
    const changed = await tx
      .update(sites)
      .set({ facts, permitNumber, permitExpiresOn, revision: sql`${sites.revision} + 1` })
      .where(and(mine, eq(sites.revision, revision)))
      .returning({ id: sites.id });
    if (changed.length === 0) {
      const [there] = await tx.select({ id: sites.id }).from(sites).where(mine);
      return there ? "someone-else" : "not-found";
    }
    await tx.update(enterprises).set({ sector, size }).where(eq(enterprises.id, actor.enterpriseId));
    await recordEvent(tx, actor, {
      action: "self-check.site-saved",
      enterpriseId: actor.enterpriseId,
      subjectId: siteId,
      detail: { permitClass: facts.permitClass, sector, size },
    });
    return "saved";
  });
}
