import fc from "fast-check";
import { expect, it } from "vitest";
import { wilson } from "./wilson";

/** Newcombe 1998, table I, method 3 (without continuity correction). */
it.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])("%i of %i", (hits, trials, low, high) => {
  const found = wilson(hits, trials);
  expect(found?.low).toBeCloseTo(low, 4);
  expect(found?.high).toBeCloseTo(high, 4);
});

it("holds the share, stays between nothing and all, and says nothing of nothing", () => {
  expect(wilson(0, 0)).toBeNull();
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), fc.nat(5000), (trials, some) => {
      const found = wilson(Math.min(some, trials), trials)!;
      expect(found.low).toBeGreaterThanOrEqual(0);
      expect(found.low).toBeLessThanOrEqual(found.share + 1e-12);
      expect(found.high).toBeGreaterThanOrEqual(found.share - 1e-12);
      expect(found.high).toBeLessThanOrEqual(1);
    })
  );
});
