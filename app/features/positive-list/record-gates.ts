/**
 * Gates on an enterprise's record: nothing of a kind within so many calendar months. A window ends on the same date that
 * many months later (`addMonths`): on that day the enterprise is eligible again, on the day before it is not.
 */
import { addMonths, type Day } from "~/shared/day";
import type { GateResult, Reason } from "./evaluation";
import { Findings, changeable, plain, untilDay } from "./explain";
import { current, events, recordCoverage, type FactView } from "./fact-view";
import type { RecordScope } from "./fact-values";
import type { Profile } from "./profile";

/** The record must be known for the whole window; a search that is missing or too old means "not known". */
function askForCoverage(
  findings: Findings,
  view: FactView,
  scope: RecordScope,
  windowMonths: number
): void {
  const from = addMonths(view.on, -windowMonths);
  const coverage = recordCoverage(view, scope, from);
  for (const id of coverage.factIds) findings.use(id);
  if (!coverage.isCovered)
    findings.ask(
      changeable("record-not-checked", "agency", "record-check", {
        fromOn: from,
        toOn: view.on,
        scopeCode: scope,
      })
    );
}

const isOpen = (clearsOn: Day, on: Day): boolean => on >= clearsOn;

export function penaltyGate(view: FactView, profile: Profile): GateResult {
  const { windowMonths, basis } = profile.gates.G2;
  const findings = new Findings();
  for (const fact of events(view, "penalty")) {
    const clearsOn = addMonths(fact.value.decidedOn, windowMonths);
    if (isOpen(clearsOn, view.on)) continue;
    findings.use(fact.id);
    const { decidedOn, fineFen } = fact.value;
    findings.failUntil(
      clearsOn,
      untilDay("g2-penalty", clearsOn, { decidedOn, fineFen, months: windowMonths })
    );
  }
  askForCoverage(findings, view, "penalties", windowMonths);
  return findings.result("G2", basis, plain("g2-ok", { months: windowMonths }));
}

/**
 * In "flag" mode a violation is noted and closes nothing, so that the gate does not ask for the record either: without
 * it, it does not apply.
 */
export function violationGate(view: FactView, profile: Profile): GateResult {
  const { windowMonths, basis, mode } = profile.gates.G2b;
  const findings = new Findings();
  const flags: Reason[] = [];
  for (const fact of events(view, "violation-without-penalty")) {
    const clearsOn = addMonths(fact.value.decidedOn, windowMonths);
    if (isOpen(clearsOn, view.on)) continue;
    findings.use(fact.id);
    const params = { decidedOn: fact.value.decidedOn, months: windowMonths };
    if (mode === "fail") findings.failUntil(clearsOn, untilDay("g2b-violation", clearsOn, params));
    else flags.push(untilDay("g2b-flag", clearsOn, params));
  }
  askForCoverage(findings, view, "violations", windowMonths);
  if (mode === "flag" && findings.unknown.length > 0)
    return findings.notApplicable("G2b", basis, plain("g2b-flag-only"), flags);
  return findings.result("G2b", basis, plain("g2b-ok", { months: windowMonths }), flags);
}

/** An incident counts whether or not it led to a penalty. */
export function incidentGate(view: FactView, profile: Profile): GateResult {
  const { windowMonths, basis } = profile.gates.G3;
  const findings = new Findings();
  for (const fact of events(view, "incident")) {
    const clearsOn = addMonths(fact.value.occurredOn, windowMonths);
    if (isOpen(clearsOn, view.on)) continue;
    findings.use(fact.id);
    const { occurredOn } = fact.value;
    findings.failUntil(
      clearsOn,
      untilDay("g3-incident", clearsOn, { occurredOn, months: windowMonths })
    );
  }
  askForCoverage(findings, view, "incidents", windowMonths);
  return findings.result("G3", basis, plain("g3-ok", { months: windowMonths }));
}

export function crimeGate(view: FactView, profile: Profile): GateResult {
  const { windowMonths, basis, openCaseBlocks } = profile.gates.G4;
  const findings = new Findings();
  for (const fact of events(view, "crime")) {
    const { openedOn, convictedOn } = fact.value;
    if (convictedOn === null || convictedOn > view.on) {
      if (!openCaseBlocks) continue;
      findings.use(fact.id);
      findings.fail(changeable("g4-open", "agency", "criminal-case", { openedOn }));
      continue;
    }
    const clearsOn = addMonths(convictedOn, windowMonths);
    if (isOpen(clearsOn, view.on)) continue;
    findings.use(fact.id);
    findings.failUntil(
      clearsOn,
      untilDay("g4-convicted", clearsOn, { convictedOn, months: windowMonths })
    );
  }
  askForCoverage(findings, view, "crimes", windowMonths);
  return findings.result("G4", basis, plain("g4-ok", { months: windowMonths }));
}

export function falsificationGate(view: FactView, profile: Profile): GateResult {
  const { windowMonths, basis } = profile.gates.G9;
  const findings = new Findings();
  for (const fact of events(view, "falsification")) {
    const clearsOn = addMonths(fact.value.foundOn, windowMonths);
    if (isOpen(clearsOn, view.on)) continue;
    findings.use(fact.id);
    const { foundOn, what } = fact.value;
    findings.failUntil(
      clearsOn,
      untilDay("g9-found", clearsOn, { foundOn, conductCode: what, months: windowMonths })
    );
  }
  askForCoverage(findings, view, "falsification", windowMonths);
  return findings.result("G9", basis, plain("g9-ok", { months: windowMonths }));
}

/** A removed enterprise waits until the day that the removal decision set. Never listed: does not apply. */
export function reentryGate(view: FactView, profile: Profile): GateResult {
  const { basis } = profile.gates.G13;
  const findings = new Findings();
  const listing = current(view, "listing");
  if (listing?.value.status !== "removed")
    return findings.notApplicable("G13", basis, plain("g13-none"));
  findings.use(listing.id);
  const { reentryFrom } = listing.value;
  if (reentryFrom === null) findings.ask(changeable("g13-not-known", "agency", "ask-reentry"));
  else if (view.on < reentryFrom)
    findings.failUntil(reentryFrom, untilDay("g13-waiting", reentryFrom, {}));
  return findings.result("G13", basis, plain("g13-over"));
}
