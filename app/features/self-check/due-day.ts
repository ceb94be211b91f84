/** By when a finding is to be corrected: the window of its question, counted from the day after it was found. */
import { addDays, type Day } from "~/shared/day";
import { addWorkingDays, type HolidayCalendar } from "~/shared/working-days";
import type { Question } from "./questionnaire";

/** The last day in time. */
export function correctionDueOn(
  window: Question["correction"],
  foundOn: Day,
  calendar: HolidayCalendar
): Day {
  return window.dayKind === "working"
    ? addWorkingDays(calendar, foundOn, window.days)
    : addDays(foundOn, window.days);
}
