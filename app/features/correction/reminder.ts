/** On which days people are reminded of a correction that is still in hand. */
import { addDays, daysBetween, type Day } from "~/shared/day";
import { DUE_SOON_DAYS } from "./standing";

export type Reminder = "due-soon" | "due-today" | "overdue";

/** Due days of which there is something to say on `on`: the day it gets near, the day itself, the day after. */
export const remindedDueDays = (on: Day): Day[] => [
  addDays(on, DUE_SOON_DAYS),
  on,
  addDays(on, -1),
];

export function reminderOn(on: Day, dueOn: Day): Reminder | null {
  const daysLeft = daysBetween(on, dueOn);
  if (daysLeft === DUE_SOON_DAYS) return "due-soon";
  if (daysLeft === 0) return "due-today";
  return daysLeft === -1 ? "overdue" : null;
}
