import { describe, expect, it } from "vitest";
import { day } from "~/shared/day";
import { holidayCalendar } from "~/shared/working-days";
import { correctedOn, measure, runDays, threeDays, type DisclosureDays } from "./three-days";

const CALENDAR = holidayCalendar([
  {
    year: 2026,
    status: "official",
    holidays: [day("2026-10-01"), day("2026-10-02"), day("2026-10-05"), day("2026-10-06"), day("2026-10-07")],
    makeUpWorkingDays: [day("2026-10-10")],
  },
]);
const FOUND = day("2026-11-02");
const NOTHING: DisclosureDays = { discovered: FOUND, shared: null, opened: null, corrected: null, due: null };
const share = { id: "share", from: "discovered", reaches: "shared", days: 21, dayKind: "calendar" } as const;
const due = { id: "due", from: "discovered", reaches: "corrected", days: "due", dayKind: "calendar" } as const;

describe("a window of 21 days from 2 November", () => {
  it.each([
    // reached on, today, state, days
    ["2026-11-02", "2026-11-02", "in-time", null],
    ["2026-11-22", "2026-12-30", "in-time", null],
    ["2026-11-23", "2026-12-30", "in-time", null],
    ["2026-11-24", "2026-12-30", "late", 1],
    ["2026-12-30", "2026-12-30", "late", 37],
    [null, "2026-11-02", "open", 21],
    [null, "2026-11-22", "open", 1],
    [null, "2026-11-23", "open", 0],
    [null, "2026-11-24", "late", 1],
  ] as const)("shared %s, seen on %s: %s", (shared, on, state, days) => {
    const measured = measure(share, { ...NOTHING, shared: shared && day(shared) }, CALENDAR, day(on));
    expect(measured).toMatchObject({ from: FOUND, to: "2026-11-23", state, days });
  });
});

describe("working days", () => {
  const rule = { ...share, days: 3, dayKind: "working" } as const;
  const found = { ...NOTHING, discovered: day("2026-09-30") };
  it.each([
    // 1 to 7 October are holidays, 8 and 9 are working days, Saturday the 10th is made up for.
    ["2026-10-10", "in-time"],
    ["2026-10-11", "late"],
  ] as const)("three after 30 September end on the made-up Saturday: shared %s is %s", (shared, state) => {
    expect(measure(rule, { ...found, shared: day(shared) }, CALENDAR, day("2026-10-20"))).toMatchObject({
      to: "2026-10-10",
      state,
    });
  });
});

describe("missing days", () => {
  it("begins with an opening that has not been: not begun", () => {
    const rule = { id: "case", from: "opened", days: 15, dayKind: "calendar" } as const;
    expect(measure(rule, NOTHING, CALENDAR, FOUND)).toMatchObject({ from: null, to: null, state: "not-begun" });
    const opened = measure(rule, { ...NOTHING, opened: FOUND }, CALENDAR, day("2027-01-01"));
    expect(opened).toMatchObject({ to: "2026-11-17", state: "not-seen", days: null });
  });
  it("the law names no number: never judged, not even after years", () => {
    const rule = { id: "promptly", from: "discovered", reaches: "corrected", dayKind: "calendar" } as const;
    for (const corrected of [null, day("2026-11-03")])
      expect(measure(rule, { ...NOTHING, corrected }, CALENDAR, day("2030-01-01")).state).toBe("no-number");
  });
  it("a correction that has no due day is not judged by one", () => {
    expect(measure(due, NOTHING, CALENDAR, FOUND).state).toBe("no-number");
  });
  it("counts against the due day of the correction itself", () => {
    const days = { ...NOTHING, due: day("2026-12-01") };
    expect(measure(due, { ...days, corrected: day("2026-12-01") }, CALENDAR, FOUND).state).toBe("in-time");
    expect(measure(due, { ...days, corrected: day("2026-12-02") }, CALENDAR, FOUND).state).toBe("late");
  });
});

describe("what is drawn", () => {
  it("spans every day shown, and one day when there is but one", () => {
    const all = threeDays([share], { ...NOTHING, shared: day("2026-12-24") }, CALENDAR, day("2026-12-01"));
    expect(all.span).toEqual({ from: FOUND, to: "2026-12-24" });
    expect(threeDays([], NOTHING, CALENDAR, FOUND).span).toEqual({ from: FOUND, to: "2026-11-03" });
    expect(threeDays([], NOTHING, CALENDAR, day("2027-03-01")).span.to).toBe("2027-03-01");
    const settled = { ...NOTHING, shared: FOUND, corrected: day("2026-11-20") };
    expect(threeDays([], settled, CALENDAR, day("2027-03-01")).span.to).toBe("2026-11-20");
    expect(all.marks.map(({ mark, day: on }) => [mark, on])).toEqual([
      ["discovered", FOUND],
      ["shared", "2026-12-24"],
      ["corrected", null],
    ]);
  });
});

describe("corrections", () => {
  const one = { status: "submitted", submittedOn: day("2026-11-05"), dueOn: day("2026-11-09") } as const;
  it.each([
    ["open", null],
    ["reopened", null],
    ["submitted", "2026-11-05"],
    ["verified", "2026-11-05"],
  ] as const)("%s counts as corrected on %s", (status, on) => {
    expect(correctedOn({ ...one, status })).toBe(on);
  });
  it("a self-check is corrected when the last finding is", () => {
    const later = { ...one, submittedOn: day("2026-11-08"), dueOn: day("2026-12-01") };
    expect(runDays([one, later])).toEqual({ corrected: "2026-11-08", due: "2026-12-01" });
    expect(runDays([later, { ...one, status: "open" }])).toEqual({ corrected: null, due: "2026-12-01" });
    expect(runDays([])).toEqual({ corrected: null, due: null });
  });
});
