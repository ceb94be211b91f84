/**
 * Civil days in China (UTC+8, no daylight saving), without a clock.
 *
 * A `Day` is "YYYY-MM-DD", so days compare with `<`. Instants are UTC and belong to the database.
 * Working days need the holiday calendar: see `working-days.ts`.
 */
export type Day = string & { readonly __brand: "Day" };

/** @throws {RangeError} if `text` is not a real calendar day */
export function day(text: string): Day {
  const parsed = new Date(`${text}T00:00:00Z`);
  if (
    !/^\d{4}-\d{2}-\d{2}$/.test(text) ||
    Number.isNaN(parsed.getTime()) ||
    parsed.toISOString().slice(0, 10) !== text
  ) {
    throw new RangeError(`Not a calendar day: "${text}". Expected YYYY-MM-DD.`);
  }
  return text as Day;
}

export function isDay(text: unknown): text is Day {
  if (typeof text !== "string") return false;
  try {
    day(text);
    return true;
  } catch {
    return false;
  }
}

const MS_PER_DAY = 86_400_000;

export function addDays(from: Day, count: number): Day {
  const date = Number(from.slice(8)) + count;
  if (date >= 1 && date <= 28) return (from.slice(0, 8) + twoDigits(date)) as Day;
  return new Date(Date.parse(`${from}T00:00:00Z`) + count * MS_PER_DAY)
    .toISOString()
    .slice(0, 10) as Day;
}

const twoDigits = (number: number): string => (number < 10 ? `0${number}` : `${number}`);

/** Whole days from `a` to `b`; negative when `b` is earlier. */
export function daysBetween(a: Day, b: Day): number {
  return (Date.parse(b) - Date.parse(a)) / MS_PER_DAY;
}

/**
 * The same date `count` calendar months later; the last day of the month when that date does not exist
 * (29 February + 12 months = 28 February, 31 January + 1 month = 28 or 29 February).
 */
export function addMonths(from: Day, count: number): Day {
  const index = Number(from.slice(0, 4)) * 12 + Number(from.slice(5, 7)) - 1 + count;
  const year = Math.floor(index / 12);
  const month = index - year * 12 + 1;
  const date = Math.min(Number(from.slice(8)), lastDateOf(year, month));
  return `${`${year}`.padStart(4, "0")}-${twoDigits(month)}-${twoDigits(date)}` as Day;
}

function lastDateOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Monday = 1 … Sunday = 7. */
export function weekday(on: Day): number {
  return ((new Date(`${on}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
}

/** The civil day in China at an instant. */
export function dayAt(instant: Date): Day {
  return new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 10) as Day;
}

/** The instant at which a China-time clock shows `on` `hour`:00. */
export function instantAt(on: Day, hour: number): Date {
  return new Date(Date.parse(`${on}T00:00:00Z`) + (hour - 8) * 3_600_000);
}
