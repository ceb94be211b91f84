/**
 * Which half-days an enterprise can book, and why the others cannot be.
 *
 * Pure. Days are civil days in China; a half-day is 09:00–12:00 or 13:30–17:00 there. The numbers are arguments
 * (content/rules/booking.yaml). Lead: the first bookable day is the `leadWorkingDays`-th working day after the day of
 * the request; the last one is `visitWithinWorkingDays` working days after that.
 */
import { addDays, daysBetween, instantAt, type Day } from "~/shared/day";
import { addWorkingDays, isWorkingDay, type HolidayCalendar } from "~/shared/working-days";

export const HALVES = ["am", "pm"] as const;
export type Half = (typeof HALVES)[number];

export interface BookingRules {
  readonly replyWorkingDays: number;
  readonly visitWithinWorkingDays: number;
  readonly leadWorkingDays: number;
  readonly cancelWorkingDaysBefore: number;
  readonly noShowsBeforeWait: number;
  readonly noShowWaitDays: number;
}

/** One half-day of one officer. */
export interface OfficerHalfDay {
  readonly officerId: string;
  readonly day: Day;
  readonly half: Half;
}
export interface HalfDay {
  readonly day: Day;
  readonly half: Half;
}
export type HalfDayState = "free" | "taken" | "no-officer" | "not-working";
export interface OfferedHalfDay extends HalfDay {
  readonly state: HalfDayState;
}

const HOURS: Readonly<Record<Half, readonly [from: number, to: number]>> = { am: [9, 12], pm: [13.5, 17] };

/** The half-open stretch of time of a half-day. */
export function halfDayTimes({ day, half }: HalfDay): { from: Date; to: Date } {
  const [from, to] = HOURS[half];
  return { from: instantAt(day, from), to: instantAt(day, to) };
}

/** First and last bookable day for a request made on `on`. */
export function bookableDays(on: Day, rules: BookingRules, calendar: HolidayCalendar): { first: Day; last: Day } {
  const first = addWorkingDays(calendar, on, rules.leadWorkingDays);
  return { first, last: addWorkingDays(calendar, first, rules.visitWithinWorkingDays) };
}

/** Every half-day of the bookable days with its state, in order of time. */
export function offeredHalfDays(
  on: Day,
  plans: readonly OfficerHalfDay[],
  taken: readonly OfficerHalfDay[],
  rules: BookingRules,
  calendar: HolidayCalendar
): OfferedHalfDay[] {
  const { first, last } = bookableDays(on, rules, calendar);
  const key = ({ officerId, day, half }: OfficerHalfDay) => `${officerId} ${day} ${half}`;
  const busy = new Set(taken.map(key));
  const planned = new Map<string, boolean>();
  for (const plan of plans) {
    const at = `${plan.day} ${plan.half}`;
    planned.set(at, (planned.get(at) ?? false) || !busy.has(key(plan)));
  }
  return Array.from({ length: daysBetween(first, last) + 1 }, (_, ahead) => addDays(first, ahead)).flatMap((day) =>
    HALVES.map((half): OfferedHalfDay => {
      if (!isWorkingDay(calendar, day)) return { day, half, state: "not-working" };
      const free = planned.get(`${day} ${half}`);
      return { day, half, state: free === undefined ? "no-officer" : free ? "free" : "taken" };
    })
  );
}

/** The `count` free half-days nearest to the one that was taken, earlier ones first among equals. */
export function alternatives(offered: readonly OfferedHalfDay[], wanted: HalfDay, count = 3): HalfDay[] {
  const distance = ({ day, half }: HalfDay) => Math.abs(daysBetween(wanted.day, day) * 2 + HALVES.indexOf(half) - HALVES.indexOf(wanted.half));
  return offered
    .filter(({ state }) => state === "free")
    .toSorted((a, b) => distance(a) - distance(b) || (a.day < b.day ? -1 : 1))
    .slice(0, count)
    .map(({ day, half }) => ({ day, half }));
}

/** May an appointment on `day` still be cancelled on `on`? The last day is `cancelWorkingDaysBefore` working days before. */
export function mayCancel(on: Day, day: Day, rules: BookingRules, calendar: HolidayCalendar): boolean {
  return on <= addWorkingDays(calendar, day, -rules.cancelWorkingDaysBefore);
}

/**
 * The day from which an enterprise may book again after missed visits, or null when it may now.
 * The wait starts with the last missed visit once there are `noShowsBeforeWait` within the wait before it.
 */
export function waitUntil(on: Day, noShowDays: readonly Day[], rules: BookingRules): Day | null {
  const sorted = noShowDays.toSorted();
  const last = sorted.at(-1);
  if (!last) return null;
  const counted = sorted.filter((day) => daysBetween(day, last) < rules.noShowWaitDays).length;
  const again = addDays(last, rules.noShowWaitDays);
  return counted >= rules.noShowsBeforeWait && on < again ? again : null;
}
