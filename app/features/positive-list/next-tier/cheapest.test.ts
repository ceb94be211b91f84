import fc from "fast-check";
import { expect, it } from "vitest";
import { cheapest, type Candidate } from "./cheapest";

const of = (gainTenths: number, effort: number): Candidate => ({ gainTenths, effort });
const sum = (list: readonly Candidate[], read: (one: Candidate) => number) => list.reduce((total, one) => total + read(one), 0);
const candidates = fc.array(fc.record({ gainTenths: fc.integer({ min: 0, max: 80 }), effort: fc.integer({ min: 1, max: 3 }) }), { maxLength: 8 });

/** Every choice there is, looked at one by one. */
function leastEffort(all: readonly Candidate[], need: number): number | null {
  let least: number | null = null;
  for (let bits = 0; bits < 2 ** all.length; bits += 1) {
    const chosen = all.filter((_, at) => bits & (1 << at));
    const effort = sum(chosen, (one) => one.effort);
    if (sum(chosen, (one) => one.gainTenths) >= need && (least === null || effort < least)) least = effort;
  }
  return least;
}

it("gains enough with as little effort as any choice does", () => {
  fc.assert(
    fc.property(candidates, fc.integer({ min: 0, max: 300 }), (all, need) => {
      const chosen = cheapest(all, need);
      expect(chosen === null ? null : sum(chosen, (one) => one.effort)).toBe(leastEffort(all, need));
      if (chosen) expect(sum(chosen, (one) => one.gainTenths)).toBeGreaterThanOrEqual(need);
    })
  );
});

it("chooses none twice, and nothing that gives nothing", () => {
  fc.assert(
    fc.property(candidates, fc.integer({ min: 0, max: 300 }), (all, need) => {
      const chosen = cheapest(all, need) ?? [];
      expect(new Set(chosen).size).toBe(chosen.length);
      expect(chosen.every(({ gainTenths }) => gainTenths > 0)).toBe(true);
    })
  );
});

it.each([
  ["two light ones rather than a heavy one", [of(50, 3), of(30, 1), of(20, 1)], 50, [of(30, 1), of(20, 1)]],
  ["of equal effort the fewest", [of(25, 1), of(25, 1), of(50, 2)], 50, [of(50, 2)]],
  ["of equally many those that gain most", [of(50, 1), of(60, 1)], 40, [of(60, 1)]],
  ["nothing when nothing is needed", [of(50, 1)], 0, []],
])("takes %s", (_name, all, need, expected) => expect(cheapest(all, need)).toEqual(expected));

it("says when all together are not enough", () => expect(cheapest([of(10, 1), of(20, 1)], 31)).toBeNull());
