/** The facts that would open a gate, as far as facts other than time can. */
import { addMonths } from "~/shared/day";
import {
  base,
  met,
  monitoringDrafts,
  perSite,
  recordCheckDraft,
  reportDrafts,
  type MonitoringValue,
} from "./drafts";
import { CREDIT_GRADES, EXCLUSIONS } from "./fact-values";
import { current, type FactView } from "./fact-view";
import type { Fact } from "./facts";
import type { GateCode, Profile } from "./profile";

/** Drafts for one gate; empty when nothing the enterprise shows helps. */
export function gateDrafts(code: GateCode, view: FactView, profile: Profile): Fact[] {
  switch (code) {
    case "G1":
      return permitDrafts(view);
    case "G2":
    case "G2b":
    case "G3":
    case "G4":
    case "G9":
      return recordCheckDraft(view);
    case "G5":
      return reportDrafts(view, ["executionReports", "disclosure"]);
    case "G6":
      return monitoringDrafts(view, openMonitoringGate);
    case "G7":
      return exclusionDraft(view);
    case "G8":
      return zoningDraft(view);
    case "G10":
      return creditDraft(view, profile);
    case "G11":
      return openMattersDraft(view);
    case "G12":
      return pledgeDraft(view);
    case "G13":
      return [];
  }
}

const permitDrafts = (view: FactView): Fact[] =>
  perSite(view, "permit", (value, site, at) => ({
    ...base("permit", view.on, at),
    kind: "permit",
    value: {
      ...site,
      class: value?.class ?? "simplified",
      startsOn: value && value.startsOn <= view.on ? value.startsOn : view.on,
      expiresOn: value && value.expiresOn >= view.on ? value.expiresOn : addMonths(view.on, 60),
      eiaComplete: met(value?.eiaComplete ?? "yes"),
      acceptanceComplete: met(value?.acceptanceComplete ?? "yes"),
      treatmentComplete: met(value?.treatmentComplete ?? "yes"),
    },
  }));

const openMonitoringGate = (value: MonitoringValue): Partial<MonitoringValue> => ({
  alarmsUnexplained: 0,
  ...(value.required === "yes"
    ? { installed: "yes", working: "yes", networked: "yes", stable: "yes" }
    : { offSiteEvidence: "yes" }),
});

const exclusionDraft = (view: FactView): Fact[] => {
  const known = current(view, "exclusion")?.value.findings ?? {};
  const findings = Object.fromEntries(
    EXCLUSIONS.map((code) => [
      code,
      known[code] === undefined || known[code] === "not-known" ? "no" : known[code],
    ])
  );
  return [{ ...base("exclusion", view.on), kind: "exclusion", value: { findings } }];
};

const zoningDraft = (view: FactView): Fact[] =>
  current(view, "zoning")?.value.compliant === "no"
    ? []
    : [{ ...base("zoning", view.on), kind: "zoning", value: { compliant: "yes" } }];

const creditDraft = (view: FactView, profile: Profile): Fact[] => {
  const grade =
    CREDIT_GRADES.find((one) => !profile.gates.G10.refusedGrades.includes(one)) ?? "not-rated";
  return [{ ...base("credit-grade", view.on), kind: "credit-grade", value: { grade } }];
};

const openMattersDraft = (view: FactView): Fact[] => [
  {
    ...base("open-matters", view.on),
    kind: "open-matters",
    value: { overdueCorrections: 0, verifiedComplaintsPending: 0 },
  },
];

const pledgeDraft = (view: FactView): Fact[] => [
  {
    ...base("pledge", view.on),
    kind: "pledge",
    value: { signedOn: view.on, version: 1, foundFalseOn: null },
  },
];
