import { describe, expect, it } from "vitest";
import { day } from "~/shared/day";
import { evaluate } from "./evaluate";
import { exampleFacts } from "./example-facts";
import { isReadyToApply, sentenceFor } from "./listing-sentence";
import { profileById, scoreRules } from "./rules.server";
import { switchesOf, whatIf, type Situation } from "./what-if";

const ON = day("2026-11-22");
const situation = (without: readonly string[]): Situation => ({
  facts: exampleFacts(ON).filter(({ kind }) => !without.includes(kind)),
  profile: profileById("default"),
  rules: scoreRules(),
  on: ON,
});
const nowOf = ({ facts, profile, rules, on }: Situation) => evaluate(facts, profile, rules, on);

describe("what if", () => {
  it("opens the chosen gates, adds the points of the chosen items, and nothing when nothing is chosen", () => {
    const here = situation(["pledge", "zoning", "ledgers"]);
    const now = nowOf(here);
    const switches = switchesOf(here, now);
    expect(switches.gates).toEqual(["G8", "G12"]);
    expect(switches.items).toContain("ledgers");
    expect(whatIf(here, switches, [])).toEqual(now);
    expect(whatIf(here, switches, ["G1", "clean-record", "nonsense"])).toEqual(now);
    const then = whatIf(here, switches, ["G8", "G12", "ledgers"]);
    expect(then.outcome).toBe("ELIGIBLE");
    expect(then.score.total).toBeGreaterThan(now.score.total);
  });

  it("offers only items that add points", () => {
    const here = situation(["learning-points", "self-monitoring"]);
    const now = nowOf(here);
    const { items } = switchesOf(here, now);
    expect(items).toEqual(expect.arrayContaining(["learning-points", "self-monitoring"]));
    for (const code of items)
      expect(whatIf(here, { gates: [], items }, [code]).score.total).toBeGreaterThan(
        now.score.total
      );
  });
});

describe("the sentence about a listing", () => {
  it("says ready when the pledge alone is missing, and not when anything else is", () => {
    const pledgeOnly = situation(["pledge"]);
    expect(isReadyToApply(pledgeOnly, nowOf(pledgeOnly))).toBe(true);
    expect(sentenceFor(nowOf(pledgeOnly), null, false, true)).toBe("ready");
    const more = situation(["pledge", "permit"]);
    expect(isReadyToApply(more, nowOf(more))).toBe(false);
    expect(sentenceFor(nowOf(more), null, false, false)).toMatch(/unknown|notEligible/);
    expect(sentenceFor(nowOf(more), "suspended", true, false)).toBe("suspended");
  });
});
