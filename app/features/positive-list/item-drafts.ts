/** The facts that would give an item its full points. */
import { addMonths } from "~/shared/day";
import { base, met, monitoringDrafts, perSite, recordCheckDraft, reportDrafts } from "./drafts";
import { current, events, type FactView } from "./fact-view";
import type { Fact, FactOf } from "./facts";
import type { ItemCode, ScoreWeights } from "./weights";

export function itemDrafts(code: ItemCode, view: FactView, weights: ScoreWeights): Fact[] {
  switch (code) {
    case "clean-record":
      return recordCheckDraft(view);
    case "valid-data":
      return monitoringDrafts(view, () => ({
        validDataPercent: weights.monitoring.validData[0]?.atLeast ?? 100,
      }));
    case "alarms":
      return monitoringDrafts(view, ({ alarms }) => ({
        alarmsExplainedWithin24Hours: alarms,
        alarmsUnexplained: 0,
      }));
    case "maintenance-log":
      return monitoringDrafts(view, () => ({ maintenanceLogComplete: "yes" }));
    case "reports":
      return reportDrafts(view, ["executionReports"]);
    case "disclosure":
      return reportDrafts(view, ["disclosure"]);
    case "self-monitoring":
    case "ledgers":
      return completeDrafts(view, code);
    case "emergency-plan":
      return riskDrafts(view, ["planFiled", "planDrilled"]);
    case "hazardous-waste":
      return riskDrafts(view, ["hazardousWasteInOrder"]);
    case "receptors":
      return riskDrafts(view, ["receptorsProtected"]);
    case "self-check-rounds":
      return roundDrafts(view, weights.selfInspection);
    case "corrections-on-time":
      return correctionDraft(view);
    case "recheck-agreement":
      return recheckDraft(view);
    case "management-system":
      return managementDraft(view, { managementSystem: "yes" });
    case "cleaner-production":
      return managementDraft(view, { cleanerProductionLevel: "2" });
    case "air-grade":
      return managementDraft(view, { airGrade: "B" });
    case "learning-points":
      return [
        {
          ...base("learning-points", view.on),
          kind: "learning-points",
          value: { balance: weights.learning.fullAtPoints },
        },
      ];
  }
}

type RiskValue = FactOf<"risk">["value"];

const riskDrafts = (view: FactView, fields: readonly (keyof Omit<RiskValue, "site">)[]): Fact[] =>
  perSite(view, "risk", (known, site, at) => {
    const value: RiskValue = {
      planFiled: known?.planFiled ?? "not-known",
      planDrilled: known?.planDrilled ?? "not-known",
      hazardousWasteInOrder: known?.hazardousWasteInOrder ?? "not-known",
      receptorsProtected: known?.receptorsProtected ?? "not-known",
      ...site,
    };
    for (const field of fields) value[field] = met(value[field]);
    return { ...base("risk", view.on, at), kind: "risk", value };
  });

type ManagementValue = FactOf<"management">["value"];

const managementDraft = (view: FactView, change: Partial<ManagementValue>): Fact[] => {
  const known: ManagementValue = current(view, "management")?.value ?? {
    managementSystem: "not-known",
    cleanerProductionLevel: "not-known",
    airGrade: "not-known",
  };
  return [{ ...base("management", view.on), kind: "management", value: { ...known, ...change } }];
};

const roundDrafts = (
  view: FactView,
  { rounds, roundWindowMonths }: ScoreWeights["selfInspection"]
): Fact[] => {
  const since = addMonths(view.on, -roundWindowMonths);
  const done = events(view, "self-check-round").filter(
    ({ value }) => value.complete && value.completedOn > since
  ).length;
  return Array.from({ length: Math.max(0, (rounds[0]?.atLeast ?? 0) - done) }, (_, at) => ({
    ...base("self-check-round", view.on, at),
    kind: "self-check-round" as const,
    value: { completedOn: view.on, complete: true, findings: { redLine: 0, major: 0, minor: 0 } },
  }));
};

const correctionDraft = (view: FactView): Fact[] => {
  const due = current(view, "correction-share")?.value.due || 1;
  return [
    {
      ...base("correction-share", view.on),
      kind: "correction-share",
      value: { due, closedOnTime: due },
    },
  ];
};

const recheckDraft = (view: FactView): Fact[] => {
  const compared = current(view, "recheck-agreement")?.value.compared || 1;
  return [
    {
      ...base("recheck-agreement", view.on),
      kind: "recheck-agreement",
      value: { compared, agreed: compared },
    },
  ];
};

const completeDrafts = (view: FactView, kind: "self-monitoring" | "ledgers"): Fact[] =>
  perSite(view, kind, (known, site, at) => ({
    ...base(kind, view.on, at),
    kind,
    value: { ...site, complete: met(known?.complete ?? "not-known") },
  }));
