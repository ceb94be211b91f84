import { describe, expect, it } from "vitest";
import { addMonths, day } from "~/shared/day";
import { evaluate } from "./evaluate";
import type { DimensionCode } from "./evaluation";
import { exampleFacts } from "./example-facts";
import type { Fact, FactKind, FactOf } from "./facts";
import { profileById, scoreRules } from "./rules.server";
import { scoreWeightsSchema, tiersSchema, type ItemCode } from "./weights";

const on = day("2026-11-22");
const base = exampleFacts(on).map((fact): Fact =>
  fact.kind === "learning-points" ? { ...fact, value: { balance: 12 } } : fact
);
const rules = scoreRules();
const score = (facts: readonly Fact[], at = on) =>
  evaluate(facts, profileById("default"), rules, at).score;
const items = (facts: readonly Fact[]) => score(facts).dimensions.flatMap((one) => one.items);
const item = (facts: readonly Fact[], code: ItemCode) =>
  items(facts).find((one) => one.code === code)!;
const dimension = (facts: readonly Fact[], code: DimensionCode) =>
  score(facts).dimensions.find((one) => one.code === code)!;
const without = (...kinds: FactKind[]) => base.filter((fact) => !kinds.includes(fact.kind));
function changed<K extends FactKind>(kind: K, value: Partial<FactOf<K>["value"]>): Fact[] {
  return base.map((fact) =>
    fact.kind === kind ? ({ ...fact, value: { ...fact.value, ...value } } as Fact) : fact
  );
}
const statement = (id: string) => ({
  id,
  validFrom: day("2020-01-01"),
  validTo: null,
  source: "test",
});
const penalty = (decidedOn: string, yuan: number): Fact => ({
  ...statement("p"),
  kind: "penalty",
  value: { decidedOn: day(decidedOn), fineFen: yuan * 100, severity: "ordinary" },
});

describe("the total", () => {
  it("is 100 with everything in order, air grade not applying", () => {
    expect(score(base)).toMatchObject({ total: 100, tier: "T1" });
  });

  it("is 85, tier 2, for an enterprise that does everything but use the portal", () => {
    const facts = without(
      "self-check-round",
      "correction-share",
      "recheck-agreement",
      "learning-points"
    );
    expect(score(facts)).toMatchObject({ total: 85, tier: "T2" });
  });

  it("is 0 when nothing is known", () => {
    expect(score([])).toMatchObject({ total: 0, tier: "key" });
    expect(
      items([]).every((one) => one.status === "not-known" || one.code === "self-check-rounds")
    ).toBe(true);
  });

  it("leaves out monitoring that is not required and rescales to 100", () => {
    const facts = changed("monitoring-state", { required: "no", validDataPercent: null });
    expect(dimension(facts, "monitoring")).toMatchObject({ applicable: false, points: 0 });
    expect(score(facts).total).toBe(100);
    expect(score(facts.filter((fact) => fact.kind !== "learning-points")).total).toBe(93.8);
  });

  it("leaves out reports and disclosure for registration and rescales the dimension", () => {
    const facts = changed("permit", { class: "registration" }).filter(
      (fact) => fact.kind !== "ledgers"
    );
    expect(item(facts, "reports").status).toBe("not-applicable");
    expect(item(facts, "disclosure").status).toBe("not-applicable");
    expect(dimension(facts, "permit-duties").points).toBe(8.57);
  });

  it("keeps a failed gate out of the upper tiers, whatever the score", () => {
    expect(score(changed("zoning", { compliant: "no" }))).toMatchObject({
      total: 100,
      tier: "ordinary",
    });
    expect(score(without("zoning"))).toMatchObject({ total: 100, tier: "ordinary" });
  });
});

describe("the record", () => {
  it.each([
    ["2023-12-01", 50_000, 27],
    ["2023-12-01", 50_000.01, 24],
    ["2023-12-01", 200_000, 24],
    ["2023-12-01", 200_000.01, 20],
    ["2023-11-23", 50_000, 27],
    ["2023-11-22", 50_000, 28.5],
    ["2023-11-22", 200_001, 25],
    ["2021-11-23", 50_000, 28.5],
    ["2021-11-22", 50_000, 30],
    ["2026-01-01", 50_000, 27],
  ])("a penalty of %s, %d yuan leaves %d of 30", (decidedOn, yuan, points) => {
    expect(item([...base, penalty(decidedOn, yuan)], "clean-record").points).toBe(points);
  });

  const violation = (id: string, decidedOn: string): Fact => ({
    ...statement(id),
    kind: "violation-without-penalty",
    value: { decidedOn: day(decidedOn) },
  });
  const lateFix = (dueOn: string): Fact => ({
    ...statement("l"),
    kind: "late-fix",
    value: { dueOn: day(dueOn), closedOn: null },
  });
  const complaint = (id: string, verifiedOn = "2026-01-01"): Fact => ({
    ...statement(id),
    kind: "verified-complaint",
    value: { verifiedOn: day(verifiedOn) },
  });

  it.each([
    ["a violation without penalty, the last day it counts", [violation("v", "2024-11-23")], 29],
    ["one that is 24 months old", [violation("v", "2024-11-22")], 30],
    ["a late correction", [lateFix("2026-03-01")], 27],
    ["one that was late 24 months ago", [lateFix("2024-11-22")], 30],
    ["one complaint", [complaint("a")], 28],
    ["three complaints", [complaint("a"), complaint("b"), complaint("c")], 24],
    [
      "a fourth one, over the cap",
      [complaint("a"), complaint("b"), complaint("c"), complaint("d")],
      24,
    ],
    ["an old complaint", [complaint("a", "2024-11-22")], 30],
  ])("%s", (_case, facts, points) => {
    expect(item([...base, ...facts], "clean-record").points).toBe(points);
  });

  it("never falls below zero", () => {
    const many = Array.from({ length: 9 }, (_, at) => ({
      ...penalty("2023-12-01", 300_000),
      id: `p${at}`,
    }));
    expect(item([...base, ...many], "clean-record")).toMatchObject({ points: 0, status: "none" });
  });

  it("is not known without a search of the last 60 months", () => {
    expect(item(without("record-check"), "clean-record")).toMatchObject({
      points: 0,
      status: "not-known",
    });
  });
});

describe("what was found again", () => {
  const repeated: Fact = {
    ...statement("again"),
    kind: "repeated-findings",
    value: { within12Months: 2, within24Months: 1 },
  };
  it("is said beside the corrections and costs nothing", () => {
    expect(score([...base, repeated]).total).toBe(score(base).total);
    const said = item([...base, repeated], "corrections-on-time");
    expect(said.reasons.at(-1)).toEqual({
      key: "item-repeated",
      params: { count: 3, recent: 2 },
      change: null,
    });
    expect(said.factsUsed).toContain("again");
  });
});

describe("other items", () => {
  it.each([
    ["valid-data", changed("monitoring-state", { validDataPercent: 95 }), 10],
    ["valid-data", changed("monitoring-state", { validDataPercent: 94.99 }), 6],
    ["valid-data", changed("monitoring-state", { validDataPercent: 90 }), 6],
    ["valid-data", changed("monitoring-state", { validDataPercent: 89.9 }), 0],
    ["alarms", changed("monitoring-state", { alarmsExplainedWithin24Hours: 2 }), 0],
    ["maintenance-log", changed("monitoring-state", { maintenanceLogComplete: "no" }), 0],
    ["reports", changed("reports", { executionReportsSubmitted: 4 }), 0],
    ["disclosure", changed("reports", { disclosureDone: "no" }), 0],
    ["self-monitoring", changed("self-monitoring", { complete: "no" }), 0],
    ["ledgers", base, 3],
    ["emergency-plan", changed("risk", { planDrilled: "no" }), 0],
    ["hazardous-waste", changed("risk", { hazardousWasteInOrder: "no" }), 0],
    ["receptors", base, 3],
    ["corrections-on-time", changed("correction-share", { closedOnTime: 9 }), 4],
    ["corrections-on-time", changed("correction-share", { due: 100, closedOnTime: 89 }), 0],
    ["recheck-agreement", changed("recheck-agreement", { compared: 10, agreed: 9 }), 2],
    ["recheck-agreement", changed("recheck-agreement", { compared: 10, agreed: 8 }), 0],
    ["management-system", changed("management", { managementSystem: "no" }), 0],
    ["cleaner-production", changed("management", { cleanerProductionLevel: "3" }), 0],
    ["cleaner-production", changed("management", { cleanerProductionLevel: "1" }), 3],
    ["air-grade", changed("management", { airGrade: "B" }), 4],
    ["air-grade", changed("management", { airGrade: "C" }), 0],
    ["learning-points", changed("learning-points", { balance: 6 }), 2.5],
    ["learning-points", changed("learning-points", { balance: 40 }), 5],
  ] as const)("%s, case %#", (code, facts, points) => {
    expect(item(facts as Fact[], code).points).toBe(points);
  });

  it("count two complete rounds within twelve months", () => {
    const round = (id: string, completedOn: string, complete = true): Fact => ({
      ...statement(id),
      kind: "self-check-round",
      value: {
        completedOn: day(completedOn),
        complete,
        findings: { redLine: 3, major: 9, minor: 9 },
      },
    });
    const rest = without("self-check-round");
    const points = (...facts: Fact[]) => item([...rest, ...facts], "self-check-rounds").points;
    expect(points(round("a", "2025-11-23"), round("b", "2026-11-22"))).toBe(4);
    expect(points(round("a", "2025-11-22"), round("b", "2026-11-22"))).toBe(0);
    expect(points(round("a", "2026-01-01"), round("b", "2026-11-22", false))).toBe(0);
  });

  it("drop a share of nothing", () => {
    expect(
      item(changed("correction-share", { due: 0, closedOnTime: 0 }), "corrections-on-time").status
    ).toBe("not-applicable");
  });
});

describe("rule files", () => {
  it("are refused when points do not add up", () => {
    const wrong = { ...rules.weights, learning: { ...rules.weights.learning, max: 6 } };
    expect(scoreWeightsSchema.safeParse(wrong).success).toBe(false);
  });

  it("are refused when tiers do not fall to 0", () => {
    expect(
      tiersSchema.safeParse({ ...rules.tiers, tiers: [...rules.tiers.tiers].reverse() }).success
    ).toBe(false);
  });
});

describe("a later day", () => {
  it("loses what has grown old and nothing else", () => {
    const later = score(base, addMonths(on, 5));
    const lost = later.dimensions
      .flatMap((one) => one.items)
      .filter((one) => one.status !== "full" && one.status !== "not-applicable");
    expect(lost.map((one) => one.code)).toEqual(["clean-record", "self-check-rounds"]);
  });
});
