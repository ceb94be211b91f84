import fc from "fast-check";
import { expect, it } from "vitest";
import { anyFacts, TEST_DAY as on } from "../arbitrary-facts.test-data";
import { evaluate } from "../evaluate";
import { pathToNextTier, walkedBy } from "../path";
import { profileById, scoreRules } from "../rules.server";
import { adoptedSteps, isDone, isReached } from "./progress";

const [profile, rules] = [profileById("default"), scoreRules()];

it("counts a step as done once its facts are there, and the tier as reached at the end", () => {
  let walked = 0;
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const path = pathToNextTier(facts, profile, rules, on);
      if (!path.isReachable || path.target === null || path.steps.length === 0) return;
      const before = evaluate(facts, profile, rules, on);
      const after = evaluate(walkedBy(facts, path), profile, rules, path.earliestOn);
      walked += 1;
      const steps = adoptedSteps(path, after);
      expect(steps.filter((step) => !isDone(step, after))).toEqual([]);
      expect(isReached(path.target, after)).toBe(true);
      expect(isReached(path.target, before)).toBe(false);
      expect(steps.some((step) => !isDone(step, before))).toBe(true);
    })
  );
  expect(walked).toBeGreaterThan(10);
});
