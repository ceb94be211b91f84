import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { day } from "~/shared/day";
import { anyFacts, badFact, TEST_DAY as on } from "./arbitrary-facts.test-data";
import { canonicalJson } from "./canonical";
import { evaluate } from "./evaluate";
import { evaluationHash, freezeEvaluation, replays } from "./evaluation.server";
import { evaluationSchema } from "./evaluation";
import { exampleFacts } from "./example-facts";
import { factsSchema, type Fact } from "./facts";
import { profileById, profiles, scoreRules } from "./rules.server";

const rules = scoreRules();
const profile = fc.constantFrom(...profiles().values());
const rank = { ELIGIBLE: 2, NOT_ELIGIBLE: 1, REMOVED: 0 };
const tierRank = (code: string) => -rules.tiers.tiers.findIndex((tier) => tier.code === code);

const listing = (status: "listed" | "suspended" | "removed" | "expired"): Fact => ({
  id: "listing",
  kind: "listing",
  value: { listedOn: day("2025-06-01"), endsOn: day("2028-05-31"), status, reentryFrom: null },
  validFrom: day("2025-06-01"),
  validTo: null,
  source: "portal",
});
const penalty = (decidedOn: string): Fact => ({
  id: "penalty",
  kind: "penalty",
  value: { decidedOn: day(decidedOn), fineFen: 1, severity: "minor" },
  validFrom: day(decidedOn),
  validTo: null,
  source: "test",
});

describe("properties of every evaluation", () => {
  it("fits its schema, keeps the score within 0 and 100, and never passes a gate on nothing", () => {
    fc.assert(
      fc.property(anyFacts, profile, (facts, rulesOf) => {
        const result = evaluate(facts, rulesOf, rules, on);
        expect(evaluationSchema.safeParse(result).error).toBeUndefined();
        expect(result.score.total).toBeGreaterThanOrEqual(0);
        expect(result.score.total).toBeLessThanOrEqual(100);
        const baseless = result.gates.filter(
          (gate) => gate.outcome === "passed" && gate.factsUsed.length === 0
        );
        expect(baseless).toEqual([]);
        const closed = result.gates.filter((gate) => !gate.passed);
        expect(
          closed.flatMap((gate) => gate.reasons).filter((reason) => reason.change === null)
        ).toEqual([]);
        expect(result.outcome === "ELIGIBLE").toBe(
          result.gates.every((gate) => gate.passed) && !result.removal
        );
        expect(!result.recommended || result.outcome === "ELIGIBLE").toBe(true);
      })
    );
  });

  it("never gets better by a penalty, violation, incident, crime, falsification, late correction or complaint", () => {
    fc.assert(
      fc.property(anyFacts, profile, badFact, (facts, rulesOf, bad) => {
        const before = evaluate(facts, rulesOf, rules, on);
        const after = evaluate([...facts, bad], rulesOf, rules, on);
        expect(after.score.total).toBeLessThanOrEqual(before.score.total);
        expect(rank[after.outcome]).toBeLessThanOrEqual(rank[before.outcome]);
        expect(tierRank(after.score.tier)).toBeLessThanOrEqual(tierRank(before.score.tier));
        const opened = after.gates.filter((gate, at) => gate.passed && !before.gates[at]!.passed);
        expect(opened).toEqual([]);
      })
    );
  });

  it("passes no gate without facts, or with answers that are not known", () => {
    for (const rulesOf of profiles().values()) {
      const { gates, outcome } = evaluate([], rulesOf, rules, on);
      expect(gates.filter((gate) => gate.outcome === "passed")).toEqual([]);
      expect(outcome).toBe("NOT_ELIGIBLE");
      const vague = JSON.parse(
        JSON.stringify(exampleFacts(on))
          .replaceAll('"yes"', '"not-known"')
          .replaceAll('"no"', '"not-known"')
      );
      const closed = evaluate(factsSchema.parse(vague), rulesOf, rules, on).gates.filter(
        (gate) => !gate.passed
      );
      expect(closed.map((gate) => gate.code)).toEqual(["G1", "G5", "G6", "G7", "G8"]);
    }
  });

  it("does not look at the order of facts and changes none of them", () => {
    fc.assert(
      fc.property(
        anyFacts.chain((facts) =>
          fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length }))
        ),
        profile,
        ([facts, shuffled], rulesOf) => {
          const before = JSON.stringify(facts);
          const one = canonicalJson(evaluate(facts, rulesOf, rules, on));
          expect(canonicalJson(evaluate(shuffled, rulesOf, rules, on))).toBe(one);
          expect(canonicalJson(evaluate(facts, rulesOf, rules, on))).toBe(one);
          expect(JSON.stringify(facts)).toBe(before);
        }
      )
    );
  });

  it("charges nothing for what a self-check found", () => {
    fc.assert(
      fc.property(anyFacts, fc.nat(50), fc.nat(50), fc.nat(50), (facts, redLine, major, minor) => {
        const honest = facts.map((fact): Fact =>
          fact.kind === "self-check-round"
            ? { ...fact, value: { ...fact.value, findings: { redLine, major, minor } } }
            : fact
        );
        expect(evaluate(honest, profileById("default"), rules, on)).toEqual(
          evaluate(facts, profileById("default"), rules, on)
        );
      })
    );
  });
});

describe("a listing", () => {
  const base = exampleFacts(on);
  const result = (...more: Fact[]) =>
    evaluate([...base, ...more], profileById("default"), rules, on);

  it("stays while nothing happens", () => {
    expect(result(listing("listed"))).toMatchObject({ outcome: "ELIGIBLE", removal: null });
  });

  it("is removed by a penalty from the day of listing on", () => {
    expect(result(listing("listed"), penalty("2025-06-01"))).toMatchObject({
      outcome: "REMOVED",
      recommended: false,
      removal: {
        trigger: "penalty",
        factId: "penalty",
        happenedOn: "2025-06-01",
        reentryFrom: "2027-06-01",
      },
    });
    expect(result(listing("listed"), penalty("2025-05-31")).outcome).toBe("NOT_ELIGIBLE");
    expect(result(listing("suspended"), penalty("2026-01-01")).outcome).toBe("REMOVED");
    expect(result(listing("removed"), penalty("2026-01-01")).outcome).toBe("NOT_ELIGIBLE");
  });

  it("waits 60 months after falsification", () => {
    const found: Fact = {
      ...penalty("2026-01-01"),
      id: "f",
      kind: "falsification",
      value: { foundOn: day("2026-01-01"), what: "falsification" },
    };
    expect(result(listing("listed"), penalty("2026-01-01"), found).removal).toMatchObject({
      reentryFrom: "2031-01-01",
    });
  });
});

describe("a stored evaluation", () => {
  it("replays to the same bytes and notices a changed one", () => {
    const frozen = freezeEvaluation(exampleFacts(on), profileById("guangzhou"), rules, on);
    const stored = JSON.parse(JSON.stringify(frozen)) as typeof frozen;
    expect(frozen.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(replays(stored)).toBe(true);
    expect(evaluationHash(stored.inputs, stored.result)).toBe(frozen.hash);
    const changed = {
      ...stored,
      result: { ...stored.result, recommended: !stored.result.recommended },
    };
    expect(replays(changed)).toBe(false);
    expect(replays({ ...stored, inputs: { ...stored.inputs, facts: [] } })).toBe(false);
  });

  it("hashes the same however the facts were read", () => {
    const facts = exampleFacts(on);
    const hash = freezeEvaluation(facts, profileById("default"), rules, on).hash;
    expect(freezeEvaluation([...facts].reverse(), profileById("default"), rules, on).hash).toBe(
      hash
    );
  });
});

describe("canonicalJson", () => {
  it("sorts keys, leaves out undefined, and writes no white space", () => {
    expect(canonicalJson({ b: [1, "x", null], a: { d: undefined, c: 1.5 } })).toBe(
      '{"a":{"c":1.5},"b":[1,"x",null]}'
    );
  });

  it("reads back as the same value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      })
    );
  });

  it.each([[Number.NaN], [Number.POSITIVE_INFINITY], [() => 1], [1n]])("refuses %s", (value) => {
    expect(() => canonicalJson({ value })).toThrow(TypeError);
  });
});
