/** On which days people are reminded of a correction that is still in hand. Pure. */
import { addDays, daysBetween, type Day } from "~/shared/day";

/** Days from the due day: three times before, on the day, twice after, then weekly, four times. */
export const REMINDER_STEPS = [-7, -3, -1, 0, 1, 7, 14, 21, 28, 35] as const;
export type ReminderStep = (typeof REMINDER_STEPS)[number];

/** Due days of which there may be something to say on `on`: from `from` to `to`. */
export const remindedDueDays = (on: Day): { readonly from: Day; readonly to: Day } => ({
  // A week later than the last step, so that a portal that stood still for a week says it all the same.
  from: addDays(on, -42),
  to: addDays(on, 7),
});

/**
 * The step reached last, or null. Steps that came and went while nobody was reminded are not made up for: one letter says
 * how it stands now. What fell before the day of the finding is not a step of it.
 */
export function reminderOn(on: Day, dueOn: Day, foundOn: Day): ReminderStep | null {
  const late = daysBetween(dueOn, on);
  if (late > 42) return null;
  const step = REMINDER_STEPS.findLast((days) => days <= late);
  return step !== undefined && addDays(dueOn, step) > foundOn ? step : null;
}
