/** Score items on monitoring, permit duties and risk: what each looks at and when it does not apply. */
import type { ItemResult } from "./evaluation";
import { changeable } from "./explain";
import { currentBySite, type FactView } from "./fact-view";
import { byAnswers, bySteps, full, notApplicable, notKnown, short, top } from "./item-results";
import type { ScoreWeights } from "./weights";

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
