/**
 * The day a problem was discovered, the day it was shared and the day it was corrected, held against the windows of
 * content/rules/disclosure.yaml. Pure. The last day of a window is still in time.
 */
import { addDays, daysBetween, type Day } from "~/shared/day";
import { addWorkingDays, type HolidayCalendar } from "~/shared/working-days";
import { MARKS, type Mark, type Window } from "./disclosure";

export interface DisclosureDays {
  readonly discovered: Day;
  readonly shared: Day | null;
  /** First opening by an agency. */
  readonly opened: Day | null;
  readonly corrected: Day | null;
  /** By when it is to be corrected; null when nothing is. */
  readonly due: Day | null;
}

export type WindowState =
  /** Reached on its last day or before. */
  | "in-time"
  /** Reached after its last day, or not reached and the last day has passed. */
  | "late"
  /** Not reached, and there is still time. */
  | "open"
  /** The day it begins on has not come. */
  | "not-begun"
  /** The law names no number of days: the portal does not judge. */
  | "no-number"
  /** What keeps it happens outside the portal. */
  | "not-seen";

type Rule = Pick<Window, "id" | "from" | "reaches" | "days" | "dayKind">;

export interface MeasuredWindow {
  readonly id: string;
  readonly from: Day | null;
  /** Its last day. */
  readonly to: Day | null;
  readonly reached: Day | null;
  readonly state: WindowState;
  /** Days left when open, days over when late; otherwise null. */
  readonly days: number | null;
}

function lastDay(
  rule: Rule,
  from: Day,
  due: Day | null,
  calendar: HolidayCalendar
): Day | null {
  if (rule.days === undefined) return null;
  if (rule.days === "due") return due;
  return rule.dayKind === "working"
    ? addWorkingDays(calendar, from, rule.days)
    : addDays(from, rule.days);
}

export function measure(
  rule: Rule,
  days: DisclosureDays,
  calendar: HolidayCalendar,
  on: Day
): MeasuredWindow {
  const from = days[rule.from];
  const to = from === null ? null : lastDay(rule, from, days.due, calendar);
  const reached = rule.reaches === undefined ? null : days[rule.reaches];
  const measured = { id: rule.id, from, to, reached };
  if (from === null) return { ...measured, state: "not-begun", days: null };
  if (to === null) return { ...measured, state: "no-number", days: null };
  if (rule.reaches === undefined) return { ...measured, state: "not-seen", days: null };
  const over = daysBetween(to, reached ?? on);
  if (over > 0) return { ...measured, state: "late", days: over };
  return reached
    ? { ...measured, state: "in-time", days: null }
    : { ...measured, state: "open", days: 0 - over };
}

export interface ThreeDays {
  readonly marks: readonly { readonly mark: Mark; readonly day: Day | null }[];
  readonly windows: readonly MeasuredWindow[];
  /** First and last day of the drawing, at least one day apart. Reaches to today while one of the three is missing. */
  readonly span: { readonly from: Day; readonly to: Day };
}

export function threeDays(
  rules: readonly Rule[],
  days: DisclosureDays,
  calendar: HolidayCalendar,
  on: Day
): ThreeDays {
  const windows = rules.map((rule) => measure(rule, days, calendar, on));
  const settled = MARKS.every((mark) => days[mark] !== null);
  const shown = [
    settled ? null : on,
    ...MARKS.map((mark) => days[mark]),
    ...windows.flatMap(({ from, to }) => [from, to]),
  ].filter((each) => each !== null);
  const to = shown.reduce((latest, each) => (each > latest ? each : latest), days.discovered);
  return {
    marks: MARKS.map((mark) => ({ mark, day: days[mark] })),
    windows,
    span: { from: days.discovered, to: to > days.discovered ? to : addDays(to, 1) },
  };
}

interface Corrected {
  readonly status: "open" | "submitted" | "verified" | "reopened";
  readonly submittedOn: Day | null;
  readonly dueOn: Day;
}

/** The day the enterprise submitted its correction; none while it is open or sent back. */
export const correctedOn = ({ status, submittedOn }: Corrected): Day | null =>
  status === "submitted" || status === "verified" ? submittedOn : null;

/** Of a whole self-check: corrected once every finding is, due when the last one is. */
export function runDays(corrections: readonly Corrected[]): Pick<DisclosureDays, "corrected" | "due"> {
  const latest = (all: readonly Day[]): Day | null =>
    all.reduce<Day | null>((last, each) => (last === null || each > last ? each : last), null);
  const done = corrections.map(correctedOn).filter((each) => each !== null);
  return {
    corrected: done.length === corrections.length ? latest(done) : null,
    due: latest(corrections.map(({ dueOn }) => dueOn)),
  };
}
