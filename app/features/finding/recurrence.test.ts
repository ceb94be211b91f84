import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, addMonths, day, type Day } from "~/shared/day";
import { recurrenceOf, type Found } from "./recurrence";

const QUESTION = "core-permit-valid";
const found = (more: Partial<Found> = {}): Found => ({
  siteId: "one",
  questionId: QUESTION,
  basis: ["eec-2026/71"],
  foundOn: day("2026-11-23"),
  ...more,
});
const earlier = (foundOn: string, more: Partial<Found> = {}) => ({
  id: foundOn,
  ...found({ foundOn: day(foundOn), ...more }),
});

describe("what is found again", () => {
  test.each([
    ["2025-11-23", 12],
    ["2025-11-22", 24],
    ["2024-11-23", 24],
    ["2024-11-22", null],
    ["2026-11-22", 12],
    ["2026-11-23", null],
    ["2026-11-24", null],
  ])("an earlier finding of %s is within %s months", (on, months) => {
    expect(recurrenceOf(found(), [earlier(on)])?.months ?? null).toBe(months);
  });

  test("months are calendar months: of 29 February the year ends on 28 February", () => {
    const leap = [earlier("2028-02-29")];
    expect(recurrenceOf(found({ foundOn: day("2029-02-28") }), leap)?.months).toBe(12);
    expect(recurrenceOf(found({ foundOn: day("2029-03-01") }), leap)?.months).toBe(24);
  });

  test("is the same question or the same provision, at the same site", () => {
    const other = { questionId: "core-other" };
    expect(recurrenceOf(found(), [earlier("2026-01-01", other)])?.of).toBe("2026-01-01");
    expect(recurrenceOf(found(), [earlier("2026-01-01", { ...other, basis: ["eec-2026/71.2"] })])).not.toBeNull();
    expect(recurrenceOf(found(), [earlier("2026-01-01", { ...other, basis: ["eec-2026/711"] })])).toBeNull();
    expect(recurrenceOf(found(), [earlier("2026-01-01", { basis: [] })])).not.toBeNull();
    expect(recurrenceOf(found(), [earlier("2026-01-01", { siteId: "two" })])).toBeNull();
  });

  test("two without a question are not the same question", () => {
    const stated = { questionId: null, basis: [] };
    expect(recurrenceOf(found(stated), [earlier("2026-01-01", stated)])).toBeNull();
  });
});

const someDay = fc.integer({ min: 0, max: 1500 }).map((count): Day => addDays(day("2025-01-01"), count));
const someFinding = fc.record({
  siteId: fc.constantFrom("one", "two"),
  questionId: fc.constantFrom(null, "a", "b", "c"),
  basis: fc.uniqueArray(fc.constantFrom("eec-2026/1", "eec-2026/1.1", "eec-2026/2", "pr-2021/3"), { maxLength: 2 }),
  foundOn: someDay,
});
const numbered = (all: Found[]) => all.map((one, at) => ({ ...one, id: String(at).padStart(3, "0") }));

describe("of any findings", () => {
  test("the order in which they are given does not matter, nor does asking for itself", () => {
    fc.assert(
      fc.property(someFinding, fc.array(someFinding, { maxLength: 12 }), (one, all) => {
        const before = numbered(all);
        const answer = recurrenceOf(one, before);
        expect(recurrenceOf(one, [...before].reverse())).toEqual(answer);
        expect(recurrenceOf(one, [...before, { ...one, id: "itself" }])).toEqual(answer);
      })
    );
  });

  test("what is named is earlier, at the same site and within the months named; nothing nearer was left out", () => {
    fc.assert(
      fc.property(someFinding, fc.array(someFinding, { maxLength: 12 }), (one, all) => {
        const before = numbered(all);
        const answer = recurrenceOf(one, before);
        const matches = before.filter((each) => recurrenceOf(one, [each]) !== null);
        if (answer === null) {
          expect(matches).toEqual([]);
          return;
        }
        const named = before.find(({ id }) => id === answer.of);
        expect(named?.siteId).toBe(one.siteId);
        expect(named && named.foundOn < one.foundOn).toBe(true);
        expect(named && one.foundOn <= addMonths(named.foundOn, answer.months)).toBe(true);
        if (answer.months === 24) expect(named && one.foundOn > addMonths(named.foundOn, 12)).toBe(true);
        expect(matches.every(({ foundOn }) => named && foundOn <= named.foundOn)).toBe(true);
      })
    );
  });
});
