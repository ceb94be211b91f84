import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, day } from "~/shared/day";
import { REMINDER_STEPS, remindedDueDays, reminderOn } from "./reminder";

const DUE = day("2026-12-20");
const FOUND = day("2026-11-20");

test.each([
  [-8, null],
  [-7, -7],
  [-4, -7],
  [-3, -3],
  [-1, -1],
  [0, 0],
  [1, 1],
  [6, 1],
  [7, 7],
  [13, 7],
  [35, 35],
  [42, 35],
  [43, null],
])("%i days from the due day the step reached is %s", (late, step) => {
  expect(reminderOn(addDays(DUE, late), DUE, FOUND)).toBe(step);
});

test("a window shorter than a week has no step before it began", () => {
  expect(reminderOn(addDays(DUE, -4), DUE, addDays(DUE, -5))).toBeNull();
  expect(reminderOn(addDays(DUE, -3), DUE, addDays(DUE, -5))).toBe(-3);
});

test("day by day each step comes once, in order, and the days searched hold every one of them", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), (window) => {
      const found = addDays(DUE, -window);
      const sent: number[] = [];
      for (let late = -window; late <= 60; late += 1) {
        const on = addDays(DUE, late);
        const step = reminderOn(on, DUE, found);
        if (step === null) continue;
        const { from, to } = remindedDueDays(on);
        expect(from <= DUE && DUE <= to).toBe(true);
        if (!sent.includes(step)) sent.push(step);
      }
      expect(sent).toEqual(REMINDER_STEPS.filter((step) => step > -window));
    })
  );
});
