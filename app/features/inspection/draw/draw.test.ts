import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { draw, type Candidate, type DrawInputs, type NumberOf } from "./draw";

const seeded = (seed: string): NumberOf => (label) => createHash("sha256").update(`${seed}|${label}`).digest().readUIntBE(0, 6);

const OFFICERS = ["o1", "o2", "o3", "o4", "o5", "o6"];
const candidate: fc.Arbitrary<Candidate> = fc.record({
  id: fc.uuid(),
  stratum: fc.constantFrom("key", "simplified", "registration"),
  tickets: fc.nat(4),
  isExempt: fc.boolean(),
  roomLeft: fc.nat(2),
  isNotDue: fc.option(fc.constant(true as const), { nil: undefined }),
  conflicts: fc.option(fc.subarray(OFFICERS), { nil: undefined }),
});
const inputs: fc.Arbitrary<DrawInputs> = fc.record({
  candidates: fc.uniqueArray(candidate, { selector: ({ id }) => id, maxLength: 40 }),
  percentOf: fc.record({ key: fc.nat(100), simplified: fc.nat(100) }),
  officers: fc.subarray(OFFICERS, { minLength: 2 }),
  officersEach: fc.constant(2),
});

const free = ({ conflicts = [] }: Candidate, officers: readonly string[]) => officers.filter((one) => !conflicts.includes(one)).length;
const fits = (one: Candidate, reason: string, officers: readonly string[]) =>
  ({ exempt: one.isExempt, cap: one.roomLeft === 0, interval: one.isNotDue === true, conflict: free(one, officers) < 2 })[reason];

describe("a draw", () => {
  it("takes nobody twice, nobody exempt, nobody over the cap, nobody without a ticket, and two officers each", () => {
    fc.assert(
      fc.property(inputs, fc.string(), (all, seed) => {
        const { drawn, skipped } = draw(all, seeded(seed));
        const byId = new Map(all.candidates.map((one) => [one.id, one]));
        const ids = [...drawn, ...skipped].map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        for (const { id, officers } of drawn) {
          const one = byId.get(id)!;
          expect([one.isExempt, one.tickets > 0, one.roomLeft > 0, one.isNotDue, new Set(officers).size]).toEqual([false, true, true, undefined, 2]);
          expect(officers.filter((officer) => one.conflicts?.includes(officer))).toEqual([]);
        }
        for (const { id, reason } of skipped) expect(fits(byId.get(id)!, reason, all.officers)).toBe(true);
      })
    );
  });

  it("takes the share of each stratum, rounded up, as far as there are enterprises to take", () => {
    fc.assert(
      fc.property(inputs, fc.string(), (all, seed) => {
        const { drawn } = draw(all, seeded(seed));
        for (const stratum of ["key", "simplified", "registration"]) {
          const members = all.candidates.filter((one) => one.stratum === stratum && one.tickets > 0);
          const able = members.filter((one) => !one.isExempt && one.roomLeft > 0 && !one.isNotDue && free(one, all.officers) >= 2).length;
          const wanted = Math.ceil(((all.percentOf[stratum] ?? 0) * members.filter((one) => !one.isExempt).length) / 100);
          expect(drawn.filter((one) => one.stratum === stratum)).toHaveLength(Math.min(able, wanted));
        }
      })
    );
  });

  it("comes out the same in whatever order it is given, and otherwise with another seed", () => {
    fc.assert(
      fc.property(inputs, fc.string(), (all, seed) => {
        const turned = { ...all, candidates: all.candidates.toReversed(), officers: all.officers.toReversed() };
        expect(draw(turned, seeded(seed))).toEqual(draw(all, seeded(seed)));
      })
    );
    const many = { candidates: pool(200, () => 1), percentOf: { key: 10 }, officers: ["a", "b", "c"], officersEach: 2 };
    expect(draw(many, seeded("1"))).not.toEqual(draw(many, seeded("2")));
  });

  it("gives twice the tickets twice the chance", () => {
    let heavy = 0;
    const rounds = 400;
    for (let round = 0; round < rounds; round += 1) {
      const { drawn } = draw({ candidates: pool(30, (at) => (at < 10 ? 2 : 1)), percentOf: { key: 3 }, officers: ["a", "b"], officersEach: 2 }, seeded(`round ${round}`));
      heavy += drawn.filter(({ id }) => Number(id) < 10).length;
    }
    // 10 × 2 of 40 tickets: half, with the scatter of 400 trials.
    expect(heavy / rounds).toBeGreaterThan(0.42);
    expect(heavy / rounds).toBeLessThan(0.58);
  });

  it("writes down a spared visit for each exempt enterprise that would have come up, all of them when all are exempt", () => {
    const exempt = (share: (at: number) => boolean) => pool(100, () => 1).map((one, at) => ({ ...one, isExempt: share(at) }));
    const spared = (percent: number, share: (at: number) => boolean) =>
      draw({ candidates: exempt(share), percentOf: { key: percent }, officers: ["a", "b"], officersEach: 2 }, seeded("x")).skipped.length;
    expect(spared(25, () => true)).toBe(25);
    expect(spared(100, (at) => at < 40)).toBe(40);
    expect(spared(0, () => true)).toBe(0);
  });

  it("refuses an enterprise that stands there twice", () => {
    const [one] = pool(1, () => 1);
    expect(() => draw({ candidates: [one!, one!], percentOf: {}, officers: ["a", "b"], officersEach: 2 }, seeded(""))).toThrow("twice");
  });

  it("is refused without enough officers", () => {
    expect(() => draw({ candidates: [], percentOf: {}, officers: ["a"], officersEach: 2 }, seeded(""))).toThrow("needs 2 officers");
  });
});

function pool(count: number, tickets: (at: number) => number): Candidate[] {
  return Array.from({ length: count }, (_, at) => ({ id: String(at), stratum: "key", tickets: tickets(at), isExempt: false, roomLeft: 2 }));
}
