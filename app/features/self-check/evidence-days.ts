/** From when to when evidence speaks for something. Both days count. Pure: the day is an argument. */
import { daysBetween, type Day } from "~/shared/day";

export const MAX_FILES_PER_QUESTION = 20;
/** How long before its end evidence counts as ending. */
export const ENDING_DAYS = 30;

export interface EvidenceDays {
  readonly effectiveFrom: Day;
  /** Null: no end is known. */
  readonly effectiveTo: Day | null;
}

export type EvidenceStanding = "valid" | "ending" | "ended";

export function evidenceStanding(effectiveTo: Day | null, on: Day): EvidenceStanding {
  if (effectiveTo === null) return "valid";
  if (effectiveTo < on) return "ended";
  return daysBetween(on, effectiveTo) <= ENDING_DAYS ? "ending" : "valid";
}

/** Days before the end on which somebody is told. */
export const REMINDERS = [30, 7, 0] as const;
export type EvidenceReminder = (typeof REMINDERS)[number];

/** The reminder that is due: the nearest to the end whose day has come, so that a morning without the job is made up for. */
export function evidenceReminder(effectiveTo: Day, on: Day): EvidenceReminder | null {
  const left = daysBetween(on, effectiveTo);
  if (left < 0) return null;
  return REMINDERS.findLast((days) => left <= days) ?? null;
}
