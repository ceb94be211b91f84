import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, day } from "~/shared/day";
import { readCell } from "../import-cells";
import { choiceCalled } from "../import-titles";
import { IMPORT_KINDS } from "../import-columns";
import { cellText } from "./sheet-cell";
import { MAX_ROWS, readSheet } from "./sheet";

const ON = day("2026-11-23");
const CODE = "91350100M000100Y43";
const asDay = (raw: string) => readCell({ is: "day", mayBeAhead: false }, raw, ON);

describe("days of a file", () => {
  it.each([
    ["2026-01-05", "2026-01-05"],
    ["2026-1-5", "2026-01-05"],
    ["2026/01/05", "2026-01-05"],
    ["2026/1/5", "2026-01-05"],
    ["2026.1.5", "2026-01-05"],
    ["20260105", "2026-01-05"],
    ["2026年1月5日", "2026-01-05"],
    ["2026年01月05日", "2026-01-05"],
    ["2026-01-05 00:00:00", "2026-01-05"],
    ["2026/1/5 0:00", "2026-01-05"],
    ["2026-01-05T00:00:00.000Z", "2026-01-05"],
    ["46027", "2026-01-05"],
    ["45351", "2024-02-29"],
    ["36526", "2000-01-01"],
  ])("%s is a day", (raw, written) => expect(asDay(raw)).toEqual({ value: written }));

  it.each(["2026-02-29", "2026-13-01", "2026-04-31", "2026年2月30日", "20261301", "5/1/2026", "2026-1", "2026-01-05 13:30", "46027.5", "36525", "73051", "12345", "明天"])(
    "%s is none",
    (raw) => expect(asDay(raw)).toEqual({ remedy: "day" })
  );

  it("refuses what has not happened yet, however the day is written", () => {
    for (const raw of ["2026-11-24", "20261124", "2026年11月24日", "46350"]) expect(asDay(raw)).toEqual({ remedy: "ahead" });
    expect(asDay("2026-11-23")).toEqual({ value: "2026-11-23" });
    expect(readCell({ is: "day", mayBeAhead: true }, "2027-01-01", ON)).toEqual({ value: "2027-01-01" });
  });

  it("reads a spreadsheet's day number as the spreadsheet shows it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9000 }), (days) => {
        expect(asDay(String(36_526 + days))).toEqual({ value: addDays(day("2000-01-01"), days) });
      })
    );
  });
});

describe("cells of a workbook", () => {
  it("are read as a person sees them", () => {
    const numFmt = "";
    expect(cellText({ value: new Date("2026-01-05T00:00:00Z"), numFmt })).toBe("2026-01-05");
    expect(cellText({ value: 0.955, numFmt: "0.0%" })).toBe("95.5");
    expect(cellText({ value: 0.07, numFmt: "0%" })).toBe("7");
    expect(cellText({ value: { formula: "A1", result: 1 } as never, numFmt })).toBe("=A1");
    expect(cellText({ value: { error: "#N/A" } as never, numFmt })).toBe("=");
    expect(cellText({ value: { richText: [{ text: "一" }, { text: "般" }] } as never, numFmt })).toBe("一般");
    expect(cellText({ value: null, numFmt })).toBe("");
  });

  it("find a choice by its code and by its word in either language", () => {
    const { cell } = IMPORT_KINDS.penalty.columns.find(({ name }) => name === "severity")!;
    const options = "options" in cell ? cell.options : {};
    expect(["serious", "Serious", "严重", " 严 重 "].map((word) => choiceCalled(options, word))).toEqual(Array(4).fill("serious"));
    expect(choiceCalled(options, "toString")).toBeUndefined();
  });
});

const rows = (...lines: string[]) => lines.map((text, at) => ({ line: at + 1, cells: text.split(",") }));
const faults = (kind: Parameters<typeof readSheet>[0], ...lines: string[]) => readSheet(kind, rows(...lines), ON).faults;

describe("rows that speak of the same matter", () => {
  const HEAD = "uscc,decidedOn,fineYuan,severity,reference";
  it("are refused with both values when they differ", () => {
    expect(faults("penalty", HEAD, `${CODE},2026-01-05,100,一般,A`, `${CODE},20260105,200,一般,A`)).toEqual([
      { line: 3, column: "fineYuan", value: "200", remedy: "contradiction", other: { line: 2, says: "100" } },
    ]);
    // The same in other words is no contradiction; without a number two penalties may look alike.
    expect(faults("penalty", HEAD, `${CODE},2026-01-05,100,一般,A`, `${CODE},46027,100.00,ordinary,A`)).toEqual([]);
    expect(faults("penalty", HEAD, `${CODE},2026-01-05,100,一般,`, `${CODE},2026-01-05,200,一般,`)).toEqual([]);
  });

  it("are states of one day and site as well", () => {
    const head = "uscc,grade,validFrom,validTo";
    expect(faults("credit-grade", head, `${CODE},A,2026-01-01,`, `${CODE},B,2026-01-01,`, `${CODE},B,2026-01-02,`)).toEqual([
      { line: 3, column: "grade", value: "B", remedy: "contradiction", other: { line: 2, says: "A" } },
    ]);
    expect(faults("credit-grade", head, `${CODE},A,2026-01-01,`, `${CODE},A,2026-01-01,2026-12-31`)).toEqual([
      { line: 3, column: "validTo", value: "2026-12-31", remedy: "contradiction", other: { line: 2, says: "" } },
    ]);
  });

  it("leaves longer files to the work beside the requests", () => {
    const row = `${CODE},2026-01-05,100,一般,`;
    expect(faults("penalty", HEAD, ...Array<string>(MAX_ROWS).fill(row))).toEqual([]);
    expect(faults("penalty", HEAD, ...Array<string>(MAX_ROWS + 1).fill(row))).toMatchObject([{ line: MAX_ROWS + 2, remedy: "tooMany" }]);
  });
});
