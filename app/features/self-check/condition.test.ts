import { describe, expect, it } from "vitest";
import { addDays } from "~/shared/day";
import type { Answers } from "./answer";
import { conditionSchema, leavesOf, type Condition } from "./condition";
import { evaluateSelfCheck } from "./evaluate";
import { both, choices, dayQuestion, FACTS, number, ON, question, questionnaire, table } from "./example-questions";

const DERIVED = [
  { is: "sum", id: "total", title: both("Total"), of: [{ answer: "number" }, { count: "table" }, 1] },
  { is: "product", id: "double", title: both("Double"), of: [{ derived: "total" }, 2] },
  { is: "ratio", id: "share", title: both("Share"), of: { sum: "table", column: "flow" }, to: { answer: "number" } },
  { is: "count", id: "broken", title: both("Broken"), of: { count: "table", where: { column: "state", is: ["broken", "shut"] } } },
  { is: "days-since", id: "age", title: both("Age"), of: { answer: "day" } },
  { is: "product", id: "huge", title: both("Huge"), of: [1e308, 10] },
];
const set = (condition: unknown) => [
  questionnaire(
    [
      question("plain"),
      number,
      dayQuestion,
      choices,
      table,
      question("end", { visibleIf: conditionSchema.parse(condition) }),
    ],
    DERIVED
  ),
];
const ANSWERS: Answers = {
  plain: { is: "yes" },
  number: { is: "number", value: 10 },
  day: { is: "day", value: addDays(ON, -5) },
  choices: { is: "choices", value: ["label", "door"] },
  table: {
    is: "table",
    rows: [
      { name: "a", flow: 2, state: "broken" },
      { name: "b", flow: 3, state: "open" },
      { name: "c", flow: 15 },
    ],
  },
};
const holds = (condition: unknown, answers: Answers = ANSWERS): boolean =>
  evaluateSelfCheck(set(condition), FACTS, answers, ON).visible.includes("end");

const num = (left: unknown, op: string, to: unknown) => ({ number: left, op, to });

describe("a condition holds or does not", () => {
  it.each<[unknown, boolean]>([
    [{ site: "permitClass", is: ["key"] }, true],
    [{ site: "permitClass", is: ["simplified", "registration"] }, false],
    [{ site: "automaticMonitoring", is: [false] }, true],
    [{ answer: "plain", is: ["no", "yes"] }, true],
    [{ answer: "plain", is: ["no"] }, false],
    [{ answer: "number", is: ["not-known"] }, false],
    [{ answer: "choices", includes: ["door", "leak"] }, true],
    [{ answer: "choices", includes: ["leak", "none"] }, false],
    [{ answer: "plain", includes: ["yes"] }, false],
    [{ answer: "nowhere", is: ["yes"] }, false],
    [num({ answer: "number" }, ">", 9), true],
    [num({ answer: "number" }, ">", 10), false],
    [num({ answer: "number" }, ">=", 10), true],
    [num({ answer: "number" }, ">=", 11), false],
    [num({ answer: "number" }, "=", 10), true],
    [num({ answer: "number" }, "=", 11), false],
    [num({ answer: "number" }, "<", 11), true],
    [num({ answer: "number" }, "<", 10), false],
    [num({ answer: "number" }, "<=", 10), true],
    [num({ answer: "number" }, "<=", 9), false],
    [num({ answer: "plain" }, "<=", 9), false],
    [num({ answer: "nowhere" }, "<=", 9), false],
    [num({ count: "table" }, "=", 3), true],
    [num({ count: "plain" }, "=", 0), false],
    [num({ count: "table", where: { column: "state", is: ["open"] } }, "=", 1), true],
    [num({ sum: "table", column: "flow" }, "=", 20), true],
    [num({ sum: "table", column: "name" }, ">=", 0), false],
    [num({ derived: "total" }, "=", 14), true],
    [num({ derived: "double" }, "=", 28), true],
    [num({ derived: "share" }, "=", 2), true],
    [num({ derived: "broken" }, "=", 1), true],
    [num({ derived: "age" }, "=", 5), true],
    [num({ derived: "huge" }, ">", 0), false],
    [num({ derived: "nowhere" }, ">=", 0), false],
    [{ day: { answer: "day" }, op: "<", to: { today: -4 } }, true],
    [{ day: { answer: "day" }, op: "<", to: { today: -5 } }, false],
    [{ day: { answer: "day" }, op: ">=", to: "2026-11-17" }, true],
    [{ day: { answer: "number" }, op: ">=", to: "2026-11-17" }, false],
    [{ all: [{ answer: "plain", is: ["yes"] }, num({ answer: "number" }, ">", 9)] }, true],
    [{ all: [{ answer: "plain", is: ["yes"] }, num({ answer: "number" }, ">", 10)] }, false],
    [{ any: [{ answer: "plain", is: ["no"] }, num({ answer: "number" }, ">", 9)] }, true],
    [{ any: [{ answer: "plain", is: ["no"] }, num({ answer: "number" }, ">", 10)] }, false],
    [{ not: { answer: "plain", is: ["no"] } }, true],
    [{ not: { answer: "plain", is: ["yes"] } }, false],
  ])("%j: %s", (condition, expected) => {
    expect(holds(condition)).toBe(expected);
  });

  it.each<[unknown, Answers, boolean]>([
    [num({ answer: "number" }, ">=", 0), { ...ANSWERS, number: { is: "not-known" } }, false],
    [num({ answer: "number" }, ">=", 0), {}, false],
    [{ not: num({ answer: "number" }, ">=", 0) }, {}, true],
    [num({ derived: "share" }, ">=", 0), { ...ANSWERS, number: { is: "number", value: 0 } }, false],
    [num({ derived: "total" }, ">=", 0), { ...ANSWERS, table: { is: "not-known" } }, false],
    [num({ derived: "double" }, ">=", 0), { ...ANSWERS, table: { is: "not-known" } }, false],
    [num({ derived: "age" }, ">=", -9), {}, false],
    [num({ derived: "broken" }, "=", 0), {}, false],
    [{ answer: "choices", includes: ["door"] }, {}, false],
    [{ answer: "number", is: ["not-known"] }, { number: { is: "not-known" } }, true],
  ])("what is not known compares with nothing: %j", (condition, answers, expected) => {
    expect(holds(condition, answers)).toBe(expected);
  });
});

describe("tells why a question is not asked", () => {
  const why = (condition: unknown, answers: Answers = ANSWERS) =>
    evaluateSelfCheck(set(condition), FACTS, answers, ON).notAsked;
  const no: Condition = { answer: "plain", is: ["no"] };
  const yes: Condition = { answer: "plain", is: ["yes"] };
  const key: Condition = { site: "permitClass", is: ["simplified"] };
  const big = num({ answer: "number" }, ">", 99);
  const found = {
    no: { asks: no, wanted: true, found: ["yes"] },
    key: { asks: key, wanted: true, found: ["key"] },
    big: { asks: big, wanted: true, found: [10, 99] },
    yes: { asks: yes, wanted: false, found: ["yes"] },
  };
  it.each<[string, unknown, unknown[]]>([
    ["the leaf", no, [found.no]],
    ["of all, only those that fail", { all: [yes, no, key] }, [found.no, found.key]],
    ["of any, each", { any: [no, big] }, [found.no, found.big]],
    ["what should not hold", { not: yes }, [found.yes]],
    ["of not any, those that hold", { not: { any: [no, yes] } }, [found.yes]],
    ["of not all, each", { not: { all: [yes, { not: no }] } }, [found.yes, { ...found.no, wanted: true }]],
    ["a not within", { all: [{ not: { not: no } }, yes] }, [found.no]],
    [
      "ticks",
      { answer: "choices", includes: ["none"] },
      [{ asks: { answer: "choices", includes: ["none"] }, wanted: true, found: ["label", "door"] }],
    ],
  ])("%s", (_what, condition, because) => {
    expect(why(condition)).toEqual([{ questionId: "end", because }]);
  });

  it("with nothing where nothing is known, and both days of a comparison", () => {
    const day = { day: { answer: "day" }, op: ">", to: { today: 0 } };
    const ticks = { answer: "choices", includes: ["none"] };
    expect(why({ all: [day, ticks, no] }, {})).toEqual([
      {
        questionId: "end",
        because: [
          { asks: day, wanted: true, found: [null, ON] },
          { asks: ticks, wanted: true, found: [null] },
          { asks: no, wanted: true, found: [null] },
        ],
      },
    ]);
  });

  it("and of no question that is asked", () => {
    expect(why(yes)).toEqual([]);
  });
});

it("lists the leaves of a condition in order", () => {
  const leaf = (id: string): Condition => ({ answer: id, is: ["yes"] });
  expect(leavesOf(undefined)).toEqual([]);
  expect(
    leavesOf({ all: [leaf("a"), { any: [leaf("b"), { not: leaf("c") }] }] }).map((each) =>
      "answer" in each ? each.answer : ""
    )
  ).toEqual(["a", "b", "c"]);
});

it("refuses what is no condition", () => {
  for (const wrong of [{ all: [] }, { any: [] }, { answer: "a", is: [] }, { answer: "a" }, { number: 1, op: "<>", to: 2 }, { day: "2026-02-30", op: "<", to: "2026-01-01" }, { answer: "a", is: ["b"], includes: ["c"] }])
    expect(conditionSchema.safeParse(wrong).success).toBe(false);
});
