import { describe, expect, it } from "vitest";
import { addDays, day } from "~/shared/day";
import { evaluate } from "./evaluate";
import { exampleFacts } from "./example-facts";
import type { Fact, FactKind, FactOf } from "./facts";
import type { GateCode } from "./profile";
import { profileById, profiles, scoreRules } from "./rules.server";

const on = day("2026-11-22");
const base = exampleFacts(on);

const statement = (id: string) => ({
  id,
  validFrom: day("2020-01-01"),
  validTo: null,
  source: "test",
});

function gate(code: GateCode, facts: readonly Fact[], at = on, profileId = "default") {
  return evaluate(facts, profileById(profileId), scoreRules(), at).gates.find(
    (one) => one.code === code
  )!;
}

const without = (kind: FactKind) => base.filter((fact) => fact.kind !== kind);

function changed<K extends FactKind>(kind: K, value: Partial<FactOf<K>["value"]>): Fact[] {
  return base.map((fact) =>
    fact.kind === kind ? ({ ...fact, value: { ...fact.value, ...value } } as Fact) : fact
  );
}

const penalty = (decidedOn: string): Fact => ({
  ...statement("p"),
  kind: "penalty",
  value: { decidedOn: day(decidedOn), fineFen: 100, severity: "minor" },
});
const violation = (decidedOn: string): Fact => ({
  ...statement("v"),
  kind: "violation-without-penalty",
  value: { decidedOn: day(decidedOn) },
});
const incident = (occurredOn: string): Fact => ({
  ...statement("i"),
  kind: "incident",
  value: { occurredOn: day(occurredOn), level: "ordinary" },
});
const crime = (convictedOn: string | null, openedOn = "2019-01-01"): Fact => ({
  ...statement("c"),
  kind: "crime",
  value: { openedOn: day(openedOn), convictedOn: convictedOn === null ? null : day(convictedOn) },
});
const falsification = (foundOn: string): Fact => ({
  ...statement("f"),
  kind: "falsification",
  value: { foundOn: day(foundOn), what: "evasion" },
});

describe("the example enterprise", () => {
  it.each([...profiles().keys()])("passes every gate of %s", (id) => {
    const { gates, outcome } = evaluate(base, profileById(id), scoreRules(), on);
    expect(gates.filter((one) => !one.passed)).toEqual([]);
    expect(outcome).toBe("ELIGIBLE");
  });
});

describe("windows end on the same date so many months later", () => {
  it.each([
    ["G2", penalty("2024-11-23"), "failed", "2026-11-23"],
    ["G2", penalty("2024-11-22"), "passed", null],
    ["G2", penalty("2024-11-21"), "passed", null],
    ["G2b", violation("2024-11-23"), "failed", "2026-11-23"],
    ["G2b", violation("2024-11-22"), "passed", null],
    ["G3", incident("2024-11-23"), "failed", "2026-11-23"],
    ["G3", incident("2024-11-22"), "passed", null],
    ["G4", crime("2023-11-23"), "failed", "2026-11-23"],
    ["G4", crime("2023-11-22"), "passed", null],
    ["G4", crime(null), "failed", null],
    ["G9", falsification("2021-11-23"), "failed", "2026-11-23"],
    ["G9", falsification("2021-11-22"), "passed", null],
    ["G2", penalty("2026-11-22"), "failed", "2028-11-22"],
    ["G2", penalty("2026-11-23"), "passed", null],
  ] as const)("%s: %j is %s", (code, fact, outcome, clearsOn) => {
    expect(gate(code, [...base, fact])).toMatchObject({ outcome, clearsOn });
  });

  it("ends a window begun on 29 February on 28 February of a common year", () => {
    const facts = [...exampleFacts(day("2026-02-28")), penalty("2024-02-29")];
    expect(gate("G2", facts, day("2026-02-28"))).toMatchObject({ outcome: "passed" });
    const earlier = [...exampleFacts(day("2026-02-27")), penalty("2024-02-29")];
    expect(gate("G2", earlier, day("2026-02-27"))).toMatchObject({
      outcome: "failed",
      clearsOn: "2026-02-28",
    });
  });

  it("names the latest of several clearing days", () => {
    const facts = [...base, penalty("2025-03-01"), { ...penalty("2026-01-31"), id: "q" }];
    expect(gate("G2", facts)).toMatchObject({
      clearsOn: "2028-01-31",
      factsUsed: ["p", "q", "example-01"],
    });
  });

  it("lets time open nothing while a criminal case is open as well", () => {
    expect(
      gate("G4", [...base, crime("2024-01-01"), { ...crime(null), id: "d" }]).clearsOn
    ).toBeNull();
  });

  it("does not count a decision that was set aside", () => {
    expect(
      gate("G2", [...base, { ...penalty("2026-01-01"), validTo: day("2026-06-30") }]).outcome
    ).toBe("passed");
  });
});

describe("records that were not searched", () => {
  it.each(["G2", "G2b", "G3", "G4", "G9"] as const)("leave %s unknown", (code) => {
    expect(gate(code, without("record-check")).outcome).toBe("unknown");
  });

  it("are stale after 35 days", () => {
    const check = (to: string): Fact[] =>
      base.map((fact) =>
        fact.kind === "record-check" ? { ...fact, value: { ...fact.value, to: day(to) } } : fact
      );
    expect(gate("G2", check("2026-10-18")).outcome).toBe("passed");
    expect(gate("G2", check("2026-10-17")).outcome).toBe("unknown");
  });

  it("must be searched without a gap", () => {
    const checked = (id: string, from: string, to: string): Fact => ({
      ...statement(id),
      kind: "record-check",
      value: { scopes: ["penalties"], from: day(from), to: day(to) },
    });
    const rest = without("record-check");
    const first = checked("r1", "2024-11-22", "2025-12-31");
    expect(gate("G2", [checked("r2", "2026-01-01", "2026-11-20"), ...rest, first]).outcome).toBe(
      "passed"
    );
    expect(gate("G2", [checked("r2", "2026-01-02", "2026-11-20"), ...rest, first]).outcome).toBe(
      "unknown"
    );
    expect(gate("G2", [...rest, checked("r3", "2024-11-23", "2026-11-20")]).outcome).toBe(
      "unknown"
    );
  });

  it("still fail a gate when something is known", () => {
    expect(gate("G2", [...without("record-check"), penalty("2026-01-01")]).outcome).toBe("failed");
  });
});

describe("violations without penalty by profile", () => {
  const facts = [...base, violation("2026-05-01")];

  it("close the gate in Fujian", () => {
    expect(gate("G2b", facts, on, "fujian")).toMatchObject({
      outcome: "failed",
      clearsOn: "2028-05-01",
    });
  });

  it("are only noted in Guangzhou", () => {
    const result = gate("G2b", facts, on, "guangzhou");
    expect(result).toMatchObject({ outcome: "passed", clearsOn: null });
    expect(result.flags).toMatchObject([{ key: "g2b-flag", params: { decidedOn: "2026-05-01" } }]);
  });
});

describe("gates on how the enterprise stands", () => {
  it.each([
    ["G1", changed("permit", { expiresOn: on }), "passed", "g1-ok"],
    ["G1", changed("permit", { expiresOn: addDays(on, -1) }), "failed", "g1-expired"],
    ["G1", changed("permit", { startsOn: addDays(on, 1) }), "failed", "g1-not-started"],
    ["G1", changed("permit", { eiaComplete: "no" }), "failed", "g1-eia-no"],
    ["G1", changed("permit", { eiaComplete: "not-applicable" }), "passed", "g1-ok"],
    [
      "G1",
      changed("permit", { treatmentComplete: "not-known" }),
      "unknown",
      "g1-treatment-not-known",
    ],
    ["G1", without("permit"), "unknown", "g1-none"],
    ["G5", changed("reports", { executionReportsSubmitted: 4 }), "failed", "g5-missing"],
    ["G5", changed("reports", { disclosureDone: "no" }), "failed", "g5-disclosure-no"],
    [
      "G5",
      changed("reports", { disclosureDone: "not-known" }),
      "unknown",
      "g5-disclosure-not-known",
    ],
    ["G5", without("reports"), "unknown", "g5-none"],
    ["G5", without("permit"), "unknown", "g5-none"],
    ["G5", changed("permit", { class: "registration" }), "not-applicable", "g5-registration"],
    ["G6", changed("monitoring-state", { installed: "no" }), "failed", "g6-not-installed"],
    ["G6", changed("monitoring-state", { working: "no" }), "failed", "g6-not-working"],
    ["G6", changed("monitoring-state", { networked: "no" }), "failed", "g6-not-networked"],
    [
      "G6",
      changed("monitoring-state", { stable: "not-applicable" }),
      "unknown",
      "g6-state-not-known",
    ],
    ["G6", changed("monitoring-state", { alarmsUnexplained: 1 }), "failed", "g6-alarms"],
    [
      "G6",
      changed("monitoring-state", { required: "not-known" }),
      "unknown",
      "g6-required-not-known",
    ],
    ["G6", changed("monitoring-state", { required: "no", installed: "no" }), "passed", "g6-ok"],
    [
      "G6",
      changed("monitoring-state", { required: "no", offSiteEvidence: "no" }),
      "failed",
      "g6-evidence-no",
    ],
    [
      "G6",
      changed("monitoring-state", { required: "no", offSiteEvidence: "not-known" }),
      "unknown",
      "g6-evidence-not-known",
    ],
    ["G6", without("monitoring-state"), "unknown", "g6-none"],
    [
      "G7",
      changed("exclusion", { findings: { "household-waste-incineration": "yes" } }),
      "failed",
      "g7-excluded",
    ],
    ["G7", changed("exclusion", { findings: {} }), "unknown", "g7-not-known"],
    ["G7", without("exclusion"), "unknown", "g7-not-known"],
    ["G8", changed("zoning", { compliant: "no" }), "failed", "g8-no"],
    ["G8", changed("zoning", { compliant: "not-known" }), "unknown", "g8-not-known"],
    ["G8", without("zoning"), "unknown", "g8-not-known"],
    ["G10", changed("credit-grade", { grade: "yellow" }), "failed", "g10-refused"],
    ["G10", changed("credit-grade", { grade: "D" }), "failed", "g10-refused"],
    ["G10", changed("credit-grade", { grade: "B" }), "passed", "g10-ok"],
    ["G10", changed("credit-grade", { grade: "not-rated" }), "not-applicable", "g10-not-rated"],
    ["G10", without("credit-grade"), "unknown", "g10-not-known"],
    ["G11", changed("open-matters", { overdueCorrections: 1 }), "failed", "g11-overdue"],
    ["G11", changed("open-matters", { verifiedComplaintsPending: 2 }), "failed", "g11-complaints"],
    ["G11", without("open-matters"), "unknown", "g11-not-known"],
    ["G12", without("pledge"), "failed", "g12-not-signed"],
    ["G12", changed("pledge", { signedOn: addDays(on, 1) }), "failed", "g12-not-signed"],
    ["G12", changed("pledge", { foundFalseOn: on }), "failed", "g12-false"],
  ] as const)("%s, case %#", (code, facts, outcome, key) => {
    const result = gate(code, facts as Fact[]);
    expect(result.outcome).toBe(outcome);
    expect(result.reasons.map((reason) => reason.key)).toContain(key);
  });

  it("take the newest statement and forget one that ended", () => {
    const bad: Fact = { ...statement("z"), kind: "zoning", value: { compliant: "no" } };
    expect(gate("G8", [...base, bad]).outcome).toBe("passed");
    expect(gate("G8", [...base, { ...bad, validFrom: on }]).outcome).toBe("failed");
    expect(gate("G8", [...base, { ...bad, validFrom: addDays(on, 1) }]).outcome).toBe("passed");
    expect(gate("G8", [...without("zoning"), { ...bad, validTo: addDays(on, -1) }]).outcome).toBe(
      "unknown"
    );
  });

  it("hold to the end of their last day", () => {
    const last: Fact = {
      ...statement("z"),
      kind: "zoning",
      value: { compliant: "yes" },
      validTo: on,
    };
    expect(gate("G8", [...without("zoning"), last]).outcome).toBe("passed");
    const setAside = (validTo: string): Fact => ({
      ...penalty("2026-01-01"),
      validTo: day(validTo),
    });
    expect(gate("G2", [...base, setAside("2026-11-22")]).outcome).toBe("failed");
    expect(gate("G2", [...base, setAside("2026-11-21")]).outcome).toBe("passed");
  });

  it("ask for every site of an enterprise with two permits", () => {
    const permit = base.find((fact): fact is FactOf<"permit"> => fact.kind === "permit")!;
    const second: Fact = { ...permit, id: "second", value: { ...permit.value, site: "B" } };
    const first: Fact = { ...permit, value: { ...permit.value, site: "A" } };
    const facts = [...without("permit"), first, second];
    expect(gate("G1", facts).outcome).toBe("passed");
    expect(gate("G6", facts).outcome).toBe("unknown");
    const expired: Fact = { ...second, value: { ...second.value, expiresOn: addDays(on, -1) } };
    expect(gate("G1", [...without("permit"), first, expired]).outcome).toBe("failed");
  });

  it("hold a removed enterprise until its day of re-entry", () => {
    const listing = (reentryFrom: string | null): Fact => ({
      ...statement("l"),
      kind: "listing",
      value: {
        listedOn: day("2025-01-01"),
        endsOn: day("2028-01-01"),
        status: "removed",
        reentryFrom: reentryFrom === null ? null : day(reentryFrom),
      },
    });
    expect(gate("G13", base).outcome).toBe("not-applicable");
    expect(gate("G13", [...base, listing("2026-11-23")])).toMatchObject({
      outcome: "failed",
      clearsOn: "2026-11-23",
    });
    expect(gate("G13", [...base, listing("2026-11-22")]).outcome).toBe("passed");
    expect(gate("G13", [...base, listing(null)]).outcome).toBe("unknown");
  });

  it("clear a false pledge after 60 months, and ask for a new one", () => {
    const facts = changed("pledge", {
      signedOn: day("2020-01-01"),
      foundFalseOn: day("2021-11-23"),
    });
    expect(gate("G12", facts).reasons.map((reason) => reason.key)).toEqual([
      "g12-false",
      "g12-not-signed",
    ]);
    const renewed: Fact = {
      ...statement("n"),
      kind: "pledge",
      value: { signedOn: day("2026-11-01"), version: 1, foundFalseOn: null },
    };
    expect(gate("G12", [...facts, renewed])).toMatchObject({
      outcome: "failed",
      clearsOn: "2026-11-23",
    });
  });
});
