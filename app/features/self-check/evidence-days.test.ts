import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, day } from "~/shared/day";
import { evidenceReminder, evidenceStanding } from "./evidence-days";
import { evidenceDaysForm } from "./forms";

const ON = day("2026-11-23");

test.each([
  [31, "valid", null],
  [30, "ending", 30],
  [8, "ending", 30],
  [7, "ending", 7],
  [1, "ending", 7],
  [0, "ending", 0],
  [-1, "ended", null],
] as const)("%i days before its end evidence is %s and its reminder is %s", (left, standing, reminder) => {
  const end = addDays(ON, left);
  expect(evidenceStanding(end, ON)).toBe(standing);
  expect(evidenceReminder(end, ON)).toBe(reminder);
});

test("evidence without an end never ends", () => {
  expect(evidenceStanding(null, day("2099-12-31"))).toBe("valid");
});

test("over any mornings on which the job runs, each mark comes at most once and the last ones always", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 1 }), (mornings) => {
      const marks = mornings
        .toSorted((a, b) => b - a)
        .flatMap((left) => evidenceReminder(addDays(ON, left), ON) ?? []);
      const told = [...new Set(marks)];
      expect(told).toEqual(told.toSorted((a, b) => b - a));
      if (mornings.includes(0)) expect(told).toContain(0);
      if (mornings.some((left) => left <= 7 && left > 0)) expect(told).toContain(7);
    })
  );
});

test("the first day is no later than today, the last no earlier than the first", () => {
  const form = evidenceDaysForm(ON, addDays(ON, -10));
  const fits = (effectiveFrom: string, effectiveTo?: string) =>
    form.safeParse({ effectiveFrom, effectiveTo }).success;
  expect(fits(ON)).toBe(true);
  expect(fits(addDays(ON, 1))).toBe(false);
  expect(fits(addDays(ON, -11))).toBe(false);
  expect(fits(ON, ON)).toBe(true);
  expect(fits(ON, addDays(ON, -1))).toBe(false);
  expect(fits(ON, "2026-13-01")).toBe(false);
  expect(form.parse({ effectiveFrom: ON })).toEqual({ effectiveFrom: ON, effectiveTo: null });
});
