import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "~/shared/day";
import type { Answer, Answers } from "./answer";
import { evaluateSelfCheck, frozenPart, visibleQuestions } from "./evaluate";
import { judge } from "./judge";
import { both, FACTS, ON, question, questionnaire } from "./example-questions";
import type { Question } from "./questionnaire";

const evaluate = (questions: Question[], answers: Answers, siteFacts = FACTS) =>
  evaluateSelfCheck([questionnaire(questions)], siteFacts, answers, ON);

const isBreach = (asked: Question, given: Answer, on = ON): boolean =>
  judge(asked, given, on, () => null).is === "breach";

const red = question("red", { severity: "red-line" });
const major = question("major", { severity: "major" });
const minor = question("minor");
const YES: Answer = { is: "yes" };
const NO: Answer = { is: "no" };

describe("result", () => {
  it.each<[string, Answers, string]>([
    ["nothing answered", {}, "green"],
    ["all complied with", { red: YES, major: YES, minor: YES }, "green"],
    ["a minor item fails", { minor: NO }, "green"],
    ["a major item fails", { major: NO, minor: NO }, "amber"],
    ["a red-line item fails", { red: NO, major: NO }, "red"],
    ["a red-line item is not known", { red: { is: "not-known" } }, "green"],
  ])("%s", (_case, answers, expected) => {
    expect(evaluate([red, major, minor], answers).result).toBe(expected);
  });

  it("never passes what is unknown: it is counted as a task, not as answered", () => {
    const { completeness, findings } = evaluate([red, major, minor], {
      red: { is: "not-known" },
      major: { is: "not-applicable" },
    });
    expect(completeness).toEqual({ answered: 1, notKnown: 1, total: 3 });
    expect(findings).toEqual([]);
  });

  it("does not count an answer that the question cannot be given", () => {
    const strict = question("strict", { allowsNotApplicable: false });
    const given: Answers = { strict: { is: "not-applicable" }, red: { is: "choice", value: "x" } };
    expect(evaluate([strict, red], given).completeness).toEqual({
      answered: 0,
      notKnown: 0,
      total: 2,
    });
  });

  it("knows nothing of names that every object has", () => {
    expect(evaluate([question("constructor")], {}).completeness.answered).toBe(0);
  });
});

describe("bounds", () => {
  const number = question("number", {
    kind: "number",
    unit: both("%"),
    min: 0,
    max: 100,
    breachBelow: 90,
    breachAbove: 98,
  });
  it.each([
    [89.9, true],
    [90, false],
    [98, false],
    [98.1, true],
  ])("of a number: %d", (value, expected) => {
    expect(isBreach(number, { is: "number", value }, ON)).toBe(expected);
  });

  const older = question("older", { kind: "day", breachOlderThanDays: 30 });
  const sooner = question("sooner", { kind: "day", breachSoonerThanDays: 60 });
  it.each([
    [older, -31, true],
    [older, -30, false],
    [older, 5, false],
    [sooner, 59, true],
    [sooner, 60, false],
    [sooner, -1, true],
  ] as const)("of a day, case %#", (asked, offset, expected) => {
    expect(isBreach(asked, { is: "day", value: addDays(ON, offset) }, ON)).toBe(expected);
  });

  const choice = question("choice", {
    kind: "choice",
    choices: [
      { id: "good", text: both("good"), breach: false },
      { id: "bad", text: both("bad"), breach: true },
    ],
  });
  it.each([
    ["good", false],
    ["bad", true],
  ])("of a choice: %s", (value, expected) => {
    expect(isBreach(choice, { is: "choice", value }, ON)).toBe(expected);
  });
});

describe("what is asked", () => {
  const first = question("first");
  const second = question("second", {
    severity: "red-line",
    visibleIf: { answer: "first", is: ["yes"] },
  });
  const third = question("third", { visibleIf: { answer: "second", is: ["no"] } });
  const water = question("water", { visibleIf: { site: "dischargesWater", is: [true] } });
  const ids = (answers: Answers, siteFacts = FACTS) =>
    visibleQuestions([questionnaire([first, second, third, water])], siteFacts, answers, ON).map(
      ({ id }) => id
    );

  it("follows answers and site facts", () => {
    expect(ids({})).toEqual(["first", "water"]);
    expect(ids({ first: YES, second: NO })).toEqual(["first", "second", "third", "water"]);
    expect(ids({}, { ...FACTS, dischargesWater: false })).toEqual(["first"]);
  });

  it("keeps hidden answers out, also those that others hang on", () => {
    const answers: Answers = { first: NO, second: NO, third: NO };
    expect(ids(answers)).toEqual(["first", "water"]);
    expect(frozenPart(evaluate([first, second, third, water], answers)).findings).toEqual([
      { questionId: "first", severity: "minor" },
    ]);
  });
});

const answer = fc.constantFrom<Answer>(YES, NO, { is: "not-applicable" }, { is: "not-known" });
const severity = fc.constantFrom<Question["severity"]>("red-line", "major", "minor");
/** Ten questions, some of which hang on the one before, with answers to any of them. */
const runs = fc
  .array(
    fc.record({
      severity,
      hangs: fc.boolean(),
      word: fc.constantFrom("yes", "no"),
      answer: fc.option(answer, { nil: undefined }),
    }),
    { minLength: 1, maxLength: 10 }
  )
  .map((parts) => {
    const questions = parts.map((part, index) =>
      question(`q${index}`, {
        severity: part.severity,
        ...(part.hangs && index > 0
          ? { visibleIf: { answer: `q${index - 1}`, is: [part.word] } }
          : {}),
      })
    );
    const answers = Object.fromEntries(
      parts.flatMap((part, index) => (part.answer ? [[`q${index}`, part.answer] as const] : []))
    );
    return { questions, answers };
  });

describe("whatever is answered", () => {
  it("the order of answering leaves no trace", () => {
    fc.assert(
      fc.property(runs, ({ questions, answers }) => {
        const backwards = Object.fromEntries(Object.entries(answers).toReversed());
        expect(evaluate(questions, backwards)).toEqual(evaluate(questions, answers));
      })
    );
  });

  it("answers to questions that are not asked change nothing", () => {
    fc.assert(
      fc.property(runs, ({ questions, answers }) => {
        const before = evaluate(questions, answers);
        const asked = Object.fromEntries(
          Object.entries(answers).filter(([id]) => before.visible.includes(id))
        );
        expect(evaluate(questions, asked)).toEqual(before);
      })
    );
  });

  it("raising a severity never makes the result better", () => {
    const rank = { green: 0, amber: 1, red: 2 };
    const heavier = { minor: "major", major: "red-line", "red-line": "red-line" } as const;
    fc.assert(
      fc.property(runs, fc.nat(9), ({ questions, answers }, at) => {
        const raised = questions.map((each, index) =>
          index === at ? { ...each, severity: heavier[each.severity] } : each
        );
        expect(rank[evaluate(raised, answers).result]).toBeGreaterThanOrEqual(
          rank[evaluate(questions, answers).result]
        );
      })
    );
  });

  it("counts add up, and every finding is an answer of no", () => {
    fc.assert(
      fc.property(runs, ({ questions, answers }) => {
        const { visible, completeness, findings } = evaluate(questions, answers);
        expect(completeness.total).toBe(visible.length);
        expect(completeness.answered + completeness.notKnown).toBeLessThanOrEqual(
          completeness.total
        );
        expect(findings.map(({ questionId }) => answers[questionId]?.is)).toEqual(
          findings.map(() => "no")
        );
      })
    );
  });
});
