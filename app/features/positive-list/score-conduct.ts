/** Score items on self-checks, corrections, management and learning. */
import { addMonths } from "~/shared/day";
import type { ItemResult } from "./evaluation";
import { changeable, plain } from "./explain";
import type { Answer } from "./fact-values";
import { current, events, type FactView } from "./fact-view";
import { byAnswers, bySteps, full, notApplicable, notKnown, short, top } from "./item-results";
import type { ItemCode, ScoreWeights } from "./weights";

/** Rounds count by being complete. What they found is never looked at: honest findings cost nothing. */
export function selfInspectionItems(
  view: FactView,
  weights: ScoreWeights["selfInspection"]
): ItemResult[] {
  const since = addMonths(view.on, -weights.roundWindowMonths);
  const rounds = events(view, "self-check-round").filter(
    ({ value }) => value.complete && value.completedOn > since
  );
  const share = current(view, "correction-share");
  const recheck = current(view, "recheck-agreement");
  return [
    bySteps("self-check-rounds", weights.rounds, rounds.length, {
      factsUsed: rounds.map((fact) => fact.id),
    }),
    withRepeated(
      view,
      byShare(
        "corrections-on-time",
        weights.closedOnTime,
        share && [share.id, share.value.closedOnTime, share.value.due]
      )
    ),
    byShare(
      "recheck-agreement",
      weights.agreement,
      recheck && [recheck.id, recheck.value.agreed, recheck.value.compared]
    ),
  ];
}

/** Says beside the corrections what was found again. It costs no point: a correction that held is the enterprise's own gain. */
function withRepeated(view: FactView, item: ItemResult): ItemResult {
  const fact = current(view, "repeated-findings");
  if (!fact) return item;
  const { within12Months, within24Months } = fact.value;
  const params = { count: within12Months + within24Months, recent: within12Months };
  return {
    ...item,
    reasons: [...item.reasons, plain("item-repeated", params)],
    factsUsed: [...item.factsUsed, fact.id],
  };
}

/** A share of nothing does not apply. */
function byShare(
  code: ItemCode,
  steps: readonly { atLeast: number; points: number }[],
  share: readonly [factId: string, part: number, whole: number] | null
): ItemResult {
  if (share === null) return notKnown(code, top(steps), { factsUsed: [] });
  const [factId, part, whole] = share;
  const found = { factsUsed: [factId] };
  return whole === 0
    ? notApplicable(code, top(steps), found)
    : bySteps(code, steps, (part / whole) * 100, found);
}

export function managementItems(view: FactView, weights: ScoreWeights["management"]): ItemResult[] {
  const fact = current(view, "management");
  const found = { factsUsed: fact ? [fact.id] : [] };
  const system = fact?.value.managementSystem ?? "not-known";
  const level = fact?.value.cleanerProductionLevel ?? "not-known";
  const air = fact?.value.airGrade ?? "not-known";
  const grade = (good: readonly string[], value: string): Answer =>
    value === "not-known" || value === "not-applicable"
      ? value
      : good.includes(value)
        ? "yes"
        : "no";
  return [
    byAnswers("management-system", weights.managementSystem, [system], found),
    byAnswers("cleaner-production", weights.cleanerProduction, [grade(["1", "2"], level)], found),
    byAnswers("air-grade", weights.airGrade, [grade(["A", "B"], air)], found),
  ];
}

export function learningItem(view: FactView, weights: ScoreWeights["learning"]): ItemResult {
  const fact = current(view, "learning-points");
  if (!fact) return notKnown("learning-points", weights.max, { factsUsed: [] });
  const found = { factsUsed: [fact.id] };
  const { balance } = fact.value;
  if (balance >= weights.fullAtPoints) return full("learning-points", weights.max, found);
  const params = { reached: balance, needed: weights.fullAtPoints };
  const points = (balance / weights.fullAtPoints) * weights.max;
  return short(
    "learning-points",
    points,
    weights.max,
    [changeable("item-below", "enterprise", "learning-points", params)],
    found
  );
}
