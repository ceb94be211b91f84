/** The items of the score, except the record: what each looks at, when it does not apply, how many points it gives. */
import { addMonths } from "~/shared/day";
import type { ChangeKey, ItemResult, Reason } from "./evaluation";
import { changeable, plain } from "./explain";
import { current, currentBySite, events, type FactView } from "./fact-view";
import type { Answer } from "./fact-values";
import type { ItemCode, ScoreWeights } from "./weights";

const FULL = [plain("item-full")];
const NOT_APPLICABLE = [plain("item-not-applicable")];

/** Every item is asked of the enterprise, except those that an agency must confirm. */
const missing = (code: ItemCode & ChangeKey): Reason[] => [
  changeable("item-not-known", "enterprise", code),
];
const unmet = (code: ItemCode & ChangeKey): Reason[] => [
  changeable("item-not-met", "enterprise", code),
];

interface Found {
  readonly factsUsed: string[];
}

const full = (code: ItemCode, max: number, { factsUsed }: Found): ItemResult => ({
  code,
  status: "full",
  points: max,
  max,
  reasons: FULL,
  factsUsed,
});
const notApplicable = (code: ItemCode, max: number, { factsUsed }: Found): ItemResult => ({
  code,
  status: "not-applicable",
  points: 0,
  max,
  reasons: NOT_APPLICABLE,
  factsUsed,
});
const notKnown = (code: ItemCode, max: number, { factsUsed }: Found): ItemResult => ({
  code,
  status: "not-known",
  points: 0,
  max,
  reasons: missing(code),
  factsUsed,
});
const short = (
  code: ItemCode,
  points: number,
  max: number,
  reasons: Reason[],
  { factsUsed }: Found
): ItemResult => ({
  code,
  status: points > 0 ? "part" : "none",
  points,
  max,
  reasons,
  factsUsed,
});

/** The weakest answer counts: one site that fails costs the item. All "not applicable" leaves it out. */
function byAnswers(
  code: ItemCode,
  max: number,
  answers: readonly Answer[],
  found: Found
): ItemResult {
  if (answers.includes("no")) return short(code, 0, max, unmet(code), found);
  if (answers.length === 0 || answers.includes("not-known")) return notKnown(code, max, found);
  return answers.includes("yes") ? full(code, max, found) : notApplicable(code, max, found);
}

const top = (steps: readonly { points: number }[]): number => steps[0]?.points ?? 0;

function bySteps(
  code: ItemCode,
  steps: readonly { atLeast: number; points: number }[],
  reached: number,
  found: Found
): ItemResult {
  const max = top(steps);
  const points = steps.find((step) => reached >= step.atLeast)?.points ?? 0;
  if (points === max) return full(code, max, found);
  const params = { reached: Math.round(reached * 10) / 10, needed: steps[0]?.atLeast ?? 0 };
  return short(code, points, max, [changeable("item-below", "enterprise", code, params)], found);
}

export function monitoringItems(view: FactView, weights: ScoreWeights["monitoring"]): ItemResult[] {
  const states = currentBySite(view, "monitoring-state");
  const found = { factsUsed: states.map((fact) => fact.id) };
  const bound = states.map((fact) => fact.value).filter((value) => value.required === "yes");
  const maxData = top(weights.validData);
  if (
    states.length === 0 ||
    (bound.length === 0 && states.some((fact) => fact.value.required === "not-known"))
  )
    return [
      notKnown("valid-data", maxData, found),
      notKnown("alarms", weights.alarms, found),
      notKnown("maintenance-log", weights.maintenanceLog, found),
    ];
  if (bound.length === 0)
    return [
      notApplicable("valid-data", maxData, found),
      notApplicable("alarms", weights.alarms, found),
      notApplicable("maintenance-log", weights.maintenanceLog, found),
    ];
  let lowest: number | null = 100;
  let late = 0;
  for (const value of bound) {
    if (value.validDataPercent === null) lowest = null;
    else if (lowest !== null) lowest = Math.min(lowest, value.validDataPercent);
    late += Math.max(value.alarms - value.alarmsExplainedWithin24Hours, value.alarmsUnexplained);
  }
  return [
    lowest === null
      ? notKnown("valid-data", maxData, found)
      : bySteps("valid-data", weights.validData, lowest, found),
    late === 0
      ? full("alarms", weights.alarms, found)
      : short(
          "alarms",
          0,
          weights.alarms,
          [changeable("alarms-late", "enterprise", "alarms", { count: late })],
          found
        ),
    byAnswers(
      "maintenance-log",
      weights.maintenanceLog,
      bound.map((value) => value.maintenanceLogComplete),
      found
    ),
  ];
}

/** Reports and disclosure are asked of permit holders; a site under registration management has neither. */
export function permitDutyItems(
  view: FactView,
  weights: ScoreWeights["permitDuties"]
): ItemResult[] {
  const permits = currentBySite(view, "permit");
  const isRegistered =
    permits.length > 0 && permits.every((fact) => fact.value.class === "registration");
  const reports = currentBySite(view, "reports");
  const found = { factsUsed: (isRegistered ? permits : reports).map((fact) => fact.id) };
  const selfMonitoring = currentBySite(view, "self-monitoring");
  const ledgers = currentBySite(view, "ledgers");
  const open = reports.reduce(
    (sum, { value }) =>
      sum + Math.max(0, value.executionReportsDue - value.executionReportsSubmitted),
    0
  );
  const reportItem = (): ItemResult => {
    if (isRegistered) return notApplicable("reports", weights.reports, found);
    if (reports.length === 0) return notKnown("reports", weights.reports, found);
    if (open === 0) return full("reports", weights.reports, found);
    return short(
      "reports",
      0,
      weights.reports,
      [changeable("reports-open", "enterprise", "reports", { count: open })],
      found
    );
  };
  return [
    reportItem(),
    byAnswers(
      "self-monitoring",
      weights.selfMonitoring,
      selfMonitoring.map((fact) => fact.value.complete),
      {
        factsUsed: selfMonitoring.map((fact) => fact.id),
      }
    ),
    byAnswers(
      "ledgers",
      weights.ledgers,
      ledgers.map((fact) => fact.value.complete),
      {
        factsUsed: ledgers.map((fact) => fact.id),
      }
    ),
    isRegistered
      ? notApplicable("disclosure", weights.disclosure, found)
      : byAnswers(
          "disclosure",
          weights.disclosure,
          reports.map((fact) => fact.value.disclosureDone),
          found
        ),
  ];
}

export function riskItems(view: FactView, weights: ScoreWeights["risk"]): ItemResult[] {
  const facts = currentBySite(view, "risk");
  const found = { factsUsed: facts.map((fact) => fact.id) };
  const plan = facts.flatMap((fact) => [fact.value.planFiled, fact.value.planDrilled]);
  return [
    byAnswers("emergency-plan", weights.emergencyPlan, plan, found),
    byAnswers(
      "hazardous-waste",
      weights.hazardousWaste,
      facts.map((fact) => fact.value.hazardousWasteInOrder),
      found
    ),
    byAnswers(
      "receptors",
      weights.receptors,
      facts.map((fact) => fact.value.receptorsProtected),
      found
    ),
  ];
}

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
    byShare(
      "corrections-on-time",
      weights.closedOnTime,
      share && [share.id, share.value.closedOnTime, share.value.due]
    ),
    byShare(
      "recheck-agreement",
      weights.agreement,
      recheck && [recheck.id, recheck.value.agreed, recheck.value.compared]
    ),
  ];
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
