import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { day } from "~/shared/day";
import { anyFacts, TEST_DAY as on } from "./arbitrary-facts.test-data";
import { evaluate } from "./evaluate";
import { exampleFacts } from "./example-facts";
import { factsSchema, type Fact, type FactKind } from "./facts";
import { pathToNextTier, walkedBy } from "./path";
import { profileById, profiles, scoreRules } from "./rules.server";

const rules = scoreRules();
const profile = profileById("default");
const without = (...kinds: FactKind[]) =>
  exampleFacts(on).filter((fact) => !kinds.includes(fact.kind));
const walked = walkedBy;
const place = (code: string) => rules.tiers.tiers.findIndex((tier) => tier.code === code);

describe("pathToNextTier", () => {
  it("reaches the tier it aims at, with facts that fit their schemas, or says what stands in the way", () => {
    let reachable = 0;
    fc.assert(
      fc.property(anyFacts, fc.constantFrom(...profiles().values()), (facts, rulesOf) => {
        const path = pathToNextTier(facts, rulesOf, rules, on);
        const after = walked(facts, path);
        const result = evaluate(after, rulesOf, rules, path.earliestOn);
        const hasArrived =
          place(result.score.tier) <= place(path.target ?? "T1") &&
          result.score.total === path.totalAfter;
        reachable += path.isReachable && path.steps.length > 0 ? 1 : 0;
        expect(factsSchema.safeParse(after).error).toBeUndefined();
        expect(path.isReachable ? hasArrived : path.obstacles.length > 0).toBe(true);
      })
    );
    expect(reachable).toBeGreaterThan(20);
  });

  it("names no item that could be left out", () => {
    let superfluous = 0;
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const path = pathToNextTier(facts, profile, rules, on);
        const last = path.steps.at(-1);
        const target = rules.tiers.tiers.find((tier) => tier.code === path.target);
        if (!target || last?.kind !== "item") return;
        const { total } = evaluate(
          walked(facts, { ...path, steps: path.steps.slice(0, -1) }),
          profile,
          rules,
          path.earliestOn
        ).score;
        superfluous += total >= target.minScore ? 1 : 0;
      }),
      { numRuns: 60 }
    );
    expect(superfluous).toBe(0);
  });

  it("has nothing to do at the top", () => {
    expect(pathToNextTier(exampleFacts(on), profile, rules, on)).toMatchObject({
      target: null,
      steps: [],
    });
  });

  it("names the largest gains first", () => {
    const path = pathToNextTier(
      without("self-check-round", "correction-share", "recheck-agreement", "learning-points"),
      profile,
      rules,
      on
    );
    expect(path).toMatchObject({ target: "T1", isReachable: true, earliestOn: on, totalAfter: 90 });
    expect(path.steps.map((step) => [step.code, step.points])).toEqual([["learning-points", 5]]);
  });

  it("opens gates before it counts points", () => {
    const path = pathToNextTier(without("pledge", "zoning"), profile, rules, on);
    expect(path.steps.map((step) => [step.kind, step.code])).toEqual([
      ["gate", "G8"],
      ["gate", "G12"],
    ]);
  });

  it("waits for a window to end, and keeps what grows old meanwhile up to date", () => {
    const penalty: Fact = {
      id: "p",
      kind: "penalty",
      value: { decidedOn: day("2025-11-30"), fineFen: 100, severity: "minor" },
      validFrom: day("2025-11-30"),
      validTo: null,
      source: "test",
    };
    const path = pathToNextTier([...exampleFacts(on), penalty], profile, rules, on);
    expect(path).toMatchObject({ target: "T2", isReachable: true, earliestOn: "2027-11-30" });
    expect(path.steps[0]).toMatchObject({ kind: "wait", code: "G2", until: "2027-11-30" });
  });

  it("says what stands in the way when nothing helps", () => {
    const open: Fact = {
      id: "c",
      kind: "crime",
      value: { openedOn: day("2026-01-01"), convictedOn: null },
      validFrom: day("2026-01-01"),
      validTo: null,
      source: "test",
    };
    const path = pathToNextTier([...exampleFacts(on), open], profile, rules, on);
    expect(path).toMatchObject({ isReachable: false, steps: [] });
    expect(path.obstacles.map((reason) => reason.key)).toContain("g4-open");
  });
});
