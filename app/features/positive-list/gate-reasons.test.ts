/** The words of each gate on the record: which reason is given, with which values, and who can change it. */
import { describe, expect, it } from "vitest";
import { addDays, day, type Day } from "~/shared/day";
import { TEST_DAY as on } from "./arbitrary-facts.test-data";
import { exampleFacts } from "./example-facts";
import type { Reason } from "./evaluation";
import { viewOn } from "./fact-view";
import type { Fact } from "./facts";
import type { Profile } from "./profile";
import * as record from "./record-gates";
import { profileById } from "./rules.server";

const profile = profileById("default");
const { gates } = profile;
const base = exampleFacts(on);
type Said = { [F in Fact as F["kind"]]: Pick<F, "kind" | "value"> }[Fact["kind"]];
const fact = (id: string, said: Said, validFrom: Day): Fact => ({ ...said, id, validFrom, validTo: null, source: "test" });
const view = (facts: readonly Fact[]) => viewOn(facts, on, profile.recordFreshDays.value);
const unchecked = base.filter(({ kind }) => kind !== "record-check");
/** With other settings of one gate. */
const withGate = <G extends keyof Profile["gates"]>(code: G, more: Partial<Profile["gates"][G]>): Profile => ({
  ...profile,
  gates: { ...gates, [code]: { ...gates[code], ...more } },
});
const waiting = (key: string, clearsOn: string, params: Reason["params"]) => ({
  key,
  params: { ...params, clearsOn },
  change: { key: "wait-until", by: "time" },
  clearsOn,
});
const plainly = (key: string, params: Reason["params"] = {}) => ({ key, params, change: null });
const FOUND = day("2026-03-10");

const PENALTY = fact("p", { kind: "penalty", value: { decidedOn: FOUND, fineFen: 500, severity: "minor" } }, FOUND);
const VIOLATION = fact("v", { kind: "violation-without-penalty", value: { decidedOn: FOUND } }, FOUND);
const INCIDENT = fact("i", { kind: "incident", value: { occurredOn: FOUND, level: "ordinary" } }, FOUND);
const FALSE = fact("f", { kind: "falsification", value: { foundOn: FOUND, what: "evasion" } }, FOUND);
const crime = (convictedOn: Day | null) => fact("c", { kind: "crime", value: { openedOn: FOUND, convictedOn } }, FOUND);
const listed = (status: "listed" | "removed", reentryFrom: Day | null) =>
  fact("l", { kind: "listing", value: { listedOn: FOUND, endsOn: addDays(on, 900), status, reentryFrom } }, FOUND);

type Case = readonly [
  name: string,
  gate: (view: ReturnType<typeof viewOn>, profile: Profile) => { readonly reasons: readonly Reason[] },
  found: Fact,
  why: ReturnType<typeof waiting>,
  ok: ReturnType<typeof plainly>,
  asked: { readonly scopeCode: string; readonly fromOn: string },
];

describe.each<Case>([
  [
    "penalty",
    record.penaltyGate,
    PENALTY,
    waiting("g2-penalty", "2028-03-10", { decidedOn: FOUND, fineFen: 500, months: 24 }),
    plainly("g2-ok", { months: 24 }),
    { scopeCode: "penalties", fromOn: "2024-11-22" },
  ],
  [
    "violation",
    record.violationGate,
    VIOLATION,
    waiting("g2b-violation", "2028-03-10", { decidedOn: FOUND, months: 24 }),
    plainly("g2b-ok", { months: 24 }),
    { scopeCode: "violations", fromOn: "2024-11-22" },
  ],
  [
    "incident",
    record.incidentGate,
    INCIDENT,
    waiting("g3-incident", "2028-03-10", { occurredOn: FOUND, months: 24 }),
    plainly("g3-ok", { months: 24 }),
    { scopeCode: "incidents", fromOn: "2024-11-22" },
  ],
  [
    "conviction",
    record.crimeGate,
    crime(FOUND),
    waiting("g4-convicted", "2029-03-10", { convictedOn: FOUND, months: 36 }),
    plainly("g4-ok", { months: 36 }),
    { scopeCode: "crimes", fromOn: "2023-11-22" },
  ],
  [
    "falsification",
    record.falsificationGate,
    FALSE,
    waiting("g9-found", "2031-03-10", { foundOn: FOUND, conductCode: "evasion", months: 60 }),
    plainly("g9-ok", { months: 60 }),
    { scopeCode: "falsification", fromOn: "2021-11-22" },
  ],
])("%s", (_name, gate, found, why, ok, { scopeCode, fromOn }) => {
  const asks = {
    key: "record-not-checked",
    params: { fromOn, toOn: on, scopeCode },
    change: { key: "record-check", by: "agency" },
  };

  it("closes until its window has passed, and only time changes that", () => {
    expect(gate(view([...base, found]), profile)).toMatchObject({ outcome: "failed", clearsOn: why.clearsOn });
    expect(gate(view([...base, found]), profile).reasons).toEqual([why]);
  });
  it("passes on a record that was searched", () => {
    expect(gate(view(base), profile)).toMatchObject({ outcome: "passed", reasons: [ok] });
  });
  it("asks for the search of the window that nobody has made", () => {
    expect(gate(view(unchecked), profile)).toMatchObject({ outcome: "unknown", reasons: [asks] });
    expect(gate(view([...unchecked, found]), profile).reasons).toEqual([why, asks]);
  });
});

describe("a violation that is only flagged", () => {
  const flagging = withGate("G2b", { mode: "flag" });
  const flag = waiting("g2b-flag", "2028-03-10", { decidedOn: FOUND, months: 24 });

  it("closes nothing, and without a search of the record the gate does not apply", () => {
    expect(record.violationGate(view([...base, VIOLATION]), flagging)).toMatchObject({
      outcome: "passed",
      reasons: [plainly("g2b-ok", { months: 24 })],
      flags: [flag],
    });
    expect(record.violationGate(view([...unchecked, VIOLATION]), flagging)).toMatchObject({
      outcome: "not-applicable",
      reasons: [plainly("g2b-flag-only")],
      flags: [flag],
    });
  });
});

describe("a criminal case", () => {
  const openCase = { key: "g4-open", params: { openedOn: FOUND }, change: { key: "criminal-case", by: "agency" } };

  it.each<[string, Day | null, object]>([
    ["open", null, { outcome: "failed", reasons: [openCase], clearsOn: null }],
    ["with a conviction still to come", addDays(on, 1), { outcome: "failed", reasons: [openCase], clearsOn: null }],
    ["convicted today", on, { outcome: "failed", clearsOn: "2029-11-22" }],
  ])("%s", (_case, convictedOn, expected) => {
    expect(record.crimeGate(view([...base, crime(convictedOn)]), profile)).toMatchObject(expected);
  });

  it("that is open closes nothing where the city's rules do not say so", () => {
    const milder = withGate("G4", { openCaseBlocks: false });
    expect(record.crimeGate(view([...base, crime(null)]), milder).outcome).toBe("passed");
    expect(record.crimeGate(view([...base, crime(FOUND)]), milder).outcome).toBe("failed");
  });
});

describe("an enterprise that was removed", () => {
  it.each<[string, Fact | null, object]>([
    ["never listed", null, { outcome: "not-applicable", reasons: [plainly("g13-none")] }],
    ["listed", listed("listed", null), { outcome: "not-applicable", reasons: [plainly("g13-none")] }],
    ["waiting", listed("removed", addDays(on, 1)), { outcome: "failed", reasons: [waiting("g13-waiting", "2026-11-23", {})] }],
    ["free from today", listed("removed", on), { outcome: "passed", reasons: [plainly("g13-over")], factsUsed: ["l"] }],
    [
      "without a day",
      listed("removed", null),
      { outcome: "unknown", reasons: [{ key: "g13-not-known", params: {}, change: { key: "ask-reentry", by: "agency" } }] },
    ],
  ])("%s", (_case, listing, expected) => {
    expect(record.reentryGate(view(listing ? [...base, listing] : base), profile)).toMatchObject(expected);
  });
});
