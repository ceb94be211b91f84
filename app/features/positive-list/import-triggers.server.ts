/** New facts against running listings: the profile's triggers suspend at once, without a query for each row. */
import { and, eq, inArray } from "drizzle-orm";
import { tables, type Tx } from "~/platform/db.server";
import type { AgencyActor } from "~/shared/actor";
import type { Day } from "~/shared/day";
import { listingFacts, storedFacts } from "./enterprise-facts.server";
import { evaluate } from "./evaluate";
import { suspendOnTrigger } from "./listing-commands.server";
import { profileFor, scoreRules } from "./rules.server";

const { enterprises, listings } = tables;

/** Suspends each listing that one of the new facts triggers. Answers with how many. */
export async function suspendOnNewFacts(
  tx: Tx,
  actor: AgencyActor,
  added: readonly { readonly id: string; readonly enterpriseId: string }[],
  on: Day
): Promise<number> {
  const touched = [...new Set(added.map(({ enterpriseId }) => enterpriseId))];
  if (touched.length === 0) return 0;
  const listed = await tx
    .select({
      enterpriseId: listings.enterpriseId,
      regionCode: enterprises.regionCode,
    })
    .from(listings)
    .innerJoin(enterprises, eq(enterprises.id, listings.enterpriseId))
    .where(and(inArray(listings.enterpriseId, touched), eq(listings.status, "listed")));
  const isNew = new Set(added.map(({ id }) => id));
  let count = 0;
  for (const { enterpriseId, regionCode } of listed) {
    const fresh = (await storedFacts(tx, enterpriseId)).filter(({ id }) => isNew.has(id));
    const facts = [...(await listingFacts(tx, enterpriseId)), ...fresh];
    const { removal } = evaluate(facts, profileFor(regionCode), scoreRules(), on);
    if (!removal) continue;
    await suspendOnTrigger(tx, actor, enterpriseId, removal.factId, removal.trigger, on);
    count += 1;
  }
  return count;
}
