import { describe, expect, it } from "vitest";
import type { Answer } from "./answer";
import { readRows, type SheetRow, type SheetWords, type Standing } from "./answer-import";
import { both, choices, dayQuestion, file, number, question, questionOf, table, text } from "./example-questions";

const one = questionOf("choice", "one", {
  choices: [
    { id: "a", text: { "zh-CN": "甲", en: "First" }, breach: false },
    { id: "b", text: both("Second"), breach: false },
  ],
});
const asked = [question("plain"), one, number, dayQuestion, choices, text, table, file];
const QUESTIONS = new Map(asked.map((each) => [each.id, each] as const));
const WORDS: SheetWords = {
  plain: { yes: ["是", "Yes"], no: ["否", "No"], "not-known": ["不清楚", "Not known"], "not-applicable": ["不适用", "Not applicable"] },
  onPage: ["请在页面上作答", "Answer on the page"],
};
const row = (id: string, answer: string | null, more: Partial<SheetRow> = {}): SheetRow => ({ line: 2, id, answer, unit: "", note: "", ...more });
const readOne = (given: SheetRow, stored: ReadonlyMap<string, Standing> = new Map()) => {
  const { read, faults } = readRows([given], QUESTIONS, stored, WORDS);
  return { answer: read[0]?.answer, is: read[0]?.is, why: faults[0]?.why, words: faults[0]?.words };
};

describe("reads", () => {
  it.each<[string, string, Answer]>([
    ["plain", "是", { is: "yes" }],
    ["plain", " no ", { is: "no" }],
    ["plain", "Not applicable", { is: "not-applicable" }],
    ["number", "不清楚", { is: "not-known" }],
    ["one", "甲", { is: "choice", value: "a" }],
    ["one", "first", { is: "choice", value: "a" }],
    ["one", "b", { is: "choice", value: "b" }],
    ["number", "１,234.5", { is: "number", value: 1234.5 }],
    ["number", "12 t", { is: "number", value: 12 }],
    ["day", "2026-11-01", { is: "day", value: "2026-11-01" as never }],
    ["day", "2026/1/2", { is: "day", value: "2026-01-02" as never }],
    ["day", "2026年11月1日", { is: "day", value: "2026-11-01" as never }],
    ["choices", "label; door", { is: "choices", value: ["label", "door"] }],
    ["choices", "label；door", { is: "choices", value: ["label", "door"] }],
    ["text", "'=1+1", { is: "text", value: "=1+1" }],
    ["text", "it's here", { is: "text", value: "it's here" }],
  ])("%s: %s", (id, cell, answer) => expect(readOne(row(id, cell))).toMatchObject({ answer, is: "new" }));
});

describe("refuses", () => {
  it.each<[SheetRow, string, string]>([
    [row("plain", null), "formula", ""],
    [row("plain", "yes", { note: null }), "formula", ""],
    [row("plain", "yes", { unit: null }), "formula", ""],
    [row("nothing", "yes"), "unknown", ""],
    [row("", "yes"), "unknown", ""],
    [row("__proto__", "yes"), "unknown", ""],
    [row("plain", "TRUE"), "word", "是 / Yes; 否 / No; 不清楚 / Not known; 不适用 / Not applicable"],
    [row("one", "third"), "word", "不清楚 / Not known; 不适用 / Not applicable; 甲 / First; Second"],
    [row("one", "yes"), "word", "不清楚 / Not known; 不适用 / Not applicable; 甲 / First; Second"],
    [row("number", "Not applicable"), "number", ""],
    [row("number", "much"), "number", ""],
    [row("number", "2000"), "range", "0 – 1999"],
    [row("number", "12 kg"), "unit", "t"],
    [row("number", "12", { unit: "kg" }), "unit", "t"],
    [row("day", "2026-02-30"), "day", ""],
    [row("day", "45000"), "day", ""],
    [row("choices", "none; door"), "contradictory", ""],
    [row("text", "x".repeat(1001)), "tooLong", "1000"],
    [row("plain", "yes", { note: "x".repeat(2001) }), "tooLong", "2000"],
    [row("plain", "", { note: "later" }), "noteAlone", ""],
    [row("table", "DW001"), "onPage", ""],
    [row("file", "photo.jpg"), "onPage", ""],
  ])("%j", (given, why, words) => expect(readOne(given)).toEqual({ answer: undefined, is: undefined, why, words }));

  it("each row of an id that stands twice", () => {
    const { read, faults } = readRows([row("plain", "yes"), row(" plain", "no", { line: 3 })], QUESTIONS, new Map(), WORDS);
    expect(read).toEqual([]);
    expect(faults.map(({ line, why }) => [line, why])).toEqual([[2, "twice"], [3, "twice"]]);
  });
});

it("what stands is the same, a note alone a change, and an empty cell no wish", () => {
  const stored = new Map<string, Standing>([
    ["plain", { answer: { is: "yes" }, note: "n", cells: ["是", "Yes"] }],
    // Words that would be read as another answer.
    ["text", { answer: { is: "text", value: "Not known" }, note: "", cells: ["Not known"] }],
  ]);
  expect(readOne(row("plain", "yes", { note: "n" }), stored).is).toBe("same");
  expect(readOne(row("plain", "yes", { note: "" }), stored).is).toBe("changed");
  expect(readOne(row("plain", "no", { note: "n" }), stored).is).toBe("changed");
  expect(readOne(row("plain", "", { note: "n" }), stored)).toEqual({});
  expect(readOne(row("text", "Not known"), stored)).toMatchObject({ is: "same", answer: { is: "text" } });
  expect(readOne(row("table", "Answer on the page"), stored)).toEqual({});
});
