/** Which later due day may be asked for, and who decides. Pure; days are civil days in China. */
import { addDays, daysBetween, type Day } from "~/shared/day";
import { addWorkingDays, type HolidayCalendar } from "~/shared/working-days";

interface Due {
  readonly foundOn: Day;
  /** The due day before any extension. */
  readonly firstDueOn: Day;
  readonly dueOn: Day;
  /** The rule of the first due day; null where it is not on record: then as many days as there were. */
  readonly windowDays: number | null;
  readonly windowKind: "working" | "calendar" | null;
}

export interface Bounds {
  readonly earliest: Day;
  readonly latest: Day;
}

/** From the day after the present due day to the end of the rule's window, counted once more. Null when that is used up. */
export function extensionBounds(due: Due, calendar: HolidayCalendar): Bounds | null {
  const { firstDueOn, dueOn, windowDays, windowKind } = due;
  const days = windowDays ?? Math.max(1, daysBetween(due.foundOn, firstDueOn));
  const latest =
    windowKind === "working" ? addWorkingDays(calendar, firstDueOn, days) : addDays(firstDueOn, days);
  const earliest = addDays(dueOn, 1);
  return earliest <= latest ? { earliest, latest } : null;
}

export type ExtensionFault = "too-early" | "too-late" | "used-up" | "unexplained";

/** What stands against asking on `on` for `newDueOn`, or null. After the due day it takes a word on why so late. */
export function extensionFault(
  due: Due,
  asked: { readonly on: Day; readonly newDueOn: Day; readonly whyLate: string },
  calendar: HolidayCalendar
): ExtensionFault | null {
  const bounds = extensionBounds(due, calendar);
  if (!bounds) return "used-up";
  if (asked.newDueOn < bounds.earliest || asked.newDueOn <= asked.on) return "too-early";
  if (asked.newDueOn > bounds.latest) return "too-late";
  return asked.on > due.dueOn && asked.whyLate.length < 5 ? "unexplained" : null;
}

export type Decider = "legal-representative" | "another-lead" | "officer";

/**
 * Of what an agency found an officer decides; of what the enterprise found itself, its legal representative. When that
 * is who asks, a manager may too: most enterprises have one legal representative, and nobody decides on their own request.
 */
export function deciderOf(source: string, askerRole: string | null): Decider {
  if (source !== "self-check") return "officer";
  return askerRole === "legal-representative" ? "another-lead" : "legal-representative";
}

const ROLES: Readonly<Record<Decider, readonly string[]>> = {
  "legal-representative": ["legal-representative"],
  "another-lead": ["legal-representative", "manager"],
  officer: ["officer", "approver"],
};
/** Whether a person of this role is such a decider. That it is not their own request is to be seen besides. */
export const decides = (decider: Decider, role: string): boolean => ROLES[decider].includes(role);
