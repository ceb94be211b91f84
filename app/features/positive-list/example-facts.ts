/**
 * An invented electroplating enterprise with a good record: the facts behind a listing, as a starting point for
 * `portal evaluate --example`, tests and measurements.
 */
import { addDays, addMonths, type Day } from "~/shared/day";
import type { Fact } from "./facts";

type Draft = { [F in Fact as F["kind"]]: Pick<F, "kind" | "value"> & { from?: Day } }[Fact["kind"]];

/** Facts as they could stand on a day, with nothing against the enterprise. */
export function exampleFacts(on: Day): Fact[] {
  const from = addMonths(on, -6);
  const drafts = [...recordDrafts(on), ...standingDrafts(on), ...conductDrafts(on)];
  return drafts.map(({ from: own, ...draft }, at): Fact => ({
    ...draft,
    id: `example-${String(at + 1).padStart(2, "0")}`,
    validFrom: own ?? from,
    validTo: null,
    source: "example",
  }));
}

function recordDrafts(on: Day): Draft[] {
  const from = addMonths(on, -72);
  const checked = addDays(on, -3);
  return [
    {
      kind: "record-check",
      value: { scopes: ["penalties", "violations", "incidents"], from, to: checked },
      from: checked,
    },
    {
      kind: "record-check",
      value: { scopes: ["crimes", "falsification"], from, to: checked },
      from: checked,
    },
    {
      kind: "penalty",
      value: { decidedOn: addMonths(on, -65), fineFen: 2_000_000, severity: "minor" },
      from: addMonths(on, -65),
    },
    { kind: "exclusion", value: { findings: noExclusion() } },
    { kind: "zoning", value: { compliant: "yes" } },
    { kind: "credit-grade", value: { grade: "green" } },
    {
      kind: "open-matters",
      value: { overdueCorrections: 0, verifiedComplaintsPending: 0 },
      from: checked,
    },
    { kind: "pledge", value: { signedOn: addDays(on, -10), version: 1, foundFalseOn: null } },
  ];
}

const noExclusion = () =>
  ({
    "household-waste-incineration": "no",
    "hazardous-waste-disposal": "no",
    "town-village-sewage-plant": "no",
    "industrial-park-sewage-plant": "no",
    "yangtze-1km-chemical-or-paper": "no",
  }) as const;

function standingDrafts(on: Day): Draft[] {
  return [
    {
      kind: "permit",
      value: {
        class: "key",
        startsOn: addMonths(on, -20),
        expiresOn: addMonths(on, 40),
        eiaComplete: "yes",
        acceptanceComplete: "yes",
        treatmentComplete: "yes",
      },
    },
    {
      kind: "reports",
      value: { executionReportsDue: 5, executionReportsSubmitted: 5, disclosureDone: "yes" },
    },
    {
      kind: "monitoring-state",
      value: {
        required: "yes",
        installed: "yes",
        working: "yes",
        networked: "yes",
        stable: "yes",
        validDataPercent: 98.2,
        alarms: 3,
        alarmsExplainedWithin24Hours: 3,
        alarmsUnexplained: 0,
        maintenanceLogComplete: "yes",
        offSiteEvidence: "yes",
      },
    },
    {
      kind: "risk",
      value: {
        planFiled: "yes",
        planDrilled: "yes",
        hazardousWasteInOrder: "yes",
        receptorsProtected: "yes",
      },
    },
    { kind: "self-monitoring", value: { complete: "yes" } },
    { kind: "ledgers", value: { complete: "yes" } },
  ];
}

function conductDrafts(on: Day): Draft[] {
  return [
    {
      kind: "self-check-round",
      value: {
        completedOn: addMonths(on, -8),
        complete: true,
        findings: { redLine: 0, major: 2, minor: 5 },
      },
    },
    {
      kind: "self-check-round",
      value: {
        completedOn: addMonths(on, -2),
        complete: true,
        findings: { redLine: 0, major: 0, minor: 3 },
      },
    },
    { kind: "correction-share", value: { due: 10, closedOnTime: 10 } },
    { kind: "recheck-agreement", value: { compared: 12, agreed: 11 } },
    {
      kind: "management",
      value: { managementSystem: "yes", cleanerProductionLevel: "2", airGrade: "not-applicable" },
    },
    { kind: "learning-points", value: { balance: 9 } },
  ];
}
