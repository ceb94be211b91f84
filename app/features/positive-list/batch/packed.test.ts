import fc from "fast-check";
import { expect, it } from "vitest";
import { anyFacts, TEST_DAY } from "../arbitrary-facts.test-data";
import { canonicalJson } from "../canonical";
import { evaluate } from "../evaluate";
import { exampleFacts } from "../example-facts";
import { profileById, scoreRules } from "../rules.server";
import { packFacts, packResult, unpackFacts, unpackResult } from "./packed";

const rules = scoreRules();

it("gives back every fact and every result as it was", () => {
  fc.assert(
    fc.property(anyFacts, fc.constantFrom("default", "guangzhou", "fujian"), (facts, id) => {
      const profile = profileById(id);
      const result = evaluate(facts, profile, rules, TEST_DAY);
      const text = packResult(facts, result);
      expect(canonicalJson(unpackFacts(packFacts(facts)))).toBe(canonicalJson(facts));
      const frame = { on: TEST_DAY, facts, profile, rules };
      expect(canonicalJson(unpackResult(text, frame))).toBe(canonicalJson(result));
      expect(packResult(facts, unpackResult(text, frame))).toBe(text);
    })
  );
});

it("needs less than half of what the whole result needs", () => {
  const facts = exampleFacts(TEST_DAY);
  const result = evaluate(facts, profileById("default"), rules, TEST_DAY);
  expect(packResult(facts, result).length).toBeLessThan(canonicalJson(result).length / 2);
});

it("refuses a text with a part too many or a word it does not know", () => {
  const facts = exampleFacts(TEST_DAY);
  const profile = profileById("default");
  const text = packResult(facts, evaluate(facts, profile, rules, TEST_DAY));
  const frame = { on: TEST_DAY, facts, profile, rules };
  expect(() => unpackResult(text.replace(/]$/, ",1]"), frame)).toThrow();
  expect(() => unpackResult(text.replace('"G1"', '"G99"'), frame)).toThrow();
  expect(() => unpackFacts(packFacts(facts).replace('"permit"', '"permission"'))).toThrow();
});
