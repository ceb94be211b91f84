/**
 * What a corrected fact means for the listing it bears on: a suspension it triggered loses its ground or keeps it in the
 * corrected words, and what was settled by a person is not opened again by a change of words.
 */
import { and, eq, inArray, sql } from "drizzle-orm";
import { appendToLedger } from "~/features/audit/record.server";
import { tables, type Tx } from "~/platform/db.server";
import type { AgencyActor } from "~/shared/actor";
import type { Day } from "~/shared/day";
import { listingFacts, storedFacts } from "../enterprise-facts.server";
import { evaluate } from "../evaluate";
import type { Fact } from "../facts";
import type { FactRow } from "../facts-known/facts-queries.server";
import { suspendOnNewFacts } from "../import-triggers.server";
import { profileFor, scoreRules } from "../rules.server";

const { enterprises, ledgerEntries, listings } = tables;
/** Entry of the decision ledger: the trigger's newest words. */
export const TRIGGER_CORRECTED = "listing.trigger-corrected";

interface Corrected {
  readonly enterpriseId: string;
  /** Before the correction. */
  readonly versions: readonly FactRow[];
  readonly correctedFactId: string;
  /** False when the fact was taken back. */
  readonly stillSaid: boolean;
}

/** In the decision's transaction. */
export async function triggerOf(tx: Tx, actor: AgencyActor, corrected: Corrected, on: Day): Promise<void> {
  const { enterpriseId, correctedFactId, stillSaid } = corrected;
  const ids = corrected.versions.map(({ id }) => id);
  const [suspended] = await tx
    .select({ id: listings.id })
    .from(listings)
    .where(and(eq(listings.enterpriseId, enterpriseId), eq(listings.status, "suspended"), inArray(listings.triggerFactId, ids)))
    .for("update");
  const settled = await triggersSoFar(tx, enterpriseId);
  if (!suspended && !ids.some((id) => settled.has(id))) {
    if (stillSaid) await suspendOnNewFacts(tx, actor, [{ id: correctedFactId, enterpriseId }], on);
    return;
  }
  const open = (await storedFacts(tx, enterpriseId)).filter(({ id }) => !settled.has(id));
  const trigger = await triggerAmong(tx, enterpriseId, open, on);
  if (suspended)
    await tx
      .update(listings)
      .set(trigger === null ? { triggerLiftedOn: on, changedOn: on } : { triggerFactId: trigger })
      .where(eq(listings.id, suspended.id));
  if (trigger !== null && (suspended || trigger === correctedFactId))
    await appendToLedger(tx, actor, {
      ownerId: enterpriseId,
      chain: "decision",
      kind: TRIGGER_CORRECTED,
      payload: { fact: trigger, instead: ids.at(-1) ?? "" },
    });
}

/** Facts that a suspension was about: those have been, or are being, decided on by a person. */
async function triggersSoFar(tx: Tx, enterpriseId: string): Promise<ReadonlySet<string>> {
  const rows = await tx
    .select({ fact: sql<string>`${ledgerEntries.payload}->>'fact'` })
    .from(ledgerEntries)
    .where(
      and(
        eq(ledgerEntries.ownerId, enterpriseId),
        eq(ledgerEntries.chain, "decision"),
        inArray(ledgerEntries.kind, ["listing.suspended", TRIGGER_CORRECTED])
      )
    );
  return new Set(rows.map(({ fact }) => fact));
}

/** The stored fact that still triggers, if any does. */
async function triggerAmong(tx: Tx, enterpriseId: string, stored: readonly Fact[], on: Day): Promise<string | null> {
  const [enterprise] = await tx
    .select({ regionCode: enterprises.regionCode })
    .from(enterprises)
    .where(eq(enterprises.id, enterpriseId));
  const facts = [...(await listingFacts(tx, enterpriseId)), ...stored];
  return evaluate(facts, profileFor(enterprise?.regionCode ?? ""), scoreRules(), on).removal?.factId ?? null;
}
