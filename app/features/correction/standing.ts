/** How a correction stands on a day, and which share of them was made in time. Pure; days are civil days in China. */
import { addMonths, daysBetween, type Day } from "~/shared/day";

export type Standing = "closed" | "on-time" | "due-soon" | "overdue";
export type CorrectionStatus = "open" | "submitted" | "verified" | "reopened";

/** Days before the due day from which an open correction counts as due soon. */
export const DUE_SOON_DAYS = 5;

interface Dated {
  readonly status: CorrectionStatus;
  readonly dueOn: Day;
  /** Day of the last submission; null before the first and after a reopening. */
  readonly submittedOn: Day | null;
}

/**
 * The due day itself is still in time. What counts is the day the enterprise submitted, not the day someone got round to
 * verifying it: a correction waiting for its verification stands as it stood when submitted.
 */
export function standingOn(on: Day, { status, dueOn, submittedOn }: Dated): Standing {
  if (status === "verified") return "closed";
  const daysLeft = daysBetween(status === "submitted" && submittedOn ? submittedOn : on, dueOn);
  if (daysLeft < 0) return "overdue";
  if (status === "submitted") return "on-time";
  return daysLeft <= DUE_SOON_DAYS ? "due-soon" : "on-time";
}

export const closedOnTime = ({ status, dueOn, submittedOn }: Dated): boolean =>
  status === "verified" && submittedOn !== null && submittedOn <= dueOn;

/** Corrections that fell due in the twelve months up to `on`, and those already closed that fall due later. */
export function correctionShare(
  on: Day,
  corrections: readonly Dated[]
): { due: number; closedOnTime: number } {
  const from = addMonths(on, -12);
  const counted = corrections.filter(
    ({ status, dueOn }) => dueOn > from && (dueOn <= on || status === "verified")
  );
  return { due: counted.length, closedOnTime: counted.filter(closedOnTime).length };
}
