/**
 * The score: seven dimensions, 100 points. Items that do not apply are left out and their dimension is rescaled; a
 * dimension without any item that applies is left out and the total is rescaled. Unknown counts as no points.
 */
import type { DimensionCode, DimensionResult, Evaluation, ItemResult } from "./evaluation";
import type { FactView } from "./fact-view";
import { learningItem, managementItems, selfInspectionItems } from "./score-conduct";
import { monitoringItems, permitDutyItems, riskItems } from "./score-duties";
import { recordItem } from "./score-record";
import type { ScoreRules, TierCode } from "./weights";

export function scoreOf(
  view: FactView,
  rules: ScoreRules,
  maySuggestListing: boolean
): Evaluation["score"] {
  const { weights } = rules;
  const dimensions = [
    dimension("record", weights.record.max, [recordItem(view, weights.record)]),
    dimension("monitoring", weights.monitoring.max, monitoringItems(view, weights.monitoring)),
    dimension(
      "permit-duties",
      weights.permitDuties.max,
      permitDutyItems(view, weights.permitDuties)
    ),
    dimension("risk", weights.risk.max, riskItems(view, weights.risk)),
    dimension(
      "self-inspection",
      weights.selfInspection.max,
      selfInspectionItems(view, weights.selfInspection)
    ),
    dimension("management", weights.management.max, managementItems(view, weights.management)),
    dimension("learning", weights.learning.max, [learningItem(view, weights.learning)]),
  ];
  const total = totalOf(dimensions);
  return { total, tier: tierOf(total, rules, maySuggestListing), dimensions };
}

function dimension(code: DimensionCode, max: number, items: ItemResult[]): DimensionResult {
  let got = 0;
  let possible = 0;
  for (const item of items) {
    if (item.status === "not-applicable") continue;
    got += item.points;
    possible += item.max;
  }
  const points = possible === 0 ? 0 : Math.round((got / possible) * max * 100) / 100;
  return { code, applicable: possible > 0, points, max, items };
}

function totalOf(dimensions: readonly DimensionResult[]): number {
  let got = 0;
  let possible = 0;
  for (const { applicable, points, max } of dimensions) {
    if (!applicable) continue;
    got += points;
    possible += max;
  }
  return possible === 0 ? 0 : Math.round((got / possible) * 1000) / 10;
}

/** A failed or undecided gate keeps an enterprise out of the tiers that lead to the list; the score still ranks it. */
export function tierOf(total: number, { tiers }: ScoreRules, maySuggestListing: boolean): TierCode {
  const tier = tiers.tiers.find(
    ({ minScore, recommendsListing }) =>
      total >= minScore && (maySuggestListing || !recommendsListing)
  );
  return tier?.code ?? "key";
}
