/**
 * The gates of the default profile once more, for two general rule engines. They are given numbers and words that were
 * counted from the facts beforehand (`counted`), which is the larger part of the work and is left out of their time; what
 * they do is decide. A gate is failed, else unknown, else not applicable, else passed, in the order `RULES` names.
 */
const SCOPES = /** @type {const} */ (["penalties", "violations", "incidents", "crimes", "falsification"]);

/** @param {string} day @param {number} months */
function monthsLater(day, months) {
  const index = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const [year, month] = [Math.floor(index / 12), (index % 12) + 1];
  const date = Math.min(Number(day.slice(8)), new Date(Date.UTC(year, month, 0)).getUTCDate());
  return `${year}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
}
const daysLater = (/** @type {string} */ day, /** @type {number} */ days) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** @typedef {{ id: string, kind: string, value: any, validFrom: string, validTo: string | null }} Fact */

/** @param {Fact[]} facts @param {any} profile @param {string} on */
export function counted(facts, profile, on) {
  const { gates } = profile;
  const of = (/** @type {string} */ kind) => facts.filter((fact) => fact.kind === kind && fact.validFrom <= on && (fact.validTo === null || fact.validTo >= on));
  const newest = (/** @type {string} */ kind) => of(kind).sort((a, b) => (a.validFrom < b.validFrom ? 1 : -1))[0]?.value;
  const within = (/** @type {string} */ kind, /** @type {string} */ day, /** @type {number} */ months) =>
    of(kind).filter(({ value }) => value[day] && value[day] <= on && monthsLater(value[day], months) > on).length;
  const freshFrom = daysLater(on, -profile.recordFreshDays.value);
  const covered = (/** @type {string} */ scope, /** @type {number} */ months) => {
    let next = monthsLater(on, -months);
    const checks = of("record-check").filter(({ value }) => value.scopes.includes(scope)).sort((a, b) => (a.value.from < b.value.from ? -1 : 1));
    for (const { value } of checks) if (value.from <= next && daysLater(value.to, 1) > next) next = daysLater(value.to, 1);
    return checks.length > 0 && next > freshFrom ? 1 : 0;
  };
  const windows = { penalties: gates.G2.windowMonths, violations: gates.G2b.windowMonths, incidents: gates.G3.windowMonths, crimes: gates.G4.windowMonths, falsification: gates.G9.windowMonths };
  const permit = newest("permit");
  const reports = newest("reports");
  const state = newest("monitoring-state");
  const answers = permit ? [permit.eiaComplete, permit.acceptanceComplete, permit.treatmentComplete] : ["not-known"];
  const needs = state?.required === "yes" ? [state.installed, state.working, state.networked, state.stable] : gates.G6.offSiteEvidenceForOthers && state ? [state.offSiteEvidence] : [];
  const excluded = gates.G7.exclusions.map((/** @type {string} */ one) => newest("exclusion")?.findings[one] ?? "not-known");
  const open = newest("open-matters");
  const count = (/** @type {string[]} */ list, /** @type {string} */ word) => list.filter((one) => one === word).length;
  return {
    ...Object.fromEntries(SCOPES.map((scope) => [`${scope}Covered`, covered(scope, windows[scope])])),
    penalties: within("penalty", "decidedOn", windows.penalties),
    violations: within("violation-without-penalty", "decidedOn", windows.violations),
    incidents: within("incident", "occurredOn", windows.incidents),
    crimes: within("crime", "convictedOn", windows.crimes) + (gates.G4.openCaseBlocks ? of("crime").filter(({ value }) => value.convictedOn === null).length : 0),
    falsifications: within("falsification", "foundOn", windows.falsification),
    permitFaults: count(answers, "no") + (permit && permit.expiresOn < on ? 1 : 0),
    permitUnknown: count(answers, "not-known"),
    isRegistered: permit?.class === "registration" ? 1 : 0,
    reportFaults: reports ? Math.max(0, reports.executionReportsDue - reports.executionReportsSubmitted) + count([reports.disclosureDone], "no") : 0,
    reportUnknown: (reports && permit ? 0 : 1) + count([reports?.disclosureDone ?? ""], "not-known"),
    monitoringFaults: (state?.alarmsUnexplained ?? 0) + count(needs, "no"),
    monitoringUnknown: (state && permit ? 0 : 1) + needs.length - count(needs, "no") - count(needs, "yes"),
    hasMonitoringDuty: state?.required === "yes" || gates.G6.offSiteEvidenceForOthers ? 1 : 0,
    excluded: count(excluded, "yes"),
    exclusionUnknown: count(excluded, "not-known"),
    zoning: newest("zoning")?.compliant ?? "not-known",
    gradeKnown: newest("credit-grade") ? 1 : 0,
    gradeRefused: gates.G10.refusedGrades.includes(newest("credit-grade")?.grade) ? 1 : 0,
    gradeRated: newest("credit-grade")?.grade === "not-rated" ? 0 : 1,
    openKnown: open ? 1 : 0,
    openMatters: open ? open.overdueCorrections + open.verifiedComplaintsPending : 0,
    pledges: of("pledge").filter(({ value }) => value.foundFalseOn === null && value.signedOn <= on).length,
    falsePledges: within("pledge", "foundFalseOn", gates.G12.falsePledgeMonths),
  };
}

/** @typedef {[name: string, operator: "greaterThan" | "equal", value: number | string]} Condition */
/** What makes each gate fail, be unknown, or not apply: one condition is enough. @type {Record<string, [outcome: string, ...Condition[]][]>} */
export const RULES = {
  G1: [["failed", ["permitFaults", "greaterThan", 0]], ["unknown", ["permitUnknown", "greaterThan", 0]]],
  G2: [["failed", ["penalties", "greaterThan", 0]], ["unknown", ["penaltiesCovered", "equal", 0]]],
  G2b: [["failed", ["violations", "greaterThan", 0]], ["unknown", ["violationsCovered", "equal", 0]]],
  G3: [["failed", ["incidents", "greaterThan", 0]], ["unknown", ["incidentsCovered", "equal", 0]]],
  G4: [["failed", ["crimes", "greaterThan", 0]], ["unknown", ["crimesCovered", "equal", 0]]],
  G5: [["not-applicable", ["isRegistered", "equal", 1]], ["failed", ["reportFaults", "greaterThan", 0]], ["unknown", ["reportUnknown", "greaterThan", 0]]],
  G6: [["failed", ["monitoringFaults", "greaterThan", 0]], ["unknown", ["monitoringUnknown", "greaterThan", 0]], ["not-applicable", ["hasMonitoringDuty", "equal", 0]]],
  G7: [["failed", ["excluded", "greaterThan", 0]], ["unknown", ["exclusionUnknown", "greaterThan", 0]]],
  G8: [["failed", ["zoning", "equal", "no"]], ["unknown", ["zoning", "equal", "not-known"]], ["not-applicable", ["zoning", "equal", "not-applicable"]]],
  G9: [["failed", ["falsifications", "greaterThan", 0]], ["unknown", ["falsificationCovered", "equal", 0]]],
  G10: [["unknown", ["gradeKnown", "equal", 0]], ["not-applicable", ["gradeRated", "equal", 0]], ["failed", ["gradeRefused", "equal", 1]]],
  G11: [["unknown", ["openKnown", "equal", 0]], ["failed", ["openMatters", "greaterThan", 0]]],
  G12: [["failed", ["pledges", "equal", 0], ["falsePledges", "greaterThan", 0]]],
};

/** @param {typeof import("json-rules-engine").Engine} Engine @returns {(facts: object) => Promise<Record<string, string>>} */
export function withJsonRules(Engine) {
  const engine = new Engine();
  for (const [gate, outcomes] of Object.entries(RULES))
    for (const [outcome, ...conditions] of outcomes)
      engine.addRule({
        conditions: { any: conditions.map(([fact, operator, value]) => ({ fact, operator, value })) },
        event: { type: gate, params: { outcome } },
      });
  return async (facts) => {
    const { events } = await engine.run({ ...facts });
    /** @type {Record<string, string>} */
    const found = {};
    for (const [gate, outcomes] of Object.entries(RULES)) {
      const met = new Set(events.filter(({ type }) => type === gate).map(({ params }) => params?.["outcome"]));
      found[gate] = outcomes.find(([outcome]) => met.has(outcome))?.[0] ?? "passed";
    }
    return found;
  };
}

/** @param {typeof import("@gorules/zen-engine").ZenEngine} ZenEngine @returns {(facts: object) => Promise<Record<string, string>>} */
export function withZen(ZenEngine) {
  const test = (/** @type {Condition} */ [name, operator, value]) => `${name} ${operator === "equal" ? "==" : ">"} ${typeof value === "string" ? `'${value}'` : value}`;
  const expressions = Object.entries(RULES).map(([gate, outcomes]) => ({
    id: gate,
    key: gate,
    value: outcomes.reduceRight((rest, [outcome, ...conditions]) => `(${conditions.map(test).join(" or ")}) ? '${outcome}' : (${rest})`, "'passed'"),
  }));
  const decision = new ZenEngine().createDecision({
    nodes: [
      { id: "in", type: "inputNode", name: "in", position: { x: 0, y: 0 } },
      { id: "gates", type: "expressionNode", name: "gates", position: { x: 1, y: 0 }, content: { expressions } },
      { id: "out", type: "outputNode", name: "out", position: { x: 2, y: 0 } },
    ],
    edges: [
      { id: "a", sourceId: "in", targetId: "gates", type: "edge" },
      { id: "b", sourceId: "gates", targetId: "out", type: "edge" },
    ],
  });
  return async (facts) => (await decision.evaluate(facts)).result;
}
