/**
 * The only clock. `now` and `today` are the portal's time, which tests and the demonstration mode can move ahead;
 * `wallClock` is the machine's, for sessions and rate limits, which must not jump.
 */
import { dayAt, type Day } from "~/shared/day";

let offsetDays = 0;

export function now(): Date {
  return new Date(Date.now() + offsetDays * 86_400_000);
}

/** Today's civil day in China. */
export function today(): Day {
  return dayAt(now());
}

export function wallClock(): Date {
  return new Date();
}

/** Moves the portal's time ahead of the machine's. Refused in production by its callers' policy. */
export function setClockOffsetDays(days: number): void {
  offsetDays = days;
}

export function clockOffsetDays(): number {
  return offsetDays;
}
