import fc from "fast-check";
import { expect, test } from "vitest";
import { minutesBegun, runsAt, type Timing } from "./timetable";

const year = (timing: Timing): string[] =>
  minutesBegun(new Date("2027-12-31T15:59:59Z"), new Date("2028-12-31T15:59:59Z"), 600_000)
    .filter((minute) => runsAt(timing, minute))
    .map((minute) => minute.toISOString());

test.each<[string, Timing, number, string | undefined]>([
  ["every hour", { minute: 7 }, 366 * 24, "2027-12-31T16:07:00.000Z"],
  ["every day, in China's time", { hour: 1, minute: 40 }, 366, "2027-12-31T17:40:00.000Z"],
  ["at midnight in China", { hour: 0, minute: 0 }, 366, "2027-12-31T16:00:00.000Z"],
  ["on a date of the month, which is another one in UTC", { date: 1, hour: 3, minute: 45 }, 12, "2027-12-31T19:45:00.000Z"],
])("%s", (_name, timing, runs, first) => {
  const found = year(timing);
  expect(found).toHaveLength(runs);
  expect(found[0]).toBe(first);
});

test("however often somebody looks, every minute comes once", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2e12 }), fc.array(fc.integer({ min: 1, max: 400_000 }), { maxLength: 20 }), (from, pauses) => {
      const looks = pauses.reduce<number[]>((at, pause) => [...at, (at.at(-1) ?? from) + pause], [from]);
      const seen = looks.slice(1).flatMap((at, index) => minutesBegun(new Date(looks[index] ?? from), new Date(at), 1_000));
      const whole = minutesBegun(new Date(from), new Date(looks.at(-1) ?? from), 1_000);
      expect(seen).toEqual(whole);
    })
  );
});

test("of a long pause only the last minutes are made up for, and a clock that was set back gives none", () => {
  const minutes = minutesBegun(new Date("2026-11-23T01:00:00Z"), new Date("2026-11-23T09:30:30Z"), 5);
  expect(minutes.map((minute) => minute.toISOString().slice(11, 16))).toEqual(["09:26", "09:27", "09:28", "09:29", "09:30"]);
  expect(minutesBegun(new Date("2026-11-23T09:00:00Z"), new Date("2026-11-23T08:00:00Z"), 5)).toEqual([]);
});
