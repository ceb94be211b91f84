import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "~/shared/day";
import { anyFacts, TEST_DAY as on } from "../arbitrary-facts.test-data";
import { evaluate } from "../evaluate";
import { exampleFacts } from "../example-facts";
import { FACT_KINDS } from "../fact-kinds";
import type { Fact } from "../facts";
import { profileById, scoreRules } from "../rules.server";
import { partQualities, STALE_AFTER_DAYS } from "./part-quality";

const of = (facts: readonly Fact[]) => partQualities(evaluate(facts, profileById("default"), scoreRules(), on), facts);
const part = (facts: readonly Fact[], code: string) => of(facts).find((one) => one.code === code);

describe("how much weight a part of the score can bear", () => {
  it("is between nothing and all, and nothing where nothing was stated", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        for (const { confidencePercent, newestDays, oldestDays, unknownItems } of of(facts)) {
          if (confidencePercent !== null) expect(confidencePercent >= 0 && confidencePercent <= 100).toBe(true);
          if (newestDays === null) expect(confidencePercent ?? 0).toBe(0);
          else expect(newestDays).toBeLessThanOrEqual(oldestDays ?? -1);
          expect(unknownItems).toBeGreaterThanOrEqual(0);
        }
      })
    );
  });

  it("never changes the score", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const evaluation = evaluate(facts, profileById("default"), scoreRules(), on);
        const before = JSON.stringify(evaluation);
        partQualities(evaluation, facts);
        expect(JSON.stringify(evaluation)).toBe(before);
      })
    );
  });

  it("is full where an agency or the portal states all, less where the enterprise does", () => {
    const facts = exampleFacts(on);
    const management = part(facts, "management");
    const writers = new Set(facts.filter(({ kind }) => kind === "management").map(({ kind }) => FACT_KINDS[kind].writer));
    expect([...writers]).toEqual(["enterprise"]);
    expect(management?.confidencePercent).toBe(60);
    expect(part(facts, "self-inspection")?.confidencePercent).toBe(100);
  });

  it("falls when a state was stated too long ago, and says how long", () => {
    const aged = (days: number) => exampleFacts(on).map((fact) => (fact.kind === "management" ? { ...fact, validFrom: addDays(on, -days) } : fact));
    expect(part(aged(STALE_AFTER_DAYS), "management")).toMatchObject({ confidencePercent: 60, newestDays: STALE_AFTER_DAYS });
    expect(part(aged(STALE_AFTER_DAYS + 1), "management")).toMatchObject({ confidencePercent: 30, newestDays: STALE_AFTER_DAYS + 1 });
  });

  it("counts what nobody has spoken of", () => {
    const facts = exampleFacts(on).filter(({ kind }) => kind !== "management");
    expect(part(facts, "management")).toMatchObject({ confidencePercent: 0, newestDays: null, unknownItems: 3 });
  });
});
