import { describe, expect, it } from "vitest";
import { parseForm } from "~/platform/form.server";
import { fits, sameAnswer, type Answer } from "./answer";
import { answerSchema } from "./answer-schema";
import { shownAs, topicForm } from "./forms";
import { filledIn } from "./read-answer";
import { choices, dayQuestion, file, number, question, table, text } from "./example-questions";

const HASH = "a".repeat(64);
const asked = [question("plain"), number, dayQuestion, choices, text, table, file];

/** Reads what a browser would send for one question. */
function read(id: string, fields: Readonly<Record<string, string | readonly string[]>>) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields))
    for (const each of [value].flat()) form.append(`${id}.${name}`, each);
  const parsed = parseForm(form, topicForm(asked, (of) => (of === file.id ? [HASH] : [])));
  if (!parsed.ok) return { errors: parsed.refused.data.reply.error };
  return { answer: parsed.value.find(({ questionId }) => questionId === id)?.answer };
}

describe("reads", () => {
  it.each<[string, string, Record<string, string | string[]>, Answer | null]>([
    ["nothing", "plain", {}, null],
    ["yes", "plain", { is: "yes" }, { is: "yes" }],
    ["full-width digits", "number", { value: "１,234" }, { is: "number", value: 1234 }],
    ["a day", "day", { is: "value", value: "2026-11-01" }, { is: "day", value: "2026-11-01" as never }],
    ["one tick", "choices", { ticked: "label" }, { is: "choices", value: ["label"] }],
    ["two ticks", "choices", { ticked: ["label", "door"] }, { is: "choices", value: ["label", "door"] }],
    ["a text", "text", { text: " as written \u0000" }, { is: "text", value: "as written" }],
    [
      "rows, without the empty ones",
      "table",
      {
        "rows[0].name": "DW001",
        "rows[0].flow": "12.5",
        "rows[1].name": "",
        "rows[1].flow": "",
        "rows[2].name": " DW002 ",
        "rows[2].flow": "3",
        "rows[2].state": "shut",
      },
      { is: "table", rows: [{ name: "DW001", flow: 12.5 }, { name: "DW002", flow: 3, state: "shut" }] },
    ],
    ["a table left empty", "table", { "rows[0].name": "", "rows[0].flow": " " }, null],
    ["a file that is there", "file", { ticked: HASH }, { is: "files", value: [HASH] }],
    ["not known beside a file", "file", { is: "not-known", ticked: HASH }, { is: "not-known" }],
  ])("%s", (_what, id, fields, answer) => {
    expect(read(id, fields)).toEqual({ answer });
  });
});

describe("refuses, at the field that is wrong", () => {
  it.each<[string, string, Record<string, string | string[]>, string, string]>([
    ["a choice of another question", "plain", { is: "label" }, "is", "choose"],
    ["not applicable where it is not offered", "number", { is: "not-applicable" }, "is", "choose"],
    ["a value beside not known", "number", { is: "not-known", value: "5" }, "value", "contradictory"],
    ["rows beside not known", "table", { is: "not-known", "rows[0].name": "x" }, "rows", "contradictory"],
    ["text beside not known", "text", { is: "not-known", text: "x" }, "text", "contradictory"],
    ["ticks beside not known", "choices", { is: "not-known", ticked: "door" }, "ticked", "contradictory"],
    ["a word for a number", "number", { value: "much" }, "value", "number"],
    ["too small a number", "number", { value: "-1" }, "value", "tooSmall?min=0"],
    ["too big a number", "number", { value: "2000" }, "value", "tooBig?max=1999"],
    ["a day that does not exist", "day", { value: "2026-02-30" }, "value", "day"],
    ["a promise without a value", "number", { is: "value" }, "value", "required"],
    ["a promise without ticks", "choices", { is: "value" }, "ticked", "required"],
    ["a promise without text", "text", { is: "value" }, "text", "required"],
    ["a promise without rows", "table", { is: "value" }, "rows", "required"],
    ["ticks that exclude each other", "choices", { ticked: ["none", "door"] }, "ticked", "contradictory"],
    ["a tick nobody offers", "choices", { ticked: "window" }, "ticked", "choose"],
    ["too long a text", "text", { text: "x".repeat(1001) }, "text", "tooLong?max=1000"],
    ["a file that is not there", "file", { ticked: "b".repeat(64) }, "ticked", "choose"],
    ["a cell left empty", "table", { "rows[0].name": "x" }, "rows[0].flow", "required"],
    ["a cell of another type", "table", { "rows[1].name": "x", "rows[1].flow": "y" }, "rows[1].flow", "number"],
    ["a cell out of bounds", "table", { "rows[0].name": "x", "rows[0].flow": "-2" }, "rows[0].flow", "tooSmall?min=0"],
    ["a day cell", "table", { "rows[0].name": "x", "rows[0].flow": "2", "rows[0].since": "soon" }, "rows[0].since", "day"],
    ["a choice cell", "table", { "rows[0].name": "x", "rows[0].flow": "2", "rows[0].state": "ajar" }, "rows[0].state", "choose"],
    ["a long text cell", "table", { "rows[0].name": "x".repeat(201), "rows[0].flow": "2" }, "rows[0].name", "tooLong?max=200"],
    ["a note without an answer", "plain", { note: "later" }, "is", "required"],
    [
      "more rows than there may be",
      "table",
      Object.fromEntries(
        [0, 1, 2, 3].flatMap((row) => [
          [`rows[${row}].name`, "x"],
          [`rows[${row}].flow`, "1"],
        ])
      ),
      "rows",
      "tooManyRows?max=3",
    ],
  ])("%s", (_what, id, fields, field, error) => {
    expect(read(id, fields)).toEqual({ errors: { [`${id}.${field}`]: [error] } });
  });
});

const ANSWERS: readonly [string, Answer][] = [
  ["plain", { is: "no" }],
  ["number", { is: "number", value: 7 }],
  ["choices", { is: "choices", value: ["label", "door"] }],
  ["text", { is: "text", value: "words" }],
  ["table", { is: "table", rows: [{ name: "x", flow: 1, state: "open" }] }],
  ["file", { is: "files", value: [HASH] }],
];

it.each(ANSWERS)("an answer to %s is filled in as it is read again", (id, answer) => {
  const { note, rows, ...flat } = filledIn(answer, "");
  const cells = rows.flatMap((row, at) =>
    Object.entries(row).map(([column, cell]) => [`rows[${at}].${column}`, cell] as const)
  );
  expect(read(id, { ...flat, note, ...Object.fromEntries(cells) })).toEqual({ answer });
  expect(answerSchema.parse(JSON.parse(JSON.stringify(answer)))).toEqual(answer);
  const mine = asked.find((each) => each.id === id)!;
  expect(asked.filter((each) => fits(each, answer))).toEqual([mine]);
});

it("the same is the same, in whatever order it was ticked or stored", () => {
  const ticked = (...value: string[]): Answer => ({ is: "choices", value });
  expect(sameAnswer(ticked("a", "b"), ticked("b", "a"))).toBe(true);
  expect(shownAs(ticked("a", "b"), "")).toBe(shownAs(ticked("b", "a"), ""));
  expect(sameAnswer(ticked("a"), ticked("b"))).toBe(false);
  expect(sameAnswer({ is: "files", value: ["a"] }, ticked("a"))).toBe(false);
  const row = (...cells: [string, string | number][]): Answer => ({
    is: "table",
    rows: [Object.fromEntries(cells)],
  });
  expect(sameAnswer(row(["a", 1], ["b", "x"]), row(["b", "x"], ["a", 1]))).toBe(true);
  expect(sameAnswer(row(["a", 1]), row(["a", 2]))).toBe(false);
  expect(sameAnswer(null, null)).toBe(true);
  expect(sameAnswer(null, { is: "yes" })).toBe(false);
});

it("version 1 answers are shown to the save command as they always were", () => {
  expect(shownAs({ is: "yes" }, "n")).toBe('["yes",null,"n"]');
  expect(shownAs({ is: "number", value: 2 }, "")).toBe('["number",2,""]');
  expect(shownAs(null, "n")).toBe("");
});

describe("an answer that does not fit is none", () => {
  it.each<[string, (typeof asked)[number], Answer]>([
    ["no tick", choices, { is: "choices", value: [] }],
    ["one tick twice", choices, { is: "choices", value: ["door", "door"] }],
    ["a tick nobody offers", choices, { is: "choices", value: ["window"] }],
    ["none and one", choices, { is: "choices", value: ["none", "door"] }],
    ["blank text", text, { is: "text", value: "  " }],
    ["long text", text, { is: "text", value: "x".repeat(1001) }],
    ["no row", table, { is: "table", rows: [] }],
    ["four rows", table, { is: "table", rows: Array(4).fill({ name: "x", flow: 1 }) }],
    ["a row without a required cell", table, { is: "table", rows: [{ name: "x" }] }],
    ["a cell of no column", table, { is: "table", rows: [{ name: "x", flow: 1, more: 1 }] }],
    ["a text for a number", table, { is: "table", rows: [{ name: "x", flow: "1" }] }],
    ["a number for a text", table, { is: "table", rows: [{ name: 1, flow: 1 }] }],
    ["a blank cell", table, { is: "table", rows: [{ name: " ", flow: 1 }] }],
    ["a long cell", table, { is: "table", rows: [{ name: "x".repeat(201), flow: 1 }] }],
    ["a number too big", table, { is: "table", rows: [{ name: "x", flow: 101 }] }],
    ["a day that is none", table, { is: "table", rows: [{ name: "x", flow: 1, since: "2026-13-01" }] }],
    ["a choice that is none", table, { is: "table", rows: [{ name: "x", flow: 1, state: "ajar" }] }],
    ["no file", file, { is: "files", value: [] }],
    ["three files", file, { is: "files", value: ["a", "b", "c"].map((each) => each.repeat(64)) }],
    ["one file twice", file, { is: "files", value: [HASH, HASH] }],
    ["a name for a file", file, { is: "files", value: ["photo.jpg"] }],
    ["a hash and more", file, { is: "files", value: [`${HASH}0`] }],
    ["not applicable", number, { is: "not-applicable" }],
    ["a number below", number, { is: "number", value: -1 }],
    ["a number above", number, { is: "number", value: 2000 }],
  ])("%s", (_what, to, answer) => {
    expect(fits(to, answer)).toBe(false);
  });

  it("while the ends of a range still fit", () => {
    expect(fits(number, { is: "number", value: 0 })).toBe(true);
    expect(fits(number, { is: "number", value: 1999 })).toBe(true);
    expect(fits(text, { is: "text", value: "x".repeat(1000) })).toBe(true);
    expect(fits(choices, { is: "choices", value: ["none"] })).toBe(true);
    expect(fits(choices, { is: "not-known" })).toBe(true);
    const rows = Array(3).fill({ name: "x".repeat(200), flow: 100 });
    expect(fits(table, { is: "table", rows })).toBe(true);
    expect(fits(file, { is: "files", value: [HASH, "b".repeat(64)] })).toBe(true);
  });
});
