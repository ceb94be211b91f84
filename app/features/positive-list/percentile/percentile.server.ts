/** How scores are spread, counted once a day; where one score stands in the nearest group that may be shown. */
import { and, eq, or, sql } from "drizzle-orm";
import { z } from "zod";
import { today } from "~/platform/clock.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { defineJob, schedule } from "~/platform/jobs.server";
import { system, type AgencyActor, type EnterpriseActor } from "~/shared/actor";
import { day, type Day } from "~/shared/day";
import { formatDay } from "~/shared/format";
import type { Locale } from "~/shared/locale";
import { cellsOf, keyOf, NO_SECTOR, type Counted } from "./cells";
import { shownCells } from "./hiding";
import { groupsFor, percentileOf, type Group } from "./percentile";

const { enterprises, scoreCells, scoreCounts, standings } = tables;
const SYSTEM = system("percentile");
/** Some statements, each with its own limit; a job has two minutes. */
const COUNT_WITHIN_MS = 110_000;
const ROWS_AT_ONCE = 500;

/**
 * In one transaction: whoever reads meanwhile has the count before. Safe to repeat; a count of an earlier day than the one
 * that is there does nothing, and two at a time go one after the other.
 */
export async function countScores(on: Day): Promise<void> {
  await withTx(
    SYSTEM,
    async (tx) => {
      const begun = await tx
        .insert(scoreCounts)
        .values({ countedOn: on })
        .onConflictDoUpdate({ target: scoreCounts.onlyRow, set: { countedOn: on }, setWhere: sql`${scoreCounts.countedOn} <= ${on}` })
        .returning({ countedOn: scoreCounts.countedOn });
      if (begun.length === 0) return;
      const shown = shownCells(cellsOf(await countedIn(tx))).filter(({ sector }) => sector !== NO_SECTOR);
      await tx.delete(scoreCells);
      for (let at = 0; at < shown.length; at += ROWS_AT_ONCE)
        await tx.insert(scoreCells).values(shown.slice(at, at + ROWS_AT_ONCE).map((cell) => ({ ...cell, counts: [...cell.counts] })));
    },
    { withinMs: COUNT_WITHIN_MS }
  );
}

/**
 * Everybody in one statement: it reads the table once, and nobody who moves meanwhile is counted twice. Province by province
 * would read it once for each, since the policy keeps the index from answering by itself.
 */
const countedIn = (tx: Tx): Promise<Counted[]> =>
  tx
    .select({
      region: standings.regionCode,
      sector: standings.sector,
      points: sql<number>`${standings.scoreTenths} / 10`.as("points"),
      enterprises: sql<number>`count(*)::int`,
    })
    .from(standings)
    .groupBy(standings.regionCode, standings.sector, sql`points`);

export interface Comparison {
  readonly countedOn: Day;
  /** Null where every group is hidden. */
  readonly place: {
    readonly group: Group;
    readonly percent: number;
    readonly enterprises: number;
    /** The nearest group of all was hidden. */
    readonly isWider: boolean;
  } | null;
}

/** Null before the first count, and for an enterprise out of reach. */
export async function comparisonOf(actor: EnterpriseActor | AgencyActor, enterpriseId: string, score: number): Promise<Comparison | null> {
  return withTx(actor, async (tx) => {
    const [found] = await tx
      .select({ region: enterprises.regionCode, sector: enterprises.sector, countedOn: scoreCounts.countedOn })
      .from(enterprises)
      .innerJoin(scoreCounts, eq(scoreCounts.onlyRow, true))
      .where(eq(enterprises.id, enterpriseId));
    if (!found) return null;
    const countedOn = day(found.countedOn);
    const groups = groupsFor(found.region, found.sector);
    const cells = await tx
      .select()
      .from(scoreCells)
      .where(or(...groups.map(({ region, sector }) => and(eq(scoreCells.region, region), eq(scoreCells.sector, sector)))));
    const byKey = new Map(cells.map((cell) => [keyOf(cell), cell]));
    for (const [at, place] of groups.entries()) {
      const cell = byKey.get(keyOf(place));
      const percent = cell && percentileOf(cell.counts, score);
      if (cell && typeof percent === "number")
        return { countedOn, place: { group: place.group, percent, enterprises: cell.enterprises, isWider: at > 0 } };
    }
    return { countedOn, place: null };
  });
}

/** The same, with the day in words. */
export async function comparisonView(actor: EnterpriseActor | AgencyActor, enterpriseId: string, score: number, locale: Locale) {
  const comparison = await comparisonOf(actor, enterpriseId, score);
  return comparison && { counted: formatDay(comparison.countedOn, locale), place: comparison.place };
}

export function registerPercentileJob(): void {
  defineJob("percentile", z.unknown(), () => countScores(today()));
  schedule("percentile", { hour: 1, minute: 35 });
}
