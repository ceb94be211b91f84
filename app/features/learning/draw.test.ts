import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CitationId } from "~/shared/citation";
import type { BankQuestion } from "./course";
import { draw, shuffled } from "./draw";
import { grade } from "./grade";

const text = { "zh-CN": "题", en: "q" };
const question = (id: string, lesson: string, right: readonly string[] = ["a"]): BankQuestion => ({
  id,
  lesson,
  kind: right.length > 1 ? "multiple" : "single",
  text,
  options: ["a", "b", "c", "d"].map((option) => ({ id: option, text, correct: right.includes(option) })),
  explanation: text,
  basis: ["eec-2026/1" as CitationId],
});
/** Questions of each lesson, by how many. */
const bankOf = (...counts: readonly number[]) =>
  counts.flatMap((count, lesson) => Array.from({ length: count }, (_, at) => question(`q${lesson}-${at}`, `lesson${lesson}`)));
const randomFrom = (numbers: readonly number[]) => {
  let at = 0;
  return () => numbers[(at += 1) % numbers.length] ?? 0;
};
const numbers = fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 1, maxLength: 50 });

describe("draw", () => {
  it("gives different questions, as many as asked, with all their options", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(8), { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 20 }), numbers, (counts, count, random) => {
        const bank = bankOf(...counts);
        const drawn = draw(bank, count, randomFrom(random));
        expect(drawn).toHaveLength(Math.min(count, bank.length));
        expect(new Set(drawn.map(({ id }) => id)).size).toBe(drawn.length);
        for (const { options } of drawn) expect(options.toSorted()).toEqual(["a", "b", "c", "d"]);
      })
    );
  });

  it("takes from every lesson alike while each has enough", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 15 }), numbers, (lessons, count, random) => {
        const bank = bankOf(...Array.from({ length: lessons }, () => 15));
        const drawn = draw(bank, count, randomFrom(random));
        const perLesson = Array.from({ length: lessons }, (_, lesson) => drawn.filter(({ id }) => id.startsWith(`q${lesson}-`)).length);
        expect(Math.max(...perLesson) - Math.min(...perLesson)).toBeLessThanOrEqual(1);
      })
    );
  });

  it("fills up from the others when a lesson has too few", () => {
    const drawn = draw(bankOf(1, 9), 6, randomFrom([0.3, 0.7]));
    expect(drawn.filter(({ id }) => id.startsWith("q0-"))).toHaveLength(1);
    expect(drawn).toHaveLength(6);
  });

  it("shuffled keeps every item once", () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), numbers, (items, random) => {
        expect(shuffled(items, randomFrom(random)).toSorted()).toEqual(items.toSorted());
      })
    );
  });
});

describe("grade", () => {
  const asked = [question("one", "l"), question("two", "l", ["b", "c"]), question("three", "l", ["d"])];
  it.each([
    ["all right", { one: ["a"], two: ["c", "b"], three: ["d"] }, 100, []],
    ["one missing is wrong", { one: ["a"], two: ["b", "c"] }, 66, ["three"]],
    ["half of several is wrong", { one: ["a"], two: ["b"], three: ["d"] }, 66, ["two"]],
    ["one too many is wrong", { one: ["a"], two: ["b", "c", "d"], three: ["d"] }, 66, ["two"]],
    ["an option twice is one option", { one: ["a", "a"], two: ["b", "b"], three: ["d"] }, 66, ["two"]],
    ["nothing answered", {}, 0, ["one", "two", "three"]],
  ])("%s", (_case, answers: Record<string, string[]>, percent, wrong) => {
    expect(grade(asked, answers, 80)).toEqual({ percent, passed: percent >= 80, wrong });
  });

  it("never rounds up to the pass mark", () => {
    const many = Array.from({ length: 67 }, (_, at) => question(`q${at}`, "l"));
    const answers = Object.fromEntries(many.slice(0, 53).map(({ id }) => [id, ["a"]]));
    expect(grade(many, answers, 80)).toMatchObject({ percent: 79, passed: false });
  });

  it("no answers to other questions help", () => {
    expect(grade(asked, { four: ["a"] }, 60).percent).toBe(0);
  });
});
