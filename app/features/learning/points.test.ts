import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, addMonths, day, type Day } from "~/shared/day";
import { printedCode, storedCode } from "~/shared/public-code";
import { maskedName } from "./certificate-code";
import { award, pointsAfter, type PointEntry, type PointRules } from "./points";
import { nextStart } from "./resit";

const rules: PointRules = {
  pointsPerPass: 1,
  expiryMonths: 12,
  capMonths: 12,
  personCap: 6,
  enterpriseCap: 12,
  repeatMonths: 12,
  resits: 2,
  resitHours: 24,
  fineReductionPercent: 0,
};
const earned = (seq: number, on: string, who = "ann", course = `c${seq}`, delta = 1): PointEntry => ({
  seq,
  on: day(on),
  delta,
  accountId: who,
  course,
  courseVersion: 1,
  from: null,
});
const takenBack = (seq: number, on: string, delta: number, from: number | null = null): PointEntry => ({
  seq,
  on: day(on),
  delta,
  accountId: null,
  course: null,
  courseVersion: null,
  from,
});

describe("pointsAfter", () => {
  const one = [earned(1, "2026-03-15")];
  it.each([
    ["the day before", "2026-03-14", 0],
    ["the day of the pass", "2026-03-15", 1],
    ["the last day", "2027-03-14", 1],
    ["the same date a year on", "2027-03-15", 0],
  ])("counts on %s", (_case, on, balance) => {
    expect(pointsAfter(one, day(on), rules).balance).toBe(balance);
  });

  it("lets points of 29 February end on 28 February", () => {
    expect(pointsAfter([earned(1, "2028-02-29")], day("2029-02-27"), rules).balance).toBe(1);
    expect(pointsAfter([earned(1, "2028-02-29")], day("2029-02-28"), rules).balance).toBe(0);
  });

  it.each([
    ["the oldest first", takenBack(3, "2026-05-01", -1), [2]],
    ["the entry it names", takenBack(3, "2026-05-01", -1, 2), [1]],
    ["over two entries", takenBack(3, "2026-05-01", -2), []],
  ])("takes back %s", (_case, entry, left) => {
    const entries = [earned(1, "2026-03-01"), earned(2, "2026-04-01"), entry];
    expect(pointsAfter(entries, day("2026-06-01"), rules).lots.map(({ seq }) => seq)).toEqual(left);
  });

  it("adds up what expires next on one day", () => {
    const entries = [earned(1, "2026-03-01"), earned(2, "2026-03-01", "bob"), earned(3, "2026-03-02")];
    expect(pointsAfter(entries, day("2026-06-01"), rules).nextExpiry).toEqual({ on: "2027-03-01", points: 2 });
    expect(pointsAfter([], day("2026-06-01"), rules).nextExpiry).toBeNull();
  });

  it("what the ledger has written off is not written off again", () => {
    const entries = [earned(1, "2026-03-01")];
    expect(pointsAfter(entries, day("2027-04-01"), rules).lapsed.map(({ seq }) => seq)).toEqual([1]);
    expect(pointsAfter([...entries, takenBack(2, "2027-03-01", -1, 1)], day("2027-04-01"), rules)).toMatchObject({ balance: 0, lapsed: [] });
  });

  const someDay = fc.nat(900).map((count) => addDays(day("2026-01-01"), count));
  const history = fc
    .array(fc.record({ on: someDay, delta: fc.integer({ min: -2, max: 2 }) }), { maxLength: 25 })
    .map((list) => list.toSorted((a, b) => (a.on < b.on ? -1 : 1)).map((entry, at): PointEntry => ({ ...takenBack(at + 1, entry.on, entry.delta), accountId: "ann" })));

  it("is never below zero and never above what was earned in the last twelve months", () => {
    fc.assert(
      fc.property(history, someDay, (entries, on) => {
        const { balance, lots } = pointsAfter(entries, on, rules);
        const recent = entries.filter((entry) => entry.delta > 0 && entry.on <= on && on < addMonths(entry.on, 12));
        expect(balance).toBeGreaterThanOrEqual(0);
        expect(balance).toBeLessThanOrEqual(recent.reduce((sum, { delta }) => sum + delta, 0));
        expect(balance).toBe(lots.reduce((sum, { left }) => sum + left, 0));
      })
    );
  });

  it("is the same whether or not expiry was written down", () => {
    fc.assert(
      fc.property(history, someDay, (entries, on) => {
        const before = pointsAfter(entries, on, rules);
        const upTo = entries.filter((entry) => entry.on <= on);
        const written = before.lapsed.map((lot, at) => takenBack(1000 + at, on, -lot.left, lot.seq));
        expect(pointsAfter([...upTo, ...written], on, rules)).toEqual({ ...before, lapsed: [] });
      })
    );
  });
});

describe("award", () => {
  const on = day("2026-11-23");
  const pass = { accountId: "ann", course: "waste", courseVersion: 1 };
  const ofAnn = (count: number, from = "2026-06-01") => Array.from({ length: count }, (_, at) => earned(at + 1, from));
  const ofMany = (count: number) => Array.from({ length: count }, (_, at) => earned(at + 1, "2026-06-01", `person${at}`));
  it.each([
    ["the first pass", [], null],
    ["a fifth point before", ofAnn(5), null],
    ["six points of the person", ofAnn(6), "person-cap"],
    ["six points a year ago to the day", ofAnn(6, "2025-11-23"), null],
    ["six points a year less a day ago", ofAnn(6, "2025-11-24"), "person-cap"],
    ["eleven points of the enterprise", ofMany(11), null],
    ["twelve points of the enterprise", ofMany(12), "enterprise-cap"],
    ["the same course before", [earned(1, "2026-06-01", "ann", "waste")], "repeat"],
    ["the same course a year ago", [earned(1, "2025-11-23", "ann", "waste")], null],
    ["the same course by a colleague", [earned(1, "2026-06-01", "bob", "waste")], null],
    ["an older version", [{ ...earned(1, "2026-06-01", "ann", "waste"), courseVersion: 0 }], null],
    ["a repeat without a point", [{ ...earned(1, "2026-06-01", "ann", "waste"), delta: 0 }], null],
    ["twelve, one of them taken back", [...ofMany(12), takenBack(13, "2026-07-01", -1, 1)], "enterprise-cap"],
  ])("after %s", (_case, entries, reason) => {
    expect(award(entries, pass, on, rules)).toEqual({ points: reason ? 0 : 1, reason });
  });

  it("no order of passes breaks a cap within any twelve months", () => {
    const passes = fc.array(fc.record({ ahead: fc.nat(800), who: fc.nat(3), course: fc.nat(9) }), { maxLength: 60 });
    fc.assert(
      fc.property(passes, (list) => {
        const entries: PointEntry[] = [];
        for (const { ahead, who, course } of list.toSorted((a, b) => a.ahead - b.ahead)) {
          const at: Day = addDays(day("2026-01-01"), ahead);
          const won = award(entries, { accountId: `p${who}`, course: `c${course}`, courseVersion: 1 }, at, rules);
          entries.push(earned(entries.length + 1, at, `p${who}`, `c${course}`, won.points));
        }
        for (const { on: end } of entries) {
          const within = entries.filter((entry) => entry.delta > 0 && entry.on <= end && end < addMonths(entry.on, 12));
          expect(within.length).toBeLessThanOrEqual(rules.enterpriseCap);
          for (const who of ["p0", "p1", "p2", "p3"])
            expect(within.filter(({ accountId }) => accountId === who).length).toBeLessThanOrEqual(rules.personCap);
        }
      })
    );
  });
});

describe("nextStart", () => {
  const at = new Date("2026-11-23T10:00:00Z");
  const hoursAgo = (hours: number) => new Date(at.getTime() - hours * 3_600_000);
  it.each([
    ["nothing", [], null],
    ["two attempts", [1, 2], null],
    ["three, the oldest 20 hours ago", [1, 5, 20], 4],
    ["three, the oldest 24 hours ago", [1, 5, 24], null],
    ["more than three, in any order", [20, 1, 30, 5, 3], 19],
  ])("after %s", (_case, hours, wait) => {
    const expected = wait === null ? null : new Date(at.getTime() + wait * 3_600_000);
    expect(nextStart(hours.map(hoursAgo), at, rules)).toEqual(expected);
  });
});

describe("codes", () => {
  it.each([
    ["as printed", "7K2M-9QXT-4HBD-W3RN", "7K2M9QXT4HBDW3RN"],
    ["typed small with blanks", " 7k2m 9qxt 4hbd w3rn ", "7K2M9QXT4HBDW3RN"],
    ["too short", "7K2M-9QXT", null],
    ["with what no code has", "7K2M-9QXT-4HBD-W3R0", null],
  ])("%s", (_case, typed, stored) => {
    expect(storedCode(typed)).toBe(stored);
    if (stored) expect(printedCode(stored)).toBe("7K2M-9QXT-4HBD-W3RN");
  });

  it.each([
    ["张三丰", "张**"],
    ["Li Wei", "L* W**"],
    ["王", "王*"],
  ])("masks %s", (name, masked) => {
    expect(maskedName(name)).toBe(masked);
  });
});
