/**
 * Building blocks for drafted facts: what would have to be on record for a gate to open or an item to score in full.
 * Drafts are no statements; they take the place of what is on record of their kind.
 */
import { addMonths, type Day } from "~/shared/day";
import { RECORD_SCOPES, type Answer } from "./fact-values";
import { currentBySite, type FactView } from "./fact-view";
import type { Fact, FactOf } from "./facts";

export const base = (code: string, on: Day, at = 0) => ({
  id: `path:${code}:${at}`,
  validFrom: on,
  validTo: null,
  source: "path",
});

/** What is not "no" by right stays; "no" and "not known" become "yes". */
export const met = (answer: Answer): Answer => (answer === "not-applicable" ? answer : "yes");

type SiteKind = "permit" | "reports" | "monitoring-state" | "risk" | "self-monitoring" | "ledgers";

/** One draft for each site that has a permit or a statement of this kind; at least one. */
export function perSite<K extends SiteKind>(
  view: FactView,
  kind: K,
  make: (value: FactOf<K>["value"] | null, site: { site?: string }, at: number) => Fact
): Fact[] {
  const known = new Map(
    currentBySite(view, kind).map((fact) => [fact.value.site ?? "", fact.value])
  );
  const permits = currentBySite(view, "permit");
  const sites = new Set(known.keys());
  if (permits.length > 1) for (const permit of permits) sites.add(permit.value.site ?? "");
  if (sites.size === 0) sites.add("");
  return [...sites]
    .sort()
    .map((site, at) => make(known.get(site) ?? null, site === "" ? {} : { site }, at));
}

type ReportsPart = "executionReports" | "disclosure";

export const reportDrafts = (view: FactView, parts: readonly ReportsPart[]): Fact[] =>
  perSite(view, "reports", (value, site, at) => {
    const due = value?.executionReportsDue ?? 1;
    const disclosed = value?.disclosureDone ?? "not-known";
    return {
      ...base("reports", view.on, at),
      kind: "reports",
      value: {
        ...site,
        executionReportsDue: due,
        executionReportsSubmitted: parts.includes("executionReports")
          ? Math.max(due, value?.executionReportsSubmitted ?? 0)
          : (value?.executionReportsSubmitted ?? 0),
        disclosureDone: parts.includes("disclosure") ? met(disclosed) : disclosed,
      },
    };
  });

export type MonitoringValue = FactOf<"monitoring-state">["value"];

const UNKNOWN_MONITORING: MonitoringValue = {
  required: "yes",
  installed: "not-known",
  working: "not-known",
  networked: "not-known",
  stable: "not-known",
  validDataPercent: null,
  alarms: 0,
  alarmsExplainedWithin24Hours: 0,
  alarmsUnexplained: 0,
  maintenanceLogComplete: "not-known",
  offSiteEvidence: "not-known",
};

export const monitoringDrafts = (
  view: FactView,
  change: (value: MonitoringValue) => Partial<MonitoringValue>
): Fact[] =>
  perSite(view, "monitoring-state", (known, site, at) => {
    const value: MonitoringValue = { ...(known ?? UNKNOWN_MONITORING) };
    if (value.required === "not-known") value.required = "yes";
    return {
      ...base("monitoring-state", view.on, at),
      kind: "monitoring-state",
      value: { ...value, ...change(value), ...site },
    };
  });

export const recordCheckDraft = (view: FactView): Fact[] => [
  {
    ...base("record-check", view.on),
    kind: "record-check",
    value: { scopes: [...RECORD_SCOPES], from: addMonths(view.on, -120), to: view.on },
  },
];
