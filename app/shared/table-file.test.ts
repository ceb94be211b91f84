import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { csvLine, csvOf, plainCell } from "./table-file";

test.each(["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r\n=1", " =1", "|calc", "＝1+1"])("%j does not begin a formula", (text) => {
  expect(plainCell(text)).toBe(`'${text}`);
});
test.each(["", "更换风机", "3 = 3", "a+b", "2026年11月2日"])("%j stays as it is", (text) => {
  expect(plainCell(text)).toBe(text);
});

test("any cells come back from the file as they went in, none as a formula", () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.string({ unit: "binary" }), { minLength: 3, maxLength: 3 }), { minLength: 1 }), (rows) => {
      const [, ...read] = parse(csvOf(["a", "b", "c"], rows), { bom: true }) as string[][];
      expect(read).toEqual(rows.map((row) => row.map(plainCell)));
      expect(read.flat().every((cell) => !/^\s*[=+\-@]/.test(cell))).toBe(true);
    })
  );
});

test("quotes, commas and line breaks stay inside their cell", () => {
  expect(csvLine(['a "b"', "c,d", "e\nf"])).toBe('"a ""b""","c,d","e\nf"\r\n');
});
