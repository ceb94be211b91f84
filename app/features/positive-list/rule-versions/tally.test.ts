import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GATE_CODES } from "../profile";
import { TIER_CODES } from "../weights";
import type { Standing } from "./standing";
import { counted, EMPTY_TALLY, moveBetween, movedOf, publicGroups, type Counted, type Group } from "./tally";

const standing: fc.Arbitrary<Standing> = fc
  .record({ outcome: fc.constantFrom("ELIGIBLE" as const, "NOT_ELIGIBLE" as const), recommended: fc.boolean(), tier: fc.constantFrom(...TIER_CODES), total: fc.integer({ min: 0, max: 100 }), closed: fc.subarray([...GATE_CODES]) });
const one: fc.Arbitrary<Counted> = fc.record({
  sector: fc.constantFrom("coating", "electroplating", ""),
  permitClass: fc.constantFrom("key", "simplified", ""),
  size: fc.constantFrom("large", "micro", ""),
  region: fc.constantFrom("440113", "440106", "440183"),
  before: standing,
  after: standing,
});
const tallyOf = (all: readonly Counted[]) => all.reduce(counted, EMPTY_TALLY);
const is = (part: Partial<Standing>): Standing => ({ outcome: "ELIGIBLE", recommended: true, tier: "T1", total: 92, closed: [], ...part });

describe("a move", () => {
  it.each<[string, Standing, Standing, ReturnType<typeof moveBetween>]>([
    ["nothing", is({}), is({ total: 95 }), null],
    ["out of the recommended", is({}), is({ recommended: false, closed: ["G2b"], outcome: "NOT_ELIGIBLE" }), "out"],
    ["into them", is({ recommended: false, tier: "ordinary", total: 70 }), is({}), "in"],
    ["a tier down, still recommended", is({}), is({ tier: "T2", total: 85 }), "down"],
    ["a tier up", is({ tier: "watch", recommended: false, total: 50 }), is({ tier: "ordinary", recommended: false, total: 70 }), "up"],
    ["another gate only", is({ recommended: false, closed: ["G2"] }), is({ recommended: false, closed: ["G2", "G3"] }), "gates"],
  ])("%s", (_name, before, after, move) => expect(moveBetween(before, after)).toBe(move));
});

it("the same rules move nobody", () => {
  fc.assert(
    fc.property(fc.array(one), (all) => {
      const tally = tallyOf(all.map((each) => ({ ...each, after: each.before })));
      expect(movedOf(tally.all)).toBe(0);
      expect(Object.values(tally.gates).every(({ closes, opens }) => closes + opens === 0)).toBe(true);
    })
  );
});

it("parts add up to the whole, in whatever order they are counted", () => {
  fc.assert(
    fc.property(fc.array(one), (all) => {
      const tally = tallyOf(all);
      expect(tally.all.enterprises).toBe(all.length);
      for (const groups of [tally.bySector, tally.byPermitClass, tally.bySize, tally.byRegion]) {
        const parts = Object.values(groups);
        expect(parts.reduce((sum, { enterprises }) => sum + enterprises, 0)).toBe(all.length);
        expect(parts.reduce((sum, group) => sum + movedOf(group), 0)).toBe(movedOf(tally.all));
      }
      expect(tallyOf(all.toReversed())).toEqual(tally);
    })
  );
});

it("the public never sees a group under five, not even by taking the others from the whole", () => {
  const group = (enterprises: number): Group => ({ enterprises, moves: { in: 0, out: 0, up: 0, down: 0, gates: 0 } });
  fc.assert(
    fc.property(fc.array(fc.nat(12), { maxLength: 8 }), (sizes) => {
      const all = Object.fromEntries(sizes.filter((size) => size > 0).map((size, at) => [`${at}`, group(size)]));
      const total = Object.values(all).reduce((sum, { enterprises }) => sum + enterprises, 0);
      const { shown, rest } = publicGroups(all);
      const open = shown.reduce((sum, [, { enterprises }]) => sum + enterprises, 0);
      expect([...shown.map(([, each]) => each.enterprises), ...(rest ? [rest.enterprises] : [])].every((size) => size >= 5)).toBe(true);
      // What is left over is nothing, shown as the rest, or nothing is shown beside it.
      expect(total - open === 0 || rest !== null || shown.length === 0).toBe(true);
    })
  );
});
