import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, day, type Day } from "~/shared/day";
import { holidayCalendar } from "~/shared/working-days";
import { alternatives, bookableDays, halfDayTimes, mayCancel, offeredHalfDays, waitUntil, type BookingRules } from "./slots";

const rules: BookingRules = {
  replyWorkingDays: 3,
  visitWithinWorkingDays: 10,
  leadWorkingDays: 5,
  cancelWorkingDaysBefore: 1,
  noShowsBeforeWait: 2,
  noShowWaitDays: 90,
};
const calendar = holidayCalendar([
  {
    year: 2026,
    status: "official",
    holidays: [day("2026-10-01"), day("2026-10-02"), day("2026-10-05"), day("2026-10-06"), day("2026-10-07")],
    makeUpWorkingDays: [day("2026-10-10")],
  },
]);

describe("bookableDays", () => {
  it.each([
    ["five working days ahead over a weekend", "2026-11-23", "2026-11-30", "2026-12-14"],
    ["asked on a Saturday counts from Monday", "2026-11-21", "2026-11-27", "2026-12-11"],
    ["skips a holiday and uses its make-up Saturday", "2026-09-28", "2026-10-10", "2026-10-23"],
    ["crosses the year's end", "2026-12-28", "2027-01-04", "2027-01-18"],
  ])("%s", (_case, on, first, last) => {
    expect(bookableDays(day(on), rules, calendar)).toEqual({ first, last });
  });
});

describe("offeredHalfDays", () => {
  const on = day("2026-11-23");
  const first = day("2026-11-30");
  const plan = (officerId: string, half: "am" | "pm" = "am") => ({ officerId, day: first, half });
  const stateOf = (plans: ReturnType<typeof plan>[], taken: ReturnType<typeof plan>[]) =>
    offeredHalfDays(on, plans, taken, rules, calendar).find((slot) => slot.day === first && slot.half === "am")?.state;

  it.each([
    ["free with one officer", [plan("a")], [], "free"],
    ["taken when that officer is", [plan("a")], [plan("a")], "taken"],
    ["free when a second officer is left", [plan("a"), plan("b")], [plan("a")], "free"],
    ["without officer when nobody planned it", [plan("a", "pm")], [], "no-officer"],
  ])("is %s", (_case, plans, taken, state) => {
    expect(stateOf(plans, taken)).toBe(state);
  });

  it("never offers a day that is not a working day", () => {
    const saturday = day("2026-12-05");
    const slots = offeredHalfDays(on, [{ officerId: "a", day: saturday, half: "am" }], [], rules, calendar);
    expect(slots.filter((slot) => slot.day === saturday).map((slot) => slot.state)).toEqual(["not-working", "not-working"]);
  });

  it("offers only free half-days as alternatives, the nearest first", () => {
    const plans = [0, 1, 2, 3].map((ahead) => ({ officerId: "a", day: addDays(first, ahead), half: "pm" as const }));
    const offered = offeredHalfDays(on, plans, [plans[0]!], rules, calendar);
    expect(alternatives(offered, { day: first, half: "pm" })).toEqual(plans.slice(1).map(({ day: at, half }) => ({ day: at, half })));
  });
});

it("a half-day is the same instant whatever the machine's time zone", () => {
  expect(halfDayTimes({ day: day("2026-11-30"), half: "pm" })).toEqual({
    from: new Date("2026-11-30T05:30:00Z"),
    to: new Date("2026-11-30T09:00:00Z"),
  });
});

describe("mayCancel", () => {
  it.each([
    ["the working day before", "2026-11-27", "2026-11-30", true],
    ["the weekend between", "2026-11-28", "2026-11-30", false],
    ["the day itself", "2026-11-30", "2026-11-30", false],
  ])("on %s", (_case, on, visit, expected) => {
    expect(mayCancel(day(on), day(visit), rules, calendar)).toBe(expected);
  });
});

describe("waitUntil", () => {
  const days = (...texts: string[]): Day[] => texts.map(day);
  it.each([
    ["no missed visit", days(), null],
    ["one missed visit", days("2026-11-01"), null],
    ["two within 90 days", days("2026-09-01", "2026-11-01"), "2027-01-30"],
    ["two more than 90 days apart", days("2026-06-01", "2026-11-01"), null],
  ])("after %s", (_case, missed, expected) => {
    expect(waitUntil(day("2026-11-23"), missed, rules)).toBe(expected);
  });

  it("ends on the 90th day", () => {
    expect(waitUntil(day("2027-01-29"), days("2026-10-20", "2026-11-01"), rules)).toBe("2027-01-30");
    expect(waitUntil(day("2027-01-30"), days("2026-10-20", "2026-11-01"), rules)).toBeNull();
  });

  it("never shortens with another missed visit", () => {
    const someDay = fc.integer({ min: 0, max: 400 }).map((count) => addDays(day("2026-01-01"), count));
    fc.assert(
      fc.property(fc.array(someDay, { maxLength: 6 }), (missed) => {
        const later = addDays(missed.toSorted().at(-1) ?? day("2026-01-01"), 1);
        const before = waitUntil(later, missed, rules);
        const after = waitUntil(later, [...missed, later], rules);
        expect((after ?? "") >= (before ?? "")).toBe(true);
      })
    );
  });
});
