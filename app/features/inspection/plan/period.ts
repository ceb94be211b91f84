/** When a draw may be made: in the quarter, or for the verification in the year, that it is for. */
import { addDays, addMonths, day, type Day } from "~/shared/day";

export interface Span {
  readonly from: Day;
  /** Inclusive. */
  readonly to: Day;
}

/** @param period "2027-Q1" or "2027" */
export function spanOf(period: string): Span {
  const [year = "", quarter] = period.split("-Q");
  const from = day(`${year}-${String(quarter ? Number(quarter) * 3 - 2 : 1).padStart(2, "0")}-01`);
  return { from, to: addDays(addMonths(from, quarter ? 3 : 12), -1) };
}

/** On which days what was drawn can be visited: in its time, and when that is over, for a year from today all the same. */
export function visitSpan(period: string, on: Day): Span {
  const { from, to } = spanOf(period);
  return { from, to: to < on ? addMonths(on, 12) : to };
}

export type PeriodState = "not-begun" | "open" | "over";
export function periodState(period: string, on: Day): PeriodState {
  const { from, to } = spanOf(period);
  return on < from ? "not-begun" : on > to ? "over" : "open";
}
