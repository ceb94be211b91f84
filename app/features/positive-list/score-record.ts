/**
 * The record dimension: full points, less what past decisions cost. A fine's cost depends on its amount and halves when it
 * is old; each cost ends on the same date so many calendar months later.
 *
 * A penalty inside the gate's window costs points as well, so that a newer penalty never scores better than an older one.
 */
import { addMonths, type Day } from "~/shared/day";
import type { ItemResult, Reason } from "./evaluation";
import { changeable, untilDay } from "./explain";
import { events, recordCoverage, type FactView } from "./fact-view";
import type { ScoreWeights } from "./weights";

type RecordWeights = ScoreWeights["record"];

export function recordItem(view: FactView, weights: RecordWeights): ItemResult {
  const from = addMonths(view.on, -(weights.penaltyBands.at(-1)?.untilMonths ?? 0));
  const coverage = recordCoverage(view, "penalties", from);
  const ledger: Ledger = { lost: 0, reasons: [], factsUsed: [...coverage.factIds] };
  penalties(view, weights, ledger);
  violations(view, weights, ledger);
  lateFixes(view, weights, ledger);
  complaints(view, weights, ledger);
  if (!coverage.isCovered) {
    const params = { fromOn: from, toOn: view.on, scopeCode: "penalties" };
    ledger.reasons.push(changeable("record-not-checked", "agency", "record-check", params));
    return item(weights.max, 0, "not-known", ledger);
  }
  const points = Math.max(0, weights.max - ledger.lost);
  return item(
    weights.max,
    points,
    ledger.lost === 0 ? "full" : points === 0 ? "none" : "part",
    ledger
  );
}

interface Ledger {
  lost: number;
  readonly reasons: Reason[];
  readonly factsUsed: string[];
}

const item = (
  max: number,
  points: number,
  status: ItemResult["status"],
  ledger: Ledger
): ItemResult => ({
  code: "clean-record",
  status,
  points,
  max,
  reasons: ledger.reasons,
  factsUsed: ledger.factsUsed,
});

function charge(ledger: Ledger, factId: string, points: number, reason: Reason): void {
  ledger.lost += points;
  ledger.reasons.push(reason);
  ledger.factsUsed.push(factId);
}

function penalties(view: FactView, weights: RecordWeights, ledger: Ledger): void {
  for (const fact of events(view, "penalty")) {
    const { decidedOn, fineFen } = fact.value;
    const band = weights.penaltyBands.find(
      ({ untilMonths }) => view.on < addMonths(decidedOn, untilMonths)
    );
    if (!band) continue;
    const step = weights.fineSteps.find(({ upToFen }) => upToFen === null || fineFen <= upToFen);
    const points = (step?.points ?? 0) * band.share;
    const endsOn = addMonths(decidedOn, band.untilMonths);
    charge(
      ledger,
      fact.id,
      points,
      untilDay("record-penalty", endsOn, { decidedOn, fineFen, points })
    );
  }
}

/** Day on which a charge of so many months ends, or null when it is over on the day of the view. */
function runningUntil(view: FactView, from: Day, months: number): Day | null {
  const endsOn = addMonths(from, months);
  return view.on < endsOn ? endsOn : null;
}

function violations(view: FactView, { violation }: RecordWeights, ledger: Ledger): void {
  for (const fact of events(view, "violation-without-penalty")) {
    const { decidedOn } = fact.value;
    const endsOn = runningUntil(view, decidedOn, violation.windowMonths);
    const { points } = violation;
    if (endsOn)
      charge(ledger, fact.id, points, untilDay("record-violation", endsOn, { decidedOn, points }));
  }
}

function lateFixes(view: FactView, { lateFix }: RecordWeights, ledger: Ledger): void {
  for (const fact of events(view, "late-fix")) {
    const { dueOn } = fact.value;
    const endsOn = runningUntil(view, dueOn, lateFix.windowMonths);
    const { points } = lateFix;
    if (endsOn)
      charge(ledger, fact.id, points, untilDay("record-late-fix", endsOn, { dueOn, points }));
  }
}

/** Complaints cost no more than the cap together. */
function complaints(view: FactView, { complaint }: RecordWeights, ledger: Ledger): void {
  let left = complaint.cap;
  for (const fact of events(view, "verified-complaint")) {
    const { verifiedOn } = fact.value;
    const endsOn = runningUntil(view, verifiedOn, complaint.windowMonths);
    if (!endsOn) continue;
    const points = Math.min(complaint.points, left);
    left -= points;
    charge(ledger, fact.id, points, untilDay("record-complaint", endsOn, { verifiedOn, points }));
  }
}
