import fc from "fast-check";
import { expect, it } from "vitest";
import { ALL_SECTORS, cellsOf, type Counted } from "./cells";
import { GROUPS, groupsFor, percentileOf } from "./percentile";

const spread = (points: readonly number[]) => Array.from({ length: 101 }, (_, at) => points.filter((one) => one === at).length);
const scores = fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 40 });
const score = fc.integer({ min: 0, max: 1000 }).map((tenths) => tenths / 10);

it.each([
  { points: [10, 20, 30, 40, 50], score: 30, percent: 50 },
  { points: [10, 20, 30, 40, 50], score: 30.9, percent: 50 },
  { points: [10, 20, 30, 40, 50], score: 10, percent: 10 },
  { points: [10, 20, 30, 40, 50], score: 50, percent: 90 },
  { points: [62, 62, 62, 62, 62, 62], score: 62, percent: 50 },
  { points: [10, 20, 30, 40, 50], score: 100, percent: 100 },
  { points: [10, 20, 30, 40, 50], score: 0, percent: 0 },
  { points: [10, 20, 30, 40, 50, 60], score: 20, percent: 25 },
  { points: [10, 20, 30, 40], score: 30, percent: null },
  { points: [], score: 30, percent: null },
])("$score among $points is $percent", ({ points, score: own, percent }) => {
  expect(percentileOf(spread(points), own)).toBe(percent);
});

it("is between 0 and 100 in whole per cent, and absent under five", () => {
  fc.assert(
    fc.property(scores, score, (points, own) => {
      const percent = percentileOf(spread(points), own);
      expect(percent === null).toBe(points.length < 5);
      expect(percent ?? 0).toBeGreaterThanOrEqual(0);
      expect(percent ?? 0).toBeLessThanOrEqual(100);
      expect(Number.isInteger(percent ?? 0)).toBe(true);
    })
  );
});

it("never falls when the score rises, and never rises when somebody else's does", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 5, maxLength: 40 }), score, score, fc.nat(), (points, one, other, at) => {
      const [low, high] = [Math.min(one, other), Math.max(one, other)];
      const of = (list: readonly number[], own: number) => percentileOf(spread(list), own) ?? NaN;
      expect(of(points, low)).toBeLessThanOrEqual(of(points, high));
      const better = points.map((value, place) => (place === at % points.length ? Math.min(100, value + 7) : value));
      expect(of(better, one)).toBeLessThanOrEqual(of(points, one));
    })
  );
});

it("sums up wider groups from the counties, in whatever order they come", () => {
  const counted: fc.Arbitrary<Counted> = fc.record({
    region: fc.constantFrom("440113", "440104", "440305", "350102"),
    sector: fc.constantFrom("coating", "electroplating", null),
    points: fc.integer({ min: 0, max: 100 }),
    enterprises: fc.integer({ min: 0, max: 9 }),
  });
  fc.assert(
    fc.property(fc.array(counted, { maxLength: 20 }), (rows) => {
      const cells = cellsOf(rows);
      expect(cellsOf([...rows].reverse())).toEqual(cells);
      for (const { region, sector, enterprises, counts } of cells) {
        const inside = rows.filter((row) => row.region.startsWith(region) && (sector === ALL_SECTORS || (row.sector ?? "") === sector));
        expect(enterprises).toBe(inside.reduce((sum, row) => sum + row.enterprises, 0));
        expect(enterprises).toBeGreaterThan(0);
        expect(counts).toHaveLength(101);
        for (const points of inside.map((row) => row.points))
          expect(counts[points]).toBe(inside.filter((row) => row.points === points).reduce((sum, row) => sum + row.enterprises, 0));
      }
    })
  );
});

it("goes from the own sector nearby to everybody", () => {
  const groups = groupsFor("440113", "coating");
  expect(groups.map(({ group }) => group)).toEqual(GROUPS);
  expect(groups.map(({ region, sector }) => `${region}/${sector}`)).toEqual([
    "440113/coating", "4401/coating", "44/coating", "/coating", "440113/*", "4401/*", "44/*", "/*",
  ]);
  expect(groupsFor("440113", null).map(({ group }) => group)).toEqual(["county", "city", "province", "nation"]);
});
