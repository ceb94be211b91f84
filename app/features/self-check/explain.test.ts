/** What an evaluation says beyond what is frozen: reasons, due days, derived values; and what stays unknown. */
import { describe, expect, it } from "vitest";
import { day } from "~/shared/day";
import { holidayCalendar } from "~/shared/working-days";
import type { Answers } from "./answer";
import { compiledOf } from "./compile";
import { evaluateSelfCheck, frozenPart, gravestFirst } from "./evaluate";
import { both, FACTS, ON, question, questionnaire, questionOf } from "./example-questions";

const number = (id: string, extra: Record<string, unknown> = {}) =>
  questionOf("number", id, { unit: both("t"), min: 0, max: 1000, ...extra });
const used = number("used", {
  severity: "major",
  breachAbove: { derived: "limit" },
  waivableIf: { text: both("if small"), basis: ["eec-2026/1"] },
  correction: { days: 3, dayKind: "working" },
});
const set = [
  questionnaire(
    [number("permitted"), number("share"), used, question("plain", { correction: { days: 9, dayKind: "calendar" } })],
    [
      { is: "product", id: "part", title: both("Part"), of: [{ answer: "share" }, 0.01] },
      { is: "product", id: "limit", title: both("Limit"), of: [{ answer: "permitted" }, { derived: "part" }] },
    ]
  ),
];
const ANSWERS: Answers = {
  permitted: { is: "number", value: 200 },
  share: { is: "number", value: 50 },
  used: { is: "number", value: 101 },
};
const evaluate = (answers: Answers) => evaluateSelfCheck(set, FACTS, answers, ON);
const weekends = holidayCalendar([]);

describe("a finding", () => {
  it("tells its bound, what that was worked out from, basis, window and waiver", () => {
    expect(evaluate(ANSWERS).findings).toEqual([
      {
        questionId: "used",
        severity: "major",
        basis: ["eec-2026/174"],
        waivableIf: used.waivableIf,
        correction: { days: 3, dayKind: "working" },
        dueOn: null,
        because: { is: "above", value: 101, bound: 100, derived: "limit" },
        derived: [
          {
            id: "limit",
            value: 100,
            parts: [
              { term: { answer: "permitted" }, value: 200 },
              { term: { derived: "part" }, value: 0.5 },
            ],
          },
          { id: "part", value: 0.5, parts: [{ term: { answer: "share" }, value: 50 }, { term: 0.01, value: 0.01 }] },
        ],
      },
    ]);
  });

  it("is due by its own window, in working or calendar days", () => {
    const { findings } = evaluateSelfCheck(set, FACTS, { ...ANSWERS, plain: { is: "no" } }, ON, weekends);
    expect(findings.map(({ questionId, dueOn, waivableIf, derived }) => [questionId, dueOn, waivableIf !== null, derived.length])).toEqual([
      ["used", day("2026-11-25"), true, 2],
      ["plain", day("2026-12-01"), false, 0],
    ]);
  });

  it("is frozen as question and severity alone", () => {
    expect(frozenPart(evaluate(ANSWERS))).toEqual({
      visible: ["permitted", "share", "used", "plain"],
      completeness: { answered: 3, notKnown: 0, total: 4 },
      findings: [{ questionId: "used", severity: "major" }],
      result: "amber",
    });
  });
});

describe("a bound that is not known", () => {
  it.each<[string, Answers]>([
    ["not answered", { permitted: { is: "number", value: 200 } }],
    ["not known", { ...ANSWERS, share: { is: "not-known" } }],
    ["not applicable", { ...ANSWERS, share: { is: "not-applicable" } }],
  ])("passes nothing: %s", (_what, given) => {
    const { findings, completeness, unjudged } = evaluate({ ...given, used: { is: "number", value: 1 } });
    expect(findings).toEqual([]);
    expect(unjudged.map(({ questionId, derived }) => [questionId, derived.map(({ id, value }) => [id, value])])).toEqual([
      ["used", [["limit", null], ["part", null]]],
    ]);
    expect(completeness.answered + completeness.notKnown).toBe(Object.keys({ ...given, used: 1 }).length);
    expect(completeness.notKnown).toBeGreaterThanOrEqual(1);
  });

  it("is no task once it is known", () => {
    expect(evaluate(ANSWERS).unjudged).toEqual([]);
  });
});

describe("circles come to nothing, and to the same whatever else", () => {
  it("of derived values", () => {
    const circle = [
      questionnaire(
        [number("n", { breachAbove: { derived: "a" } })],
        [
          { is: "sum", id: "a", title: both("A"), of: [{ derived: "b" }] },
          { is: "sum", id: "b", title: both("B"), of: [{ derived: "a" }, 1] },
        ]
      ),
    ];
    const { unjudged, findings } = evaluateSelfCheck(circle, FACTS, { n: { is: "number", value: 5 } }, ON);
    expect(findings).toEqual([]);
    expect(unjudged.map(({ derived }) => derived.map(({ id }) => id))).toEqual([["a", "b"]]);
  });

  it("of questions", () => {
    const a = question("a", { visibleIf: { answer: "b", is: ["yes"] } });
    const b = question("b", { visibleIf: { answer: "a", is: ["yes"] } });
    const { visible } = evaluateSelfCheck([questionnaire([a, b])], FACTS, { a: { is: "yes" }, b: { is: "yes" } }, ON);
    expect(visible).toEqual([]);
  });

  it("a bound that nobody declared is not known", () => {
    const lost = [questionnaire([number("n", { breachAbove: { derived: "lost" } })])];
    const { unjudged } = evaluateSelfCheck(lost, FACTS, { n: { is: "number", value: 5 } }, ON);
    expect(unjudged).toEqual([{ questionId: "n", derived: [{ id: "lost", value: null, parts: [] }] }]);
  });
});

it("compiles a set of questionnaires once, and another set apart from it", () => {
  const [core] = set;
  const sector = questionnaire([question("more")]);
  expect(compiledOf([core!])).toBe(compiledOf([core!]));
  expect(compiledOf([core!, sector])).toBe(compiledOf([core!, sector]));
  expect(compiledOf([core!, sector]).questions.map(({ id }) => id)).toContain("more");
  expect(compiledOf([sector])).not.toBe(compiledOf([core!, sector]));
  expect(compiledOf([core!]).questions).toHaveLength(4);
});

it("puts the gravest first, otherwise keeping the order", () => {
  const lines = (["minor", "red-line", "major", "minor", "red-line"] as const).map((severity, at) => ({ severity, at }));
  expect(gravestFirst(lines).map(({ at }) => at)).toEqual([1, 4, 2, 0, 3]);
});
