import { expect, test } from "vitest";
import { csvLine, plainCell } from "./table-file";

test.each([
  ["plain", "plain"],
  ["=1+1", "'=1+1"],
  [" \t=1+1", "' \t=1+1"],
  ["+86", "'+86"],
  ["-5", "'-5"],
  ["@x", "'@x"],
  ["＝1", "'＝1"],
  ["a=1", "a=1"],
  ["", ""],
])("%j is written as %j", (text, cell) => expect(plainCell(text)).toBe(cell));

test("quotes, commas and line breaks stay inside their cell", () => {
  expect(csvLine(['a "b"', "c,d", "e\nf"])).toBe('"a ""b""","c,d","e\nf"\r\n');
});
