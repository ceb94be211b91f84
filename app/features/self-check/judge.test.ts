import { describe, expect, it } from "vitest";
import { addDays, day } from "~/shared/day";
import type { Answer, Row } from "./answer";
import { choices, dayQuestion, file, number, ON, question, questionOf, table, text } from "./example-questions";
import { judge, type Verdict } from "./judge";
import { both } from "./example-questions";

const known = (values: Readonly<Record<string, number>>) => (id: string) => values[id] ?? null;
const nothing = known({});
const isNumber = (value: number): Answer => ({ is: "number", value });
const breachOf = (verdict: Verdict) => (verdict.is === "breach" ? verdict.because : verdict.is);

const between = questionOf("number", "between", {
  unit: both("t"),
  min: 0,
  max: 100,
  breachBelow: 10,
  breachAbove: { derived: "limit" },
});

describe("a number against stated and derived bounds", () => {
  it.each<[number, Record<string, number>, unknown]>([
    [9, { limit: 50 }, { is: "below", value: 9, bound: 10, derived: null }],
    [10, { limit: 50 }, "complies"],
    [50, { limit: 50 }, "complies"],
    [50.1, { limit: 50 }, { is: "above", value: 50.1, bound: 50, derived: "limit" }],
    [1, { limit: 0 }, { is: "above", value: 1, bound: 0, derived: "limit" }],
    [0, { limit: 0 }, { is: "below", value: 0, bound: 10, derived: null }],
    [9, {}, { is: "below", value: 9, bound: 10, derived: null }],
    [60, {}, "unjudged"],
  ])("%d, %o", (value, values, expected) => {
    expect(breachOf(judge(between, isNumber(value), ON, known(values)))).toEqual(expected);
  });

  it("names the derived values for want of which nothing can be said", () => {
    expect(judge(between, isNumber(60), ON, nothing)).toEqual({ is: "unjudged", derived: ["limit"] });
  });

  it("has nothing against a number without bounds", () => {
    expect(judge(number, isNumber(1999), ON, nothing)).toEqual({ is: "complies" });
  });
});

describe("a day against the day of the self-check", () => {
  const older = questionOf("day", "older", { breachOlderThanDays: 30 });
  const sooner = questionOf("day", "sooner", { breachSoonerThanDays: 60 });
  const at = (offset: number): Answer => ({ is: "day", value: addDays(ON, offset) });
  it("tells since when, and what would have done", () => {
    expect(breachOf(judge(older, at(-31), ON, nothing))).toEqual({
      is: "too-old",
      value: day("2026-10-22"),
      days: 30,
      bound: day("2026-10-23"),
    });
    expect(breachOf(judge(sooner, at(59), ON, nothing))).toEqual({
      is: "too-soon",
      value: day("2027-01-20"),
      days: 60,
      bound: day("2027-01-21"),
    });
    expect(breachOf(judge(dayQuestion, at(-9999), ON, nothing))).toBe("complies");
  });
});

describe("ticked choices", () => {
  it.each<[string[], unknown]>([
    [["label"], "complies"],
    [["label", "door"], "complies"],
    [["label", "leak"], { is: "ticked", choices: ["leak"] }],
    [["leak"], { is: "ticked", choices: ["leak"] }],
    [["door"], { is: "not-ticked", choices: ["label"] }],
    [["none"], { is: "not-ticked", choices: ["label"] }],
  ])("%o", (value, expected) => {
    expect(breachOf(judge(choices, { is: "choices", value }, ON, nothing))).toEqual(expected);
  });
});

describe("rows of a table", () => {
  const rows = (...given: Row[]): Answer => ({ is: "table", rows: given });
  const good = { name: "a", flow: 50, since: addDays(ON, -30), state: "open" };
  it("comply at their bounds", () => {
    expect(breachOf(judge(table, rows(good, { name: "b", flow: 0 }), ON, nothing))).toBe("complies");
  });

  it("name each cell that does not", () => {
    const bad = { name: "b", flow: 51, since: addDays(ON, -31), state: "broken" };
    expect(breachOf(judge(table, rows(good, bad), ON, nothing))).toEqual({
      is: "cells",
      cells: [
        { row: 1, column: "flow", because: { is: "above", value: 51, bound: 50, derived: null } },
        {
          row: 1,
          column: "since",
          because: { is: "too-old", value: bad.since, days: 30, bound: good.since },
        },
        { row: 1, column: "state", because: { is: "ticked", choices: ["broken"] } },
      ],
    });
  });

  const limited = questionOf("table", "limited", {
    columns: ["a", "b"].map((id) => ({
      kind: "number",
      id,
      title: both(id),
      unit: both("t"),
      min: 0,
      max: 100,
      breachBelow: { derived: "limit" },
    })),
  });
  it("are not judged by a bound nobody knows, each named once", () => {
    expect(judge(limited, rows({ a: 1, b: 2 }), ON, nothing)).toEqual({
      is: "unjudged",
      derived: ["limit"],
    });
    expect(breachOf(judge(limited, rows({ a: 1, b: 2 }), ON, known({ limit: 2 })))).toEqual({
      is: "cells",
      cells: [
        { row: 0, column: "a", because: { is: "below", value: 1, bound: 2, derived: "limit" } },
      ],
    });
  });
});

it("an answer of another kind, and one that says nothing of the matter, is no breach", () => {
  const answers: Answer[] = [
    { is: "no" },
    { is: "not-known" },
    { is: "not-applicable" },
    isNumber(-1),
    { is: "day", value: day("1990-01-01") },
    { is: "choice", value: "leak" },
    { is: "text", value: "leak" },
    { is: "files", value: ["a"] },
    { is: "table", rows: [{ flow: 99 }] },
  ];
  for (const asked of [between, dayQuestion, choices, text, file])
    for (const answer of answers)
      if (answer.is !== asked.kind)
        expect(judge(asked, answer, ON, nothing)).toEqual({ is: "complies" });
  expect(judge(question("plain"), { is: "no" }, ON, nothing).is).toBe("breach");
  expect(judge(question("plain"), { is: "yes" }, ON, nothing).is).toBe("complies");
  expect(judge(table, { is: "choices", value: ["broken"] }, ON, nothing).is).toBe("complies");
});
