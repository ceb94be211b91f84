import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  addMonths,
  day,
  dayAt,
  daysBetween,
  instantAt,
  isDay,
  weekday,
} from "./day";
import { daySchema } from "./day-schema";

const anyDay = fc
  .integer({ min: 0, max: 40_000 })
  .map((count) => addDays(day("1990-01-01"), count));

describe("day", () => {
  it.each(["2024-02-29", "2000-02-29", "2026-12-31", "0001-01-01"])("accepts %s", (text) => {
    expect(day(text)).toBe(text);
    expect(daySchema.safeParse(text).success).toBe(true);
  });

  it.each([
    "2026-02-29",
    "1900-02-29",
    "2026-02-30",
    "2026-13-01",
    "2026-00-10",
    "2026-1-1",
    "",
    "20260101",
    "2026-01-01T00:00",
  ])("refuses %j", (text) => {
    expect(() => day(text)).toThrow(`Not a calendar day: "${text}". Expected YYYY-MM-DD.`);
    expect(isDay(text)).toBe(false);
    expect(daySchema.safeParse(text).success).toBe(false);
  });
});

describe("addMonths", () => {
  it.each([
    ["2024-11-22", 24, "2026-11-22"],
    ["2024-02-29", 12, "2025-02-28"],
    ["2024-02-29", 24, "2026-02-28"],
    ["2024-02-29", 48, "2028-02-29"],
    ["2026-01-31", 1, "2026-02-28"],
    ["2028-01-31", 1, "2028-02-29"],
    ["2026-12-31", 1, "2027-01-31"],
    ["2026-12-31", 2, "2027-02-28"],
    ["2026-01-15", -1, "2025-12-15"],
    ["2026-03-31", -1, "2026-02-28"],
    ["2026-05-31", 0, "2026-05-31"],
  ])("%s + %i months = %s", (from, count, expected) => {
    expect(addMonths(day(from), count)).toBe(expected);
  });

  it.each(["1900-01-31", "2000-01-31", "2023-01-31", "2024-01-31"])(
    "finds the end of February after %s",
    (from) => {
      expect(addDays(addMonths(day(from), 1), 1)).toBe(`${from.slice(0, 4)}-03-01`);
    }
  );

  it("keeps the order of days", () => {
    fc.assert(
      fc.property(anyDay, anyDay, fc.integer({ min: -120, max: 120 }), (a, b, count) => {
        const [first, second] = a <= b ? [a, b] : [b, a];
        expect(addMonths(first, count) <= addMonths(second, count)).toBe(true);
      })
    );
  });
});

describe("addDays, daysBetween, weekday", () => {
  it.each([
    ["2026-12-31", 1, "2027-01-01"],
    ["2024-02-28", 1, "2024-02-29"],
    ["2025-02-28", 1, "2025-03-01"],
    ["2024-03-01", -1, "2024-02-29"],
  ])("%s + %i days = %s", (from, count, expected) => {
    expect(addDays(day(from), count)).toBe(expected);
  });

  it("undo each other", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -5_000, max: 5_000 }), (from, count) => {
        const to = addDays(from, count);
        expect(daysBetween(from, to)).toBe(count);
        expect((((weekday(from) - 1 + count) % 7) + 7) % 7).toBe(weekday(to) - 1);
      })
    );
  });

  it("agree with the machine's own calendar", () => {
    fc.assert(
      fc.property(
        anyDay,
        fc.integer({ min: -60, max: 60 }),
        fc.integer({ min: -600, max: 600 }),
        (from, days, months) => {
          const [year, month, date] = from.split("-").map(Number) as [number, number, number];
          const iso = (instant: number) => new Date(instant).toISOString().slice(0, 10);
          expect(addDays(from, days)).toBe(iso(Date.UTC(year, month - 1, date + days)));
          const lastDate = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
          expect(addMonths(from, months)).toBe(
            iso(Date.UTC(year, month - 1 + months, Math.min(date, lastDate)))
          );
        }
      ),
      { numRuns: 2_000 }
    );
  });

  it("start the week on Monday", () => {
    expect(weekday(day("2026-11-22"))).toBe(7);
    expect(weekday(day("2026-11-23"))).toBe(1);
  });
});

describe("civil days in China", () => {
  it.each([
    ["2026-11-22T15:59:59.999Z", "2026-11-22"],
    ["2026-11-22T16:00:00.000Z", "2026-11-23"],
    ["2026-12-31T16:00:00.000Z", "2027-01-01"],
    ["2024-02-28T16:00:00.000Z", "2024-02-29"],
  ])("%s is in %s", (instant, expected) => {
    expect(dayAt(new Date(instant))).toBe(expected);
  });

  it("give back the day of any of their hours", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 23 }), (on, hour) => {
        expect(dayAt(instantAt(on, hour))).toBe(on);
      })
    );
  });
});
