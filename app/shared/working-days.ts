/**
 * Working days by the official holiday calendar, make-up working days included.
 *
 * Pure: the calendar is an argument (content/calendar/holidays.yaml). A year without official data counts
 * Monday to Friday as working days; `isOfficial` says whether to show that as provisional.
 */
import { addDays, weekday, type Day } from "./day";
import type { HolidayYear } from "./holiday-year";

export interface HolidayCalendar {
  readonly holidays: ReadonlySet<Day>;
  readonly makeUpWorkingDays: ReadonlySet<Day>;
  readonly officialYears: ReadonlySet<number>;
}

export function holidayCalendar(years: readonly HolidayYear[]): HolidayCalendar {
  return {
    holidays: new Set(years.flatMap((entry) => entry.holidays)),
    makeUpWorkingDays: new Set(years.flatMap((entry) => entry.makeUpWorkingDays)),
    officialYears: new Set(
      years.filter((entry) => entry.status === "official").map((entry) => entry.year)
    ),
  };
}

export function isWorkingDay(calendar: HolidayCalendar, on: Day): boolean {
  if (calendar.makeUpWorkingDays.has(on)) return true;
  return weekday(on) <= 5 && !calendar.holidays.has(on);
}

/** Whether the official calendar for that day's year is known. */
export function isOfficial(calendar: HolidayCalendar, on: Day): boolean {
  return calendar.officialYears.has(Number(on.slice(0, 4)));
}

/**
 * The `count`-th working day after `from` (before it when negative). The day itself does not count.
 * `addWorkingDays(c, on, 0)` is `on` itself, working day or not.
 */
export function addWorkingDays(calendar: HolidayCalendar, from: Day, count: number): Day {
  const step = Math.sign(count);
  let on = from;
  for (let left = Math.abs(count); left > 0; ) {
    on = addDays(on, step);
    if (isWorkingDay(calendar, on)) left -= 1;
  }
  return on;
}

/** Working days after `from`, up to and including `to`; 0 when `to` is not later. */
export function workingDaysBetween(calendar: HolidayCalendar, from: Day, to: Day): number {
  let count = 0;
  for (let on = addDays(from, 1); on <= to; on = addDays(on, 1))
    if (isWorkingDay(calendar, on)) count += 1;
  return count;
}
