/** New facts against running listings: the profile's triggers suspend at once, without a query for each row. */
import { and, eq, isNull } from "drizzle-orm";
import { tables, type Tx } from "~/platform/db.server";
import type { AgencyActor, SystemActor } from "~/shared/actor";
import type { Day } from "~/shared/day";
import { isOneOf } from "./batch/is-one-of.server";
import { listingFactsOfMany, storedFactsOfMany } from "./enterprise-facts.server";
import { evaluate } from "./evaluate";
import type { GateResult } from "./evaluation";
import type { Fact } from "./facts";
import { suspendOnTrigger } from "./listing-commands.server";
import type { Trigger } from "./profile";
import { profileFor, scoreRules } from "./rules.server";

const { enterprises, listings, notices } = tables;

/** Suspends each listing that one of the new facts triggers. Answers with how many. */
export async function suspendOnNewFacts(
  tx: Tx,
  actor: AgencyActor | SystemActor,
  added: readonly { readonly id: string; readonly enterpriseId: string }[],
  on: Day
): Promise<number> {
  const touched = [...new Set(added.map(({ enterpriseId }) => enterpriseId))];
  if (touched.length === 0) return 0;
  // A notice that ends at this moment is either ended, and its listing seen below, or it ends with these facts in view.
  await tx
    .select({ id: notices.id })
    .from(notices)
    .where(and(isOneOf(notices.enterpriseId, touched), isNull(notices.closedAt)))
    .orderBy(notices.id)
    .for("update");
  const listed = await tx
    .select({
      enterpriseId: listings.enterpriseId,
      regionCode: enterprises.regionCode,
    })
    .from(listings)
    .innerJoin(enterprises, eq(enterprises.id, listings.enterpriseId))
    .where(and(isOneOf(listings.enterpriseId, touched), eq(listings.status, "listed")));
  const isNew = new Set(added.map(({ id }) => id));
  if (listed.length === 0) return 0;
  const ids = listed.map(({ enterpriseId }) => enterpriseId);
  const stored = await storedFactsOfMany(tx, ids);
  const listingFacts = await listingFactsOfMany(tx, ids);
  let count = 0;
  for (const { enterpriseId, regionCode } of listed) {
    const fresh = (stored.get(enterpriseId) ?? []).filter(({ id }) => isNew.has(id));
    const facts = [...(listingFacts.get(enterpriseId) ?? []), ...fresh];
    const profile = profileFor(regionCode);
    const { removal, gates } = evaluate(facts, profile, scoreRules(), on);
    const cause = removal ?? keptBack(gates, fresh, profile.listing.triggers.value);
    if (!cause) continue;
    await suspendOnTrigger(tx, actor, enterpriseId, cause.factId, cause.trigger, on);
    count += 1;
  }
  return count;
}

/**
 * A trigger from before the listing that nobody had stated when the listing began: had it been known, a gate would have
 * been closed, and on this day still is.
 */
function keptBack(
  gates: readonly GateResult[],
  fresh: readonly Fact[],
  triggers: readonly Trigger[]
): { factId: string; trigger: Trigger } | null {
  const closing = new Set(
    gates.filter(({ outcome }) => outcome === "failed").flatMap(({ factsUsed }) => factsUsed)
  );
  for (const { id, kind } of fresh) {
    const trigger = triggers.find((one) => one === kind);
    if (trigger && closing.has(id)) return { factId: id, trigger };
  }
  return null;
}
