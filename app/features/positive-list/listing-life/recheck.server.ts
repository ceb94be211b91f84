/** The monthly recheck of running listings: one reading a month, from a stored evaluation, and the tier that follows. */
import { and, asc, desc, eq, gt, sql } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { system } from "~/shared/actor";
import type { Day } from "~/shared/day";
import { evaluateEnterprise, storeEvaluation } from "../evaluation.server";
import { eachAlone } from "./each-alone.server";
import { tellOfLife } from "./life-mail.server";
import { lifeRules } from "./rules.server";
import { tierAfter } from "./tier";

const { listings, readings } = tables;
const CLERK = system("positive-list");
const AT_ONCE = 1000;
const FIRST = "00000000-0000-0000-0000-000000000000";

/** Safe to repeat and to run twice at once: a listing that has this month's reading is left as it is. Answers with how many were read. */
export async function recheckListings(on: Day): Promise<number> {
  let made = 0;
  await eachAlone(await allWithoutReading(on.slice(0, 7)), async (id) => {
    if (await withTx(CLERK, (tx) => recheck(tx, id, on))) made += 1;
  });
  return made;
}

async function allWithoutReading(month: string): Promise<string[]> {
  const ids: string[] = [];
  for (;;) {
    const batch = await withoutReading(ids.at(-1) ?? FIRST, month);
    ids.push(...batch.map(({ id }) => id));
    if (batch.length < AT_ONCE) return ids;
  }
}

const withoutReading = (after: string, month: string) =>
  withTx(CLERK, (tx) =>
    tx
      .select({ id: listings.id })
      .from(listings)
      .where(
        and(
          eq(listings.status, "listed"),
          gt(listings.id, after),
          sql`not exists (select 1 from ${readings} where ${readings.listingId} = ${listings.id} and ${readings.month} = ${month})`
        )
      )
      .orderBy(asc(listings.id))
      .limit(AT_ONCE)
  );

async function recheck(tx: Tx, id: string, on: Day): Promise<boolean> {
  const [listing] = await tx
    .select({ enterpriseId: listings.enterpriseId, number: listings.number, tier: listings.tier })
    .from(listings)
    .where(and(eq(listings.id, id), eq(listings.status, "listed")))
    .for("update");
  if (!listing) return false;
  const { enterpriseId, number } = listing;
  const [already] = await tx
    .select({ id: readings.id })
    .from(readings)
    .where(and(eq(readings.listingId, id), eq(readings.month, on.slice(0, 7))));
  if (already) return false;
  const evaluation = await evaluateEnterprise(tx, enterpriseId, on);
  const { gates, score } = evaluation.evaluation;
  const evaluationId = await storeEvaluation(tx, enterpriseId, evaluation);
  const openGates = gates.filter(({ passed }) => !passed).map(({ code }) => code);
  await tx.insert(readings).values({
    enterpriseId,
    listingId: id,
    month: on.slice(0, 7),
    onDay: on,
    scoreTenths: Math.round(score.total * 10),
    openGates,
    evaluationId,
  });
  const held = listing.tier ?? "T2";
  const tier = tierAfter(held, await lastScores(tx, id), lifeRules().tierOne);
  if (tier !== held || listing.tier === null) await tx.update(listings).set({ tier, changedOn: on }).where(eq(listings.id, id));
  if (tier !== held) await tellOfLife(tx, enterpriseId, { about: tier === "T2" ? "tierLost" : "tierRegained", number, day: on });
  await recordEvent(tx, CLERK, {
    action: "positive-list.rechecked",
    enterpriseId,
    subjectId: id,
    detail: { on, score: score.total, openGates, tier },
  });
  return true;
}

async function lastScores(tx: Tx, listingId: string): Promise<number[]> {
  const rows = await tx
    .select({ tenths: readings.scoreTenths })
    .from(readings)
    .where(eq(readings.listingId, listingId))
    .orderBy(desc(readings.month))
    .limit(lifeRules().tierOne.readings);
  return rows.reverse().map(({ tenths }) => tenths / 10);
}
