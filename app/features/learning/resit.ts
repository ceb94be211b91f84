/** How often an exam may be started: once and `resits` more times within any `resitHours`. */
import type { PointRules } from "./points";

/** The moment from which another attempt may start, or null when it may start at `at`. */
export function nextStart(started: readonly Date[], at: Date, { resits, resitHours }: Pick<PointRules, "resits" | "resitHours">): Date | null {
  const window = resitHours * 3_600_000;
  const recent = started
    .map((instant) => instant.getTime())
    .filter((time) => at.getTime() - time < window)
    .sort((a, b) => b - a);
  const oldest = recent[resits];
  return oldest === undefined ? null : new Date(oldest + window);
}
