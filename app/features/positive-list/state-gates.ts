/** Gates on how an enterprise stands: permit, reports, monitoring, sector and place, credit, open matters, pledge. */
import { addMonths } from "~/shared/day";
import type { GateResult, Reason } from "./evaluation";
import { Findings, changeable, plain, untilDay } from "./explain";
import { current, currentBySite, events, type FactView } from "./fact-view";
import type { FactOf } from "./facts";
import type { Profile } from "./profile";

const EIA_NO = changeable("g1-eia-no", "enterprise", "complete-eia");
const EIA_ASK = changeable("g1-eia-not-known", "agency", "ask-permit");
const ACCEPTANCE_NO = changeable("g1-acceptance-no", "enterprise", "complete-acceptance");
const ACCEPTANCE_ASK = changeable("g1-acceptance-not-known", "agency", "ask-permit");
const TREATMENT_NO = changeable("g1-treatment-no", "enterprise", "complete-treatment");
const TREATMENT_ASK = changeable("g1-treatment-not-known", "agency", "ask-permit");

/** The last day of a permit is a valid day. */
export function permitGate(view: FactView, profile: Profile): GateResult {
  const findings = new Findings();
  const permits = currentBySite(view, "permit");
  if (permits.length === 0) findings.ask(changeable("g1-none", "agency", "ask-permit"));
  for (const fact of permits) {
    const { value } = fact;
    findings.use(fact.id);
    if (value.expiresOn < view.on)
      findings.fail(
        changeable("g1-expired", "enterprise", "renew-permit", { expiresOn: value.expiresOn })
      );
    else if (value.startsOn > view.on)
      findings.failUntil(value.startsOn, untilDay("g1-not-started", value.startsOn, {}));
    else if (fact.validTo !== null && fact.validTo < view.on)
      findings.ask(changeable("g1-lapsed", "agency", "ask-permit", { validToOn: fact.validTo }));
    findings.answer(value.eiaComplete, EIA_NO, EIA_ASK);
    findings.answer(value.acceptanceComplete, ACCEPTANCE_NO, ACCEPTANCE_ASK);
    findings.answer(value.treatmentComplete, TREATMENT_NO, TREATMENT_ASK);
  }
  return findings.result("G1", profile.gates.G1.basis, plain("g1-ok"));
}

/** With several sites, each permitted site needs its own statement. */
function hasEverySite(
  permits: readonly FactOf<"permit">[],
  statements: readonly { value: { site?: string | undefined } }[]
): boolean {
  if (statements.length === 0) return false;
  if (permits.length < 2) return true;
  return permits.every((permit) =>
    statements.some((statement) => (statement.value.site ?? "") === (permit.value.site ?? ""))
  );
}

const REPORTS_NONE = changeable("g5-none", "agency", "ask-reports");
const DISCLOSURE_NO = changeable("g5-disclosure-no", "enterprise", "disclosure");
const DISCLOSURE_ASK = changeable("g5-disclosure-not-known", "agency", "ask-reports");

export function reportsGate(view: FactView, profile: Profile): GateResult {
  const { basis } = profile.gates.G5;
  const findings = new Findings();
  const permits = currentBySite(view, "permit");
  for (const fact of permits) findings.use(fact.id);
  const holders = permits.filter((fact) => fact.value.class !== "registration");
  if (permits.length > 0 && holders.length === 0)
    return findings.notApplicable("G5", basis, plain("g5-registration"));
  const reports = currentBySite(view, "reports");
  if (permits.length === 0 || !hasEverySite(holders, reports)) findings.ask(REPORTS_NONE);
  for (const fact of reports) {
    findings.use(fact.id);
    const {
      executionReportsDue: due,
      executionReportsSubmitted: submitted,
      disclosureDone,
    } = fact.value;
    if (submitted < due)
      findings.fail(
        changeable("g5-missing", "enterprise", "reports", {
          due,
          submitted,
          missing: due - submitted,
        })
      );
    findings.answer(disclosureDone, DISCLOSURE_NO, DISCLOSURE_ASK);
  }
  return findings.result("G5", basis, plain("g5-ok"));
}

const MONITORING_NONE = changeable("g6-none", "agency", "ask-monitoring");
const REQUIRED_ASK = changeable("g6-required-not-known", "agency", "ask-monitoring");
const STATE_ASK = changeable("g6-state-not-known", "agency", "ask-monitoring");
const NOT_INSTALLED = changeable("g6-not-installed", "enterprise", "install-monitoring");
const NOT_WORKING = changeable("g6-not-working", "enterprise", "repair-monitoring");
const NOT_NETWORKED = changeable("g6-not-networked", "enterprise", "network-monitoring");
const NOT_STABLE = changeable("g6-not-stable", "enterprise", "stabilise-monitoring");
const EVIDENCE_NO = changeable("g6-evidence-no", "enterprise", "off-site-evidence");
const EVIDENCE_ASK = changeable("g6-evidence-not-known", "enterprise", "off-site-evidence");

/** Where automatic monitoring is required, "not applicable" is no answer to whether it works. */
function requireYes(findings: Findings, answer: string, no: Reason): void {
  if (answer === "no") findings.fail(no);
  else if (answer !== "yes") findings.ask(STATE_ASK);
}

export function monitoringGate(view: FactView, profile: Profile): GateResult {
  const { basis, offSiteEvidenceForOthers } = profile.gates.G6;
  const findings = new Findings();
  const states = currentBySite(view, "monitoring-state");
  const permits = currentBySite(view, "permit");
  if (!hasEverySite(permits, states)) findings.ask(MONITORING_NONE);
  let hasDuty = offSiteEvidenceForOthers;
  for (const fact of states) {
    const { value } = fact;
    findings.use(fact.id);
    if (value.alarmsUnexplained > 0)
      findings.fail(
        changeable("g6-alarms", "enterprise", "explain-alarms", { count: value.alarmsUnexplained })
      );
    if (value.required === "yes") {
      hasDuty = true;
      requireYes(findings, value.installed, NOT_INSTALLED);
      requireYes(findings, value.working, NOT_WORKING);
      requireYes(findings, value.networked, NOT_NETWORKED);
      requireYes(findings, value.stable, NOT_STABLE);
    } else if (value.required === "not-known") findings.ask(REQUIRED_ASK);
    else if (offSiteEvidenceForOthers && value.offSiteEvidence !== "yes")
      if (value.offSiteEvidence === "no") findings.fail(EVIDENCE_NO);
      else findings.ask(EVIDENCE_ASK);
  }
  const isUndisputed = findings.failed.length === 0 && findings.unknown.length === 0;
  if (isUndisputed && !hasDuty)
    return findings.notApplicable("G6", basis, plain("g6-not-required"));
  return findings.result("G6", basis, plain("g6-ok"));
}

export function exclusionGate(view: FactView, profile: Profile): GateResult {
  const { basis, exclusions } = profile.gates.G7;
  const findings = new Findings();
  if (exclusions.length === 0) return findings.notApplicable("G7", basis, plain("g7-empty"));
  const fact = current(view, "exclusion");
  if (fact) findings.use(fact.id);
  for (const exclusion of exclusions) {
    const answer = fact?.value.findings[exclusion] ?? "not-known";
    const params = { exclusionCode: exclusion };
    if (answer === "yes") findings.fail(changeable("g7-excluded", "nobody", "excluded", params));
    else if (answer === "not-known")
      findings.ask(changeable("g7-not-known", "agency", "ask-exclusion", params));
  }
  return findings.result("G7", basis, plain("g7-ok"));
}

const ZONING_NO = changeable("g8-no", "nobody", "zoning");
const ZONING_ASK = changeable("g8-not-known", "agency", "ask-zoning");

export function zoningGate(view: FactView, profile: Profile): GateResult {
  const findings = new Findings();
  const fact = current(view, "zoning");
  if (fact) findings.use(fact.id);
  findings.answer(fact?.value.compliant ?? "not-known", ZONING_NO, ZONING_ASK);
  if (fact?.value.compliant === "not-applicable")
    return findings.notApplicable("G8", profile.gates.G8.basis, plain("g8-not-applicable"));
  return findings.result("G8", profile.gates.G8.basis, plain("g8-ok"));
}

export function creditGate(view: FactView, profile: Profile): GateResult {
  const { basis, refusedGrades } = profile.gates.G10;
  const findings = new Findings();
  const fact = current(view, "credit-grade");
  if (!fact) findings.ask(changeable("g10-not-known", "agency", "ask-credit"));
  else {
    const { grade } = fact.value;
    findings.use(fact.id);
    if (grade === "not-rated") return findings.notApplicable("G10", basis, plain("g10-not-rated"));
    if (refusedGrades.includes(grade))
      findings.fail(changeable("g10-refused", "enterprise", "repair-credit", { gradeCode: grade }));
  }
  return findings.result(
    "G10",
    basis,
    plain("g10-ok", { gradeCode: fact?.value.grade ?? "not-rated" })
  );
}

export function openMattersGate(view: FactView, profile: Profile): GateResult {
  const findings = new Findings();
  const fact = current(view, "open-matters");
  if (!fact) findings.ask(changeable("g11-not-known", "agency", "ask-open-matters"));
  else {
    findings.use(fact.id);
    const { overdueCorrections, verifiedComplaintsPending } = fact.value;
    if (overdueCorrections > 0)
      findings.fail(
        changeable("g11-overdue", "enterprise", "close-corrections", { count: overdueCorrections })
      );
    if (verifiedComplaintsPending > 0)
      findings.fail(
        changeable("g11-complaints", "enterprise", "answer-complaints", {
          count: verifiedComplaintsPending,
        })
      );
  }
  return findings.result("G11", profile.gates.G11.basis, plain("g11-ok"));
}

/** The portal keeps the pledges, so no pledge means that none was signed. A false one closes the gate for long. */
export function pledgeGate(view: FactView, profile: Profile): GateResult {
  const { basis, falsePledgeMonths } = profile.gates.G12;
  const findings = new Findings();
  for (const fact of falsePledges(view)) {
    const clearsOn = addMonths(fact.foundFalseOn, falsePledgeMonths);
    if (view.on >= clearsOn) continue;
    findings.use(fact.id);
    findings.failUntil(
      clearsOn,
      untilDay("g12-false", clearsOn, {
        foundFalseOn: fact.foundFalseOn,
        months: falsePledgeMonths,
      })
    );
  }
  const pledge = events(view, "pledge").findLast(
    ({ value }) => value.foundFalseOn === null || value.foundFalseOn > view.on
  );
  if (pledge) findings.use(pledge.id);
  else findings.fail(changeable("g12-not-signed", "enterprise", "sign-pledge"));
  return findings.result(
    "G12",
    basis,
    plain("g12-ok", { signedOn: pledge?.value.signedOn ?? view.on })
  );
}

/** Pledges that were found untrue by the day, oldest first. */
export function falsePledges(view: FactView) {
  return events(view, "pledge").flatMap((fact) => {
    const { foundFalseOn } = fact.value;
    return foundFalseOn !== null && foundFalseOn <= view.on ? [{ id: fact.id, foundFalseOn }] : [];
  });
}
