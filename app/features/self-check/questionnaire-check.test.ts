import { describe, expect, it } from "vitest";
import { both, choices, dayQuestion, number, question, questionnaire, questionOf, table } from "./example-questions";
import { questionnaireFaults } from "./questionnaire-check";
import type { Question } from "./questionnaire";

const faultsOf = (questions: readonly Question[], derived?: readonly unknown[]) =>
  questionnaireFaults([questionnaire(questions, derived)]).map(
    ({ questionId, remedy }) => `${questionId}: ${remedy}`
  );
const plain = question("plain");
const first = questionOf("choice", "first", {
  choices: ["a", "b", "c"].map((id) => ({ id, text: both(id), breach: id === "c" })),
});
const BEFORE = [plain, first, number, dayQuestion, choices, table];
const conditionFaults = (visibleIf: unknown, derived?: readonly unknown[]) =>
  faultsOf([...BEFORE, question("end", { visibleIf })], derived);
const num = (left: unknown, op: string, to: unknown) => ({ number: left, op, to });
const value = (id: string, is: string, rest: object) => ({ is, id, title: both(id), ...rest });

describe("a condition", () => {
  it.each<[unknown, RegExp]>([
    [{ answer: "lost", is: ["yes"] }, /visibleIf names "lost", which is not asked before it/],
    [{ answer: "end", is: ["yes"] }, /visibleIf names "end"/],
    [num({ answer: "lost" }, ">", 1), /visibleIf names "lost"/],
    [num({ count: "lost" }, ">", 1), /visibleIf names "lost"/],
    [num(1, ">", { sum: "lost", column: "flow" }), /visibleIf names "lost"/],
    [{ day: { answer: "lost" }, op: "<", to: { today: 0 } }, /visibleIf names "lost"/],
    [num({ derived: "late" }, ">", 1), /visibleIf names "after"/],
    [{ answer: "plain", is: ["a"] }, /"plain" is never answered "a"\. Possible: yes, no, not-known, not-applicable/],
    [{ answer: "first", is: ["yes"] }, /Possible: a, b, c, not-known, not-applicable/],
    [{ answer: "number", is: ["not-applicable"] }, /Possible: not-known\./],
    [{ answer: "choices", is: ["door"] }, /never answered "door"/],
    [{ answer: "first", includes: ["a"] }, /takes one answer/],
    [{ answer: "choices", includes: ["window"] }, /"choices" has no choice "window"/],
    [{ site: "permitClass", is: ["gold"] }, /site fact permitClass is never gold/],
    [{ site: "dischargesAir", is: ["yes"] }, /site fact dischargesAir is never yes/],
    [num({ answer: "plain" }, ">", 1), /"plain" is a yes-no question and has no number to compare/],
    [{ day: { answer: "number" }, op: "<", to: { today: 0 } }, /"number" is a number question and has no day/],
    [num({ derived: "lost" }, ">", 1), /derived value "lost" is not declared/],
    [num({ count: "plain" }, ">", 1), /"plain" is a yes-no question and has no rows/],
    [num({ sum: "table", column: "lost" }, ">", 1), /table "table" has no column "lost"/],
    [num({ sum: "table", column: "name" }, ">", 1), /column "name" of "table" holds no numbers/],
    [num({ count: "table", where: { column: "name", is: ["x"] } }, ">", 1), /"name" of "table" is no choice/],
    [num({ count: "table", where: { column: "state", is: ["ajar"] } }, ">", 1), /"state" of "table" has no choice "ajar"/],
    [num({ count: "table", where: { column: "lost", is: ["ajar"] } }, ">", 1), /no column "lost"/],
  ])("%j", (condition, message) => {
    const derived = [value("late", "sum", { of: [{ answer: "after" }] })];
    const faults = faultsOf(
      [...BEFORE, question("end", { visibleIf: condition }), questionOf("number", "after", { unit: both("t"), min: 0, max: 1 })],
      derived
    );
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(message);
    expect(faults[0]).toMatch(/^end: /);
  });

  it.each<[unknown]>([
    [{ answer: "plain", is: ["yes", "not-known", "not-applicable"] }],
    [{ answer: "choices", includes: ["door", "none"] }],
    [num({ derived: "fine" }, ">", { answer: "number" })],
    [num({ count: "table", where: { column: "state", is: ["open"] } }, ">", { sum: "table", column: "flow" })],
    [{ day: "2026-01-01", op: "<", to: { answer: "day" } }],
  ])("without fault: %j", (condition) => {
    expect(conditionFaults(condition, [value("fine", "count", { of: { count: "table" } })])).toEqual([]);
  });
});

describe("a question that can never be asked is found out", () => {
  const never = ["end: visibleIf can never hold. Remove the contradiction."];
  const site = (...is: string[]) => ({ site: "permitClass", is });
  const says = (id: string, ...is: string[]) => ({ answer: id, is });
  const not = (inner: unknown) => ({ not: inner });
  const all = (...parts: unknown[]) => ({ all: parts });
  const any = (...parts: unknown[]) => ({ any: parts });
  const n = { answer: "number" };
  const count = { count: "table" };

  it.each<[unknown]>([
    [all(says("plain", "yes"), says("plain", "no"))],
    [all(says("plain", "yes"), not(says("plain", "yes")))],
    [all(not(says("plain", "yes", "no")), says("plain", "yes"), says("first", "a"))],
    [all(site("key"), site("simplified", "registration"))],
    [all(site("key"), not(site("key")))],
    [not(site("key", "simplified", "registration"))],
    [not({ site: "dischargesAir", is: [true, false] })],
    [not(any(site("key"), not(site("key"))))],
    [all(any(says("plain", "yes"), says("plain", "no")), says("plain", "not-known"))],
    [any(all(says("plain", "yes"), says("plain", "no")), all(site("key"), site("simplified")))],
    [all(num(n, ">", 5), num(n, "<", 5))],
    [all(num(n, ">", 5), num(n, "<=", 5))],
    [all(num(n, ">=", 6), num(n, "<=", 5))],
    [all(num(n, "=", 5), num(n, ">", 5))],
    [all(num(n, "=", 5), num(n, "<", 5))],
    [all(num(n, "=", 5), num(n, "=", 6))],
    [all(num(n, "=", 5), not(num(n, "<=", 5)))],
    [all(num(n, "=", 5), not(num(n, "<", 6)))],
    [all(num(n, "=", 5), not(num(n, ">=", 5)))],
    [all(num(n, "=", 5), not(num(n, ">", 4)))],
    [num(n, ">", 1999)],
    [num(n, ">=", 2000)],
    [num(n, "<", 0)],
    [num(0, ">", n)],
    [num(2000, "<=", n)],
    [num(-1, ">=", n)],
    [num(count, ">", 3)],
    [num(count, "<", 1)],
    [num({ ...count, where: { column: "state", is: ["open"] } }, "<", 0)],
    [num(1, ">", 2)],
    [num(1, "=", 2)],
    [not(num(1, "<", 2))],
    [all({ day: { answer: "day" }, op: "<", to: "2026-01-01" }, { day: { answer: "day" }, op: ">", to: "2026-01-01" })],
    [{ day: "2026-01-02", op: "<", to: "2026-01-01" }],
  ])("%j", (condition) => {
    expect(conditionFaults(condition)).toEqual(never);
  });

  it.each<[unknown]>([
    [all(says("plain", "yes", "no"), says("plain", "no"))],
    [all(says("plain", "yes"), not(says("plain", "no")))],
    [not(says("plain", "yes", "no", "not-known", "not-applicable"))],
    [any(all(says("plain", "yes"), says("plain", "no")), site("key"))],
    [all({ answer: "choices", includes: ["door"] }, { answer: "choices", includes: ["leak"] })],
    [all({ answer: "choices", includes: ["door"] }, not({ answer: "choices", includes: ["door"] }))],
    [all(num(n, ">=", 5), num(n, "<=", 5))],
    [all(num(n, ">", 5), num(n, "<", 6))],
    [all(num(n, "=", 5), num(n, "<=", 5), num(n, ">=", 5))],
    [all(num(n, "=", 5), not(num(n, "=", 6)))],
    [all(num(n, ">", 4), num(n, ">", 3), num(n, "<", 8), num(n, "<", 9))],
    [num(n, ">=", 1999)],
    [num(n, "<=", 0)],
    [not(num(n, ">=", 0))],
    [all(not(num(n, ">=", 5)), not(num(n, "<=", 5)))],
    [num(count, ">=", 3)],
    [num(count, "<=", 1)],
    [num({ ...count, where: { column: "state", is: ["open"] } }, "=", 0)],
    [num(1, "<", 2)],
    [not(num(2, "<", 1))],
    [num({ sum: "table", column: "flow" }, ">", 1e9)],
    [num(n, ">", { sum: "table", column: "flow" })],
    [all({ day: { answer: "day" }, op: "<", to: { today: 5 } }, { day: { answer: "day" }, op: ">", to: "2026-01-01" })],
  ])("but not %j", (condition) => {
    expect(conditionFaults(condition)).toEqual([]);
  });

  const waits = (id: string, ...answers: [string, string][]) =>
    question(id, { visibleIf: all(...answers.map(([other, word]) => says(other, word))) });
  it("also when what it waits for is asked only otherwise", () => {
    const middle = waits("middle", ["plain", "yes"]);
    expect(faultsOf([plain, middle, waits("end", ["middle", "yes"], ["plain", "no"])])).toEqual(never);
    expect(faultsOf([plain, middle, waits("end", ["middle", "yes"], ["plain", "yes"])])).toEqual([]);
    const after = question("end", { visibleIf: all(not(says("middle", "yes")), says("plain", "no")) });
    expect(faultsOf([plain, middle, after])).toEqual([]);
    const measured = questionOf("number", "measured", { unit: both("t"), min: 0, max: 9, visibleIf: says("plain", "yes") });
    const late = question("end", { visibleIf: all(num({ answer: "measured" }, ">", 1), says("plain", "no")) });
    expect(faultsOf([plain, measured, late])).toEqual(never);
    const rows = questionOf("table", "rows", { columns: table.columns, visibleIf: says("plain", "yes") });
    for (const term of [{ count: "rows" }, { sum: "rows", column: "flow" }])
      expect(faultsOf([plain, rows, question("end", { visibleIf: all(num(term, ">", 0), says("plain", "no")) })])).toEqual(never);
  });

  it("and what is too tangled to follow counts as one that can be asked", () => {
    const pair = any(says("plain", "yes"), says("plain", "no"));
    const tangle = all(...Array.from({ length: 12 }, () => pair), says("plain", "not-known"));
    expect(conditionFaults(tangle)).toEqual([]);
    const wide = any(...Array.from({ length: 2001 }, () => all(says("plain", "yes"), says("plain", "no"))));
    expect(conditionFaults(wide)).toEqual([]);
    const below = any(...Array.from({ length: 2000 }, () => all(says("plain", "yes"), says("plain", "no"))));
    expect(conditionFaults(below)).toEqual(never);
  });
});

describe("a derived value", () => {
  it.each<[string, object[], string[]]>([
    ["rests on nobody's answer", [value("v", "sum", { of: [{ answer: "lost" }] })], ['v: it rests on "lost", which no question has as its id. Correct the id.']],
    ["rests on an undeclared value", [value("v", "sum", { of: [{ derived: "lost" }] })], ['v: derived value "lost" is not declared. Add it to derived or correct the id.']],
    ["adds what is no number", [value("v", "product", { of: [2, { answer: "plain" }] })], ['v: "plain" is a yes-no question and has no number to compare.']],
    ["counts days from a number", [value("v", "days-since", { of: { answer: "number" } })], ['v: "number" is a number question and has no day to compare.']],
    ["counts the rows of no table", [value("v", "count", { of: { count: "plain" } })], ['v: "plain" is a yes-no question and has no rows.']],
    ["divides by nothing", [value("v", "ratio", { of: 1, to: 0 })], ["v: a ratio to 0 is never known."]],
    ["rests on itself", [value("v", "sum", { of: [1, { derived: "v" }] })], ["v: it rests on itself: v → v. Break the circle."]],
    [
      "rests on itself through another",
      [value("v", "ratio", { of: 1, to: { derived: "w" } }), value("w", "product", { of: [{ derived: "v" }] }), value("x", "sum", { of: [{ derived: "w" }] })],
      ["v: it rests on itself: v → w → v. Break the circle.", "w: it rests on itself: w → v → w. Break the circle."],
    ],
    ["has a question's id", [value("plain", "sum", { of: [1] })], ["plain: this id stands twice. Give the derived value another."]],
    [
      "has another's id",
      [value("v", "sum", { of: [1] }), value("v", "sum", { of: [2] })],
      ["v: this id stands twice. Give the derived value another."],
    ],
  ])("%s", (_what, derived, faults) => {
    expect(faultsOf(BEFORE, derived)).toEqual(faults);
  });

  it("may rest on others, on tables and on days", () => {
    const derived = [
      value("rows", "count", { of: { count: "table", where: { column: "state", is: ["open"] } } }),
      value("flow", "sum", { of: [{ sum: "table", column: "flow" }, { derived: "rows" }] }),
      value("half", "ratio", { of: { derived: "flow" }, to: 2 }),
      value("age", "days-since", { of: { today: -3 } }),
    ];
    expect(faultsOf(BEFORE, derived)).toEqual([]);
  });
});

describe("bounds", () => {
  const bounded = (bounds: object) => questionOf("number", "n", { unit: both("t"), min: 0, max: 100, ...bounds });
  it.each<[Record<string, unknown>, string[]]>([
    [{ breachAbove: 50, breachBelow: 10 }, []],
    [{ breachAbove: 10, breachBelow: 10 }, []],
    [{ breachAbove: 0, min: 0 }, []],
    [{ breachAbove: 99 }, []],
    [{ breachBelow: 100 }, []],
    [{ breachBelow: 1 }, []],
    [{ min: 5, max: 5 }, []],
    [{ min: 101 }, ["n: min 101 is more than max 100: no number fits."]],
    [{ breachAbove: 100 }, ["n: breachAbove 100 is not from min 0 to below max 100: it decides nothing."]],
    [{ breachAbove: -1 }, ["n: breachAbove -1 is not from min 0 to below max 100: it decides nothing."]],
    [{ breachBelow: 0 }, ["n: breachBelow 0 is not from above min 0 to max 100: it decides nothing."]],
    [{ breachBelow: 101 }, ["n: breachBelow 101 is not from above min 0 to max 100: it decides nothing."]],
    [{ breachAbove: 10, breachBelow: 50 }, ["n: breachBelow 50 is more than breachAbove 10: every number is a breach."]],
    [{ breachAbove: { derived: "lost" } }, ['n: derived value "lost" is not declared. Add it to derived or correct the id.']],
  ])("of a number: %j", (bounds, faults) => {
    expect(faultsOf([bounded(bounds)])).toEqual(faults);
  });

  it("are not worked out from the very answer they judge", () => {
    const derived = [value("a", "sum", { of: [{ derived: "b" }] }), value("b", "sum", { of: [{ answer: "n" }] })];
    expect(faultsOf([bounded({ breachBelow: { derived: "a" } })], derived)).toEqual([
      'n: its bound "a" is worked out from its own answer. Take another bound.',
    ]);
  });

  const column = (id: string, extra: object = {}) => ({ kind: "number", id, title: both(id), unit: both("t"), min: 0, max: 9, ...extra });
  it.each<[Record<string, unknown>, string[]]>([
    [{ columns: [column("a"), column("b", { breachAbove: 5 })] }, []],
    [{ columns: [column("a"), column("a")] }, ['t: column "a" stands twice. Give one of the two another id.']],
    [{ columns: [column("a", { min: 10 })] }, ['t: column "a": min 10 is more than max 9: no number fits.']],
    [{ columns: [column("a", { breachAbove: { derived: "lost" } })] }, ['t: derived value "lost" is not declared. Add it to derived or correct the id.']],
    [
      { columns: [{ kind: "choice", id: "c", title: both("c"), choices: ["x", "x"].map((id) => ({ id, text: both(id), breach: false })) }] },
      ['t: column "c": choice "x" stands twice. Give one of the two another id.'],
    ],
    [{ columns: [column("a")], minRows: 5, maxRows: 4 }, ["t: minRows 5 is more than maxRows 4."]],
    [{ columns: [column("a")], minRows: 4, maxRows: 4 }, []],
  ])("of a table: %j", (extra, faults) => {
    expect(faultsOf([questionOf("table", "t", extra)])).toEqual(faults);
  });

  const choice = (id: string, extra: object = {}) => ({ id, text: both(id), breach: false, ...extra });
  it.each<[Record<string, unknown>, string[]]>([
    [{ choices: [choice("a"), choice("b")], breachWithout: ["a", "b"] }, []],
    [{ choices: [choice("a"), choice("a")] }, ['c: choice "a" stands twice. Give one of the two another id.']],
    [{ choices: [choice("a"), choice("b")], breachWithout: ["x"] }, ['c: breachWithout names "x", which is no choice.']],
    [
      { choices: [choice("a", { breach: true }), choice("b", { alone: true })], breachWithout: ["a", "b"] },
      ["a", "b"].map((id) => `c: choice "${id}" must be ticked by breachWithout and is a breach or excludes the others.`),
    ],
  ])("of ticked choices: %j", (extra, faults) => {
    expect(faultsOf([questionOf("choices", "c", extra)])).toEqual(faults);
  });

  it("of a choice", () => {
    expect(faultsOf([questionOf("choice", "c", { choices: [choice("a"), choice("b"), choice("b")] })])).toEqual([
      'c: choice "b" stands twice. Give one of the two another id.',
    ]);
  });
});

it("several faults are all told, in order", () => {
  const twice = question("plain", { topic: "nowhere", visibleIf: { answer: "lost", is: ["yes"] } });
  expect(faultsOf([plain, twice]).map((fault) => fault.slice(0, 25))).toEqual([
    "plain: this id stands twi",
    'plain: topic "nowhere" is',
    'plain: visibleIf names "l',
  ]);
});
