import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holidays } from "./holidays.server";
import { addDays, day, weekday } from "~/shared/day";
import {
  addWorkingDays,
  isOfficial,
  isWorkingDay,
  workingDaysBetween,
} from "~/shared/working-days";

const calendar = holidays();
const anyDay = fc.integer({ min: 0, max: 1_000 }).map((count) => addDays(day("2025-01-01"), count));

describe("isWorkingDay", () => {
  it.each([
    ["2026-11-20", true, "a Friday"],
    ["2026-11-21", false, "a Saturday"],
    ["2026-11-22", false, "a Sunday"],
    ["2026-10-01", false, "National Day"],
    ["2026-10-08", true, "the first Thursday after the holiday"],
    ["2026-10-10", true, "a Saturday worked for National Day"],
    ["2026-02-14", true, "a Saturday worked for Spring Festival"],
    ["2026-02-23", false, "a Monday in Spring Festival"],
    ["2026-01-04", true, "a Sunday worked for New Year"],
    ["2025-10-08", false, "a Wednesday in the 2025 National Day holiday"],
    ["2027-01-01", true, "a Friday of a year without a notice yet"],
  ])("%s: %s (%s)", (on, expected) => {
    expect(isWorkingDay(calendar, day(on))).toBe(expected);
  });

  it("knows which years are official", () => {
    expect(isOfficial(calendar, day("2026-12-31"))).toBe(true);
    expect(isOfficial(calendar, day("2027-01-01"))).toBe(false);
  });
});

describe("addWorkingDays", () => {
  it.each([
    ["2026-11-20", 1, "2026-11-23"],
    ["2026-11-23", 7, "2026-12-02"],
    ["2026-09-30", 1, "2026-10-08"],
    ["2026-09-30", 3, "2026-10-10"],
    ["2026-02-13", 1, "2026-02-14"],
    ["2026-02-14", 1, "2026-02-24"],
    ["2026-12-31", 1, "2027-01-01"],
    ["2026-11-22", 0, "2026-11-22"],
    ["2026-11-23", -1, "2026-11-20"],
  ])("%s + %i = %s", (from, count, expected) => {
    expect(addWorkingDays(calendar, day(from), count)).toBe(expected);
  });

  it("ends on a working day and counts as many as asked", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 60 }), (from, count) => {
        const to = addWorkingDays(calendar, from, count);
        expect(isWorkingDay(calendar, to)).toBe(true);
        expect(workingDaysBetween(calendar, from, to)).toBe(count);
        expect(workingDaysBetween(calendar, to, from)).toBe(0);
      })
    );
  });
});

describe("content/calendar/holidays.yaml", () => {
  it("makes up only on weekends and never on a holiday", () => {
    for (const on of calendar.makeUpWorkingDays) {
      expect(weekday(on)).toBeGreaterThan(5);
      expect(calendar.holidays.has(on)).toBe(false);
    }
  });

  it("has 28 holidays in 2025 and 33 in 2026", () => {
    const count = (year: string) =>
      [...calendar.holidays].filter((on) => on.startsWith(year)).length;
    expect(count("2025")).toBe(28);
    expect(count("2026")).toBe(33);
  });
});
