/** Whatever is asked and answered, in every kind and with every sort of condition. */
import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "~/shared/day";
import { fits, type Answer, type Answers } from "./answer";
import type { Condition } from "./condition";
import { evaluateSelfCheck, visibleQuestions } from "./evaluate";
import { both, choices, FACTS, ON, question, questionnaire, questionOf, table } from "./example-questions";
import { canonicalJson, freeze, frozenSchema } from "./frozen";
import type { Question, Questionnaire } from "./questionnaire";

const KINDS = ["yes-no", "number", "day", "choices", "text", "table", "file"] as const;
const RANK = { green: 0, amber: 1, red: 2 };
const HEAVIER = { minor: "major", major: "red-line", "red-line": "red-line" } as const;

function asked(id: string, kind: (typeof KINDS)[number], extra: Record<string, unknown>): Question {
  const own = {
    "yes-no": {},
    number: { unit: both("t"), min: 0, max: 100, breachAbove: { derived: "limit" }, breachBelow: 5 },
    day: { breachOlderThanDays: 10 },
    choices: { choices: choices.choices, breachWithout: ["label"] },
    text: {},
    table: { columns: table.columns, maxRows: 3 },
    file: {},
  }[kind];
  return questionOf(kind, id, { ...own, ...extra });
}

const answerTo: Record<(typeof KINDS)[number], fc.Arbitrary<Answer>> = {
  "yes-no": fc.constantFrom<Answer>({ is: "yes" }, { is: "no" }),
  number: fc.integer({ min: -5, max: 105 }).map((value): Answer => ({ is: "number", value })),
  day: fc.integer({ min: -20, max: 5 }).map((days): Answer => ({ is: "day", value: addDays(ON, days) })),
  choices: fc.subarray(["label", "door", "leak", "none"]).map((value): Answer => ({ is: "choices", value })),
  text: fc.string({ maxLength: 5 }).map((value): Answer => ({ is: "text", value })),
  table: fc
    .array(fc.record({ name: fc.constant("a"), flow: fc.integer({ min: 0, max: 110 }) }), { maxLength: 4 })
    .map((rows): Answer => ({ is: "table", rows })),
  file: fc.constantFrom<Answer>({ is: "files", value: ["a".repeat(64)] }, { is: "files", value: [] }),
};

const part = fc.constantFrom(...KINDS).chain((kind) =>
  fc.record({
    kind: fc.constant(kind),
    severity: fc.constantFrom<Question["severity"]>("red-line", "major", "minor"),
    hangs: fc.nat(7),
    answer: fc.option(
      fc.oneof(answerTo[kind], fc.constantFrom<Answer>({ is: "not-known" }, { is: "not-applicable" })),
      { nil: undefined }
    ),
  })
);
type Part = typeof part extends fc.Arbitrary<infer T> ? T : never;

/** What the question at `at` waits for: one of several sorts, of the question before it. */
function waitsFor({ hangs }: Part, before: Question | undefined): Condition | undefined {
  if (!before) return undefined;
  const answer = before.id;
  const sorts: (Condition | undefined)[] = [
    undefined,
    { answer, is: ["yes", "not-applicable"] },
    { number: { answer }, op: ">", to: 30 },
    { not: { answer, is: ["no"] } },
    { any: [{ number: { count: answer }, op: ">=", to: 2 }, { answer, includes: ["label"] }] },
    { day: { answer }, op: "<", to: { today: 0 } },
    { all: [{ site: "dischargesWater", is: [true] }, { number: { derived: "limit" }, op: ">", to: 20 }] },
  ];
  return sorts[hangs];
}

const limit = questionOf("number", "base", { unit: both("t"), min: 0, max: 100 });
const runs = fc
  .record({ base: fc.option(fc.nat(60), { nil: undefined }), parts: fc.array(part, { minLength: 1, maxLength: 12 }) })
  .map(({ base, parts }) => {
    const questions: Question[] = [limit];
    parts.forEach((each, at) => {
      const visibleIf = waitsFor(each, questions.at(-1));
      questions.push(asked(`q${at}`, each.kind, { severity: each.severity, ...(visibleIf ? { visibleIf } : {}) }));
    });
    const answers: Record<string, Answer> = Object.fromEntries(
      parts.flatMap(({ answer }, at) => (answer ? [[`q${at}`, answer] as const] : []))
    );
    if (base !== undefined) answers["base"] = { is: "number", value: base };
    return { questions, answers };
  });
const DERIVED = [{ is: "product", id: "limit", title: both("Limit"), of: [{ answer: "base" }, 1.5] }];
const setOf = (questions: readonly Question[]): Questionnaire[] => [questionnaire(questions, DERIVED)];
const hashOf = (set: Questionnaire[], answers: Answers) =>
  createHash("sha256")
    .update(canonicalJson(freeze(set, { on: ON, siteFacts: FACTS, answers, evidence: [] })))
    .digest("hex");

describe("whatever is asked and answered", () => {
  it("a thousand stored runs, evaluated again by a fresh engine, have the very same hashes", () => {
    fc.assert(
      fc.property(runs, ({ questions, answers }) => {
        const stored = freeze(setOf(questions), { on: ON, siteFacts: FACTS, answers, evidence: [] });
        const read = frozenSchema.parse(JSON.parse(canonicalJson(stored)));
        // Parsed again, so nothing compiled before is used.
        const again = freeze(setOf(questions), read);
        expect(canonicalJson(again)).toBe(canonicalJson(stored));
      }),
      { numRuns: 1000 }
    );
  });

  it("the order of answers leaves no trace", () => {
    fc.assert(
      fc.property(runs, ({ questions, answers }) => {
        const set = setOf(questions);
        const backwards = Object.fromEntries(Object.entries(answers).toReversed());
        expect(hashOf(set, backwards)).toBe(hashOf(set, answers));
        expect(evaluateSelfCheck(set, FACTS, backwards, ON)).toEqual(evaluateSelfCheck(set, FACTS, answers, ON));
      })
    );
  });

  it("an answer more takes no other answer away, and one that is hidden comes back as it was", () => {
    fc.assert(
      fc.property(runs, fc.nat(12), fc.constantFrom<Answer>({ is: "no" }, { is: "not-known" }, { is: "yes" }), (run, at, more) => {
        const set = setOf(run.questions);
        const id = run.questions[at % run.questions.length]!.id;
        const frozenBefore = JSON.stringify(run.answers);
        const added = { ...run.answers, [id]: more };
        const frozen = freeze(set, { on: ON, siteFacts: FACTS, answers: added, evidence: [] });
        for (const [other, answer] of Object.entries(run.answers))
          if (other !== id) expect(frozen.answers[other]).toEqual(answer);
        // Evaluating keeps its hands off what it is given.
        expect(JSON.stringify(run.answers)).toBe(frozenBefore);
        const { [id]: _gone, ...rest } = added;
        const back = { ...rest, ...(run.answers[id] ? { [id]: run.answers[id] } : {}) };
        expect(hashOf(set, back)).toBe(hashOf(set, run.answers));
      })
    );
  });

  it("a graver question never makes the result better", () => {
    fc.assert(
      fc.property(runs, fc.nat(12), ({ questions, answers }, at) => {
        const raised = questions.map((each, place) =>
          place === at ? { ...each, severity: HEAVIER[each.severity] } : each
        );
        const result = (list: readonly Question[]) =>
          RANK[evaluateSelfCheck(setOf(list), FACTS, answers, ON).result];
        expect(result(raised)).toBeGreaterThanOrEqual(result(questions));
      })
    );
  });

  it("the unknown never passes: it is never among the answered, and what rests on it is not judged", () => {
    fc.assert(
      fc.property(runs, ({ questions, answers }) => {
        const set = setOf(questions);
        const { visible, completeness, findings, unjudged } = evaluateSelfCheck(set, FACTS, answers, ON);
        const byId = new Map(questions.map((each) => [each.id, each]));
        const given = visible.filter((id) => answers[id] && fits(byId.get(id)!, answers[id]));
        const unknown = given.filter((id) => answers[id]?.is === "not-known" || unjudged.some(({ questionId }) => questionId === id));
        expect(completeness).toEqual({
          answered: given.length - unknown.length,
          notKnown: unknown.length,
          total: visible.length,
        });
        for (const { questionId } of findings) expect(unknown).not.toContain(questionId);
        if (answers["base"] === undefined)
          for (const { because } of findings) expect("derived" in because && because.derived).toBeFalsy();
      })
    );
  });

  it("every question is either asked or told why not, and nothing hidden finds anything", () => {
    fc.assert(
      fc.property(runs, ({ questions, answers }) => {
        const set = setOf(questions);
        const { visible, notAsked, findings } = evaluateSelfCheck(set, FACTS, answers, ON);
        const hidden = notAsked.map(({ questionId }) => questionId);
        expect([...visible, ...hidden].sort()).toEqual(questions.map(({ id }) => id).sort());
        expect(notAsked.every(({ because }) => because.length > 0)).toBe(true);
        expect(visibleQuestions(set, FACTS, answers, ON).map(({ id }) => id)).toEqual(visible);
        for (const { questionId } of findings) expect(hidden).not.toContain(questionId);
        const kept = Object.fromEntries(Object.entries(answers).filter(([id]) => !hidden.includes(id)));
        expect(evaluateSelfCheck(set, FACTS, kept, ON)).toEqual(evaluateSelfCheck(set, FACTS, answers, ON));
      })
    );
  });

  it("an answer counts only where it was asked for", () => {
    expect(evaluateSelfCheck(setOf([limit, question("a")]), FACTS, { other: { is: "no" } }, ON).completeness).toEqual({
      answered: 0,
      notKnown: 0,
      total: 2,
    });
  });
});
