import fc from "fast-check";
import { expect, it } from "vitest";
import { operatorPerformance, riskClass, type Criterion, type Performance } from "./risk";

const impacts = (...all: number[]): Criterion[] => all.map((impact) => ({ impact, weighting: 0 }));
const good: Performance[] = [
  { value: -1, weight: 2 },
  { value: 0, weight: 1 },
  { value: -1, weight: 1 },
];

it.each([
  [2, 3],
  [3, 2],
])("air 4, water 3, waste 4, distance 2 with a good record: class for a rule of %i is %i", (atLeast, category) => {
  expect(operatorPerformance(good)).toBe(-1);
  expect(riskClass(impacts(4, 3, 4, 2), good, atLeast)).toEqual({ category, sum: 9 });
});

const criteria = fc.array(fc.record({ impact: fc.nat(5), weighting: fc.constantFrom(-1, 0, 1) }), { maxLength: 8 });
const performances = fc.array(fc.record({ value: fc.constantFrom(-1 as const, 0 as const, 1 as const), weight: fc.integer({ min: 1, max: 3 }) }), { maxLength: 4 });

it("performance moves the class by one step at most", () => {
  fc.assert(
    fc.property(criteria, performances, fc.integer({ min: 1, max: 3 }), (all, record, atLeast) => {
      // Taken alone: without the bounds of the scale, which can hold a score back.
      const inner = all.map(({ impact }) => ({ impact: impact === 0 ? 0 : Math.min(4, Math.max(2, impact)), weighting: 0 }));
      const moved = riskClass(inner, record, atLeast).category - riskClass(inner, [], atLeast).category;
      expect(Math.abs(moved)).toBeLessThanOrEqual(1);
    })
  );
});

it("more impact never lowers the highest score", () => {
  fc.assert(
    fc.property(criteria, performances, (all, record) => {
      const worse = all.map(({ impact, weighting }) => ({ impact: impact === 0 ? 0 : Math.min(5, impact + 1), weighting }));
      expect(riskClass(worse, record, 1).category).toBeGreaterThanOrEqual(riskClass(all, record, 1).category);
      expect(riskClass(worse, record, 1).sum).toBeGreaterThanOrEqual(riskClass(all, record, 1).sum);
    })
  );
});
