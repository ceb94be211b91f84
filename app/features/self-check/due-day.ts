/** By when a finding is to be corrected: the window of its question, counted from the day after it was found. */
import { addDays, type Day } from "~/shared/day";
import { addWorkingDays, type HolidayCalendar } from "~/shared/working-days";
import type { Question, Questionnaire } from "./questionnaire";

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

/** As much of a calendar as the due days of one self-check rest on: frozen with it, for the calendar goes on changing. */
export interface FrozenCalendar {
  readonly holidays: readonly Day[];
  readonly makeUpWorkingDays: readonly Day[];
}

/** What the calendar says of the days from `on` to the latest day on which any finding could fall due. */
export function frozenCalendar(
  questionnaires: readonly Questionnaire[],
  on: Day,
  calendar: HolidayCalendar
): FrozenCalendar {
  const due = questionnaires.flatMap(({ questions }) =>
    questions.map(({ correction }) => correctionDueOn(correction, on, calendar))
  );
  const last = due.reduce((latest, each) => (each > latest ? each : latest), on);
  const within = (days: ReadonlySet<Day>) => [...days].filter((each) => each > on && each <= last).sort();
  return {
    holidays: within(calendar.holidays),
    makeUpWorkingDays: within(calendar.makeUpWorkingDays),
  };
}

/** A calendar again. Which years are official was not kept: a due day does not rest on it. */
export const calendarOf = ({ holidays, makeUpWorkingDays }: FrozenCalendar): HolidayCalendar => ({
  holidays: new Set(holidays),
  makeUpWorkingDays: new Set(makeUpWorkingDays),
  officialYears: new Set(),
});
