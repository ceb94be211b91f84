import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, day } from "~/shared/day";
import { holidayCalendar } from "~/shared/working-days";
import { calendarOf, correctionDueOn, frozenCalendar } from "./due-day";
import { ON, question, questionnaire } from "./example-questions";

/** 22 November 2026 is a Sunday. Here Wednesday is free and the Saturday after it is worked. */
const CALENDAR = holidayCalendar([
  {
    year: 2026,
    status: "official",
    holidays: [day("2026-11-20"), day("2026-11-25"), day("2026-12-31")],
    makeUpWorkingDays: [day("2026-11-22"), day("2026-11-28"), day("2026-12-27")],
  },
]);
const setOf = (...windows: { days: number; dayKind: "working" | "calendar" }[]) => [
  questionnaire(windows.map((correction, at) => question(`q${at}`, { correction }))),
];

describe("the due day of a finding", () => {
  it.each([
    ["working", 1, "2026-11-23"],
    ["working", 2, "2026-11-24"],
    ["working", 3, "2026-11-26"],
    ["working", 5, "2026-11-28"],
    ["calendar", 1, "2026-11-23"],
    ["calendar", 3, "2026-11-25"],
    ["calendar", 30, "2026-12-22"],
  ] as const)("in %s days, %d of them: %s", (dayKind, days, expected) => {
    expect(correctionDueOn({ days, dayKind }, ON, CALENDAR)).toBe(expected);
  });
});

describe("the calendar that is frozen", () => {
  it("reaches from the day after the finding to the latest due day, and no further", () => {
    expect(frozenCalendar(setOf({ days: 1, dayKind: "calendar" }, { days: 5, dayKind: "working" }), ON, CALENDAR)).toEqual({
      holidays: ["2026-11-25"],
      makeUpWorkingDays: ["2026-11-28"],
    });
    expect(frozenCalendar(setOf({ days: 2, dayKind: "calendar" }), ON, CALENDAR)).toEqual({
      holidays: [],
      makeUpWorkingDays: [],
    });
    expect(frozenCalendar(setOf({ days: 39, dayKind: "calendar" }, { days: 2, dayKind: "working" }), ON, CALENDAR).holidays).toEqual([
      "2026-11-25",
      "2026-12-31",
    ]);
  });

  it("has its days in order, whatever order the calendar has them in", () => {
    const backwards = { ...CALENDAR, holidays: new Set([...CALENDAR.holidays].toReversed()) };
    const set = setOf({ days: 60, dayKind: "calendar" });
    expect(frozenCalendar(set, ON, backwards)).toEqual(frozenCalendar(set, ON, CALENDAR));
  });

  it("gives the due days that the whole calendar gave", () => {
    const days = fc.uniqueArray(fc.integer({ min: -30, max: 200 }), { maxLength: 60 });
    const window = fc.record({
      days: fc.integer({ min: 1, max: 90 }),
      dayKind: fc.constantFrom("working" as const, "calendar" as const),
    });
    fc.assert(
      fc.property(days, days, fc.array(window, { minLength: 1, maxLength: 5 }), (free, worked, windows) => {
        const calendar = {
          holidays: new Set(free.map((offset) => addDays(ON, offset))),
          makeUpWorkingDays: new Set(worked.map((offset) => addDays(ON, offset))),
          officialYears: new Set<number>(),
        };
        const kept = calendarOf(frozenCalendar(setOf(...windows), ON, calendar));
        for (const each of windows)
          expect(correctionDueOn(each, ON, kept)).toBe(correctionDueOn(each, ON, calendar));
      })
    );
  });
});
