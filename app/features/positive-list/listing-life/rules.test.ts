import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { addDays, addMonths, day, type Day } from "~/shared/day";
import { checkProblems, type CheckFindings } from "./county-check";
import { noticeStanding } from "./notice-words";
import { followingTerm, groundCounts, lapsesOn, reentryOpen, renewalOpensOn, renewalReminder, renewalWindow, termFrom } from "./rules";
import { countyCheck, lifeRules } from "./rules.server";
import { firstTier, tierAfter } from "./tier";

const { renewal, tierOne } = lifeRules();
const anyDay = fc.integer({ min: 0, max: 20_000 }).map((count) => addDays(day("2020-01-01"), count));

describe("a term", () => {
  test.each([
    ["2026-12-10", "2029-12-09"],
    ["2027-01-01", "2029-12-31"],
    // 29 February has no counterpart three years later: the term ends on the day before the last of February.
    ["2028-02-29", "2031-02-27"],
    ["2026-03-01", "2029-02-28"],
    ["2025-03-01", "2028-02-29"],
  ])("from %s runs three years, to %s", (from, to) => {
    expect(termFrom(day(from), 3)).toEqual({ listedOn: from, endsOn: to });
  });

  it("is followed on the very next day", () => {
    expect(followingTerm(day("2026-12-31"), 3)).toEqual({ listedOn: "2027-01-01", endsOn: "2029-12-31" });
    expect(followingTerm(day("2028-02-28"), 3).listedOn).toBe("2028-02-29");
    fc.assert(fc.property(anyDay, (end) => followingTerm(end, 3).listedOn === addDays(end, 1) && followingTerm(end, 3).endsOn > end));
  });
});

describe("renewal", () => {
  test.each([
    ["2027-06-29", "2027-12-30", "not-yet"],
    ["2027-06-30", "2027-12-30", "open"],
    ["2027-12-30", "2027-12-30", "open"],
    ["2027-12-31", "2027-12-30", "ended"],
    // Six months before 29 August 2028 is 29 February; before 31 August it is the month's last day.
    ["2028-02-29", "2028-08-29", "open"],
    ["2028-02-29", "2028-08-31", "open"],
    ["2028-02-28", "2028-08-31", "not-yet"],
  ])("on %s of a term to %s is %s", (on, end, expected) => {
    expect(renewalWindow(day(on), day(end), renewal)).toBe(expected);
  });

  it("opens once and closes once", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -400, max: 400 }), (end, offset) => {
        const on = addDays(end, offset);
        const expected = offset > 0 ? "ended" : on >= renewalOpensOn(end, renewal) ? "open" : "not-yet";
        expect(renewalWindow(on, end, renewal)).toBe(expected);
      })
    );
  });

  test.each([
    [181, null],
    [180, 180],
    [91, 180],
    [90, 90],
    [7, 7],
    [0, 7],
    [-1, null],
  ])("with %i days left the reminder is %s", (left, expected) => {
    const end = day("2028-03-01");
    expect(renewalReminder(addDays(end, -left), end, renewal)).toBe(expected);
  });

  it("takes a ground up to its last month, and none of tomorrow", () => {
    const on = day("2029-02-28");
    expect(groundCounts(day("2026-02-28"), on, renewal)).toBe(true);
    expect(groundCounts(day("2026-02-27"), on, renewal)).toBe(false);
    expect(groundCounts(addDays(on, 1), on, renewal)).toBe(false);
  });
});

it("an application lapses on its day; re-entry opens on its own", () => {
  expect(lapsesOn(day("2026-08-31"), lifeRules())).toBe("2027-02-28");
  const from = addMonths(day("2026-11-23"), 24);
  expect([reentryOpen(addDays(from, -1), from), reentryOpen(from, from), reentryOpen(from, null)]).toEqual([false, true, true]);
});

describe("tier 1", () => {
  test.each([
    ["T1", [], "T1"],
    ["T1", [84.9], "T1"],
    ["T1", [84.9, 85], "T1"],
    ["T1", [85, 84.9], "T1"],
    ["T1", [84.9, 84.9], "T2"],
    ["T1", [95, 84, 80], "T2"],
    ["T2", [84, 89.9], "T2"],
    ["T2", [84, 90], "T1"],
  ] as const)("held %s with %j becomes %s", (held, scores, expected) => {
    expect(tierAfter(held, scores, tierOne)).toBe(expected);
  });

  it("is never lost by a higher score", () => {
    const scores = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1, maxLength: 6 });
    const rank = { T1: 1, T2: 0 };
    fc.assert(
      fc.property(fc.constantFrom("T1" as const, "T2" as const), scores, fc.double({ min: 0, max: 20, noNaN: true }), (held, readings, more) => {
        const better = readings.map((score) => Math.min(100, score + more));
        expect(rank[tierAfter(held, better, tierOne)]).toBeGreaterThanOrEqual(rank[tierAfter(held, readings, tierOne)]);
      })
    );
  });

  it("is where a listing begins from 90 on", () => expect([firstTier(89.9, tierOne), firstTier(90, tierOne)]).toEqual(["T2", "T1"]));
});

describe("the county's check", () => {
  const list = countyCheck();
  const all = (verdict: "in-order" | "not-in-order" | "not-seen", note = "seen in the files"): CheckFindings =>
    Object.fromEntries(list.items.map(({ id }) => [id, { verdict, note }]));

  it("is passed on only when every item was seen", () => {
    expect(checkProblems(list, all("in-order"), "checked", "files")).toEqual([]);
    expect(checkProblems(list, {}, "checked", "visit")).toHaveLength(list.items.length);
    expect(checkProblems(list, {}, "returned", "records")).toEqual([]);
  });

  it("says why something is not in order, even when it is returned", () => {
    expect(checkProblems(list, all("not-in-order", ""), "returned", "visit").every(({ is }) => is === "note-missing")).toBe(true);
    expect(checkProblems(list, all("not-in-order"), "checked", "visit")).toEqual([]);
  });

  it("judges by files what needs a look on site only with words", () => {
    const onSite = list.items.filter(({ offSite }) => !offSite).map(({ id }) => id);
    expect(onSite.length).toBeGreaterThan(0);
    expect(checkProblems(list, all("in-order", ""), "checked", "files").map(({ item }) => item)).toEqual(onSite);
    expect(checkProblems(list, all("in-order", ""), "checked", "visit")).toEqual([]);
  });
});

test.each([
  ["2026-11-30", null, null, null, "waiting"],
  ["2026-12-01", null, null, null, "overdue"],
  ["2026-12-01", null, null, "post", "served-otherwise"],
  ["2026-12-09", "at", null, "post", "opened"],
  ["2026-12-09", "at", "at", null, "acknowledged"],
])("a notice to be opened by 30 November is on %s, opened %s, acknowledged %s, otherwise %s: %s", (on, openedAt, acknowledgedAt, fallbackWay, expected) => {
  expect(noticeStanding({ openedAt, acknowledgedAt, fallbackWay, openDueOn: day("2026-11-30") }, day(on) satisfies Day)).toBe(expected);
});
