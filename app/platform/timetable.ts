/**
 * When work that comes round by itself runs, on a clock in China. A cron parser would be asked for each of them every half
 * minute and take a fifth of a second of everybody's time; what is needed of it is three numbers.
 */
export interface Timing {
  readonly minute: number;
  /** Left out: every hour. */
  readonly hour?: number;
  /** Of the month, up to 28; left out: every day. */
  readonly date?: number;
}

const MINUTE_MS = 60_000;
const CHINA_AHEAD_MS = 8 * 3_600_000;

/** Whether it runs in the minute in which `at` lies. */
export function runsAt({ minute, hour, date }: Timing, at: Date): boolean {
  const china = new Date(at.getTime() + CHINA_AHEAD_MS);
  return (
    china.getUTCMinutes() === minute && (hour === undefined || china.getUTCHours() === hour) && (date === undefined || china.getUTCDate() === date)
  );
}

/** The beginnings of the minutes that began after `after` and not after `until`, the last `atMost` of them. */
export function minutesBegun(after: Date, until: Date, atMost: number): Date[] {
  const last = Math.floor(until.getTime() / MINUTE_MS);
  const first = Math.max(Math.floor(after.getTime() / MINUTE_MS) + 1, last - atMost + 1);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => new Date((first + at) * MINUTE_MS));
}
