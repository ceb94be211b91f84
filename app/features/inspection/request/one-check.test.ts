import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, day } from "~/shared/day";
import { commonDays, together, type Window } from "./one-check";

const START = day("2026-12-01");
const window: fc.Arbitrary<Window> = fc.tuple(fc.nat(60), fc.nat(30)).map(([from, length]) => ({ earliest: addDays(START, from), latest: addDays(START, from + length) }));
const span = (from: number, to: number): Window => ({ earliest: addDays(START, from), latest: addDays(START, to) });

describe("one visit for several requests", () => {
  it.each([
    [[span(0, 10), span(10, 20)], span(10, 10)],
    [[span(0, 10), span(11, 20)], null],
    [[span(0, 30), span(5, 20), span(10, 40)], span(10, 20)],
    [[], null],
  ])("finds the days that suit all", (windows, days) => expect(commonDays(windows)).toEqual(days));

  it("leaves out who would leave no common day, and keeps who came earlier", () =>
    expect(together(span(0, 10), [span(8, 20), span(0, 5), span(9, 9)]).taken).toEqual([span(8, 20), span(9, 9)]));

  it("always leaves a day that suits everybody taken in, and leaves nobody out who would have suited", () => {
    fc.assert(
      fc.property(window, fc.array(window, { maxLength: 8 }), (first, others) => {
        const { taken, days } = together(first, others);
        expect(commonDays([first, ...taken])).toEqual(days);
        for (const other of others) if (!taken.includes(other)) expect(commonDays([days, other])).toBeNull();
      })
    );
  });
});
