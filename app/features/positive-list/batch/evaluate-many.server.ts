/** Evaluates many enterprises in one transaction and keeps what comes out. */
import { randomUUID } from "node:crypto";
import { and, eq, inArray, sql } from "drizzle-orm";
import { tables, type Tx } from "~/platform/db.server";
import type { SystemActor } from "~/shared/actor";
import type { Day } from "~/shared/day";
import { evaluate } from "../evaluate";
import { packEvaluation, packedHash } from "../evaluation.server";
import type { Fact } from "../facts";
import { suspendOnTrigger } from "../listing-commands.server";
import { profileFor, scoreRules } from "../rules.server";
import type { EnterpriseFacts } from "./facts-by-enterprise.server";
import { storeSnapshots, type Snapshot } from "./snapshots.server";

/** In the order of ids, so that the hash does not depend on how the facts were read. */
export const inOrder = (facts: readonly Fact[]): Fact[] =>
  [...facts].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));

export function snapshotOf({ enterpriseId, regionCode, facts }: EnterpriseFacts, on: Day): Snapshot {
  const inputs = { on, facts: inOrder(facts), profile: profileFor(regionCode), rules: scoreRules() };
  const result = evaluate(inputs.facts, inputs.profile, inputs.rules, on);
  const packed = packEvaluation(inputs, result);
  return { id: randomUUID(), enterpriseId, on, packed, hash: packedHash(on, packed), result };
}

/**
 * Until the transaction ends nobody else evaluates these enterprises, so that an evaluation of older facts never comes
 * after one of newer facts. Call it before the facts are read.
 */
export async function holdEnterprises(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.execute(
    sql`select 1 from enterprise where id = any(string_to_array(${ids.join(",")}, ',')::uuid[]) order by id for no key update`
  );
}

/** Keeps the snapshots and lets them have their consequences. Answers with how many listings were suspended. */
export async function keepResults(
  tx: Tx,
  actor: SystemActor,
  read: readonly EnterpriseFacts[],
  snapshots: readonly Snapshot[]
): Promise<number> {
  await storeSnapshots(tx, snapshots);
  const facts = new Map(read.map((one) => [one.enterpriseId, one]));
  let suspended = 0;
  for (const { enterpriseId, on, result } of snapshots) {
    const own = facts.get(enterpriseId);
    if (result.outcome === "REMOVED" && own && isListed(own.facts))
      suspended += Number(await suspendOnOpenTrigger(tx, actor, own, on));
  }
  return suspended;
}

const isListed = (facts: readonly Fact[]): boolean =>
  facts.some((fact) => fact.kind === "listing" && fact.value.status === "listed");

/** What suspended the listing before has been decided on by a person and does not suspend it again. */
async function suspendOnOpenTrigger(tx: Tx, actor: SystemActor, own: EnterpriseFacts, on: Day): Promise<boolean> {
  const { ledgerEntries } = tables;
  const earlier = await tx
    .select({ fact: sql<string>`${ledgerEntries.payload}->>'fact'` })
    .from(ledgerEntries)
    .where(
      and(
        eq(ledgerEntries.ownerId, own.enterpriseId),
        eq(ledgerEntries.chain, "decision"),
        inArray(ledgerEntries.kind, ["listing.suspended", "listing.trigger-corrected"])
      )
    );
  const settled = new Set(earlier.map(({ fact }) => fact));
  const open = own.facts.filter(({ id }) => !settled.has(id));
  const { removal } = evaluate(open, profileFor(own.regionCode), scoreRules(), on);
  if (!removal) return false;
  return (await suspendOnTrigger(tx, actor, own.enterpriseId, removal.factId, removal.trigger, on)) === "suspended";
}
