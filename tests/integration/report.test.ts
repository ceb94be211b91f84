/** The report as a workbook, its public code, and answers brought in from a workbook. */
import { randomUUID } from "node:crypto";
import { deflateRawSync } from "node:zlib";
import exceljs from "exceljs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Answer } from "~/features/self-check/answer";
import { saveAnswers } from "~/features/self-check/answers.server";
import { startSelfCheck } from "~/features/self-check/commands.server";
import { completeSelfCheck } from "~/features/self-check/completion.server";
import { previewOf, saveImported, type Preview } from "~/features/self-check/answer-import.server";
import { answersTemplate } from "~/features/self-check/answer-sheet.server";
import { selfCheckRun, type Run } from "~/features/self-check/queries.server";
import { publicReport, reportCodeOf, sameHash } from "~/features/self-check/report-code.server";
import { reportOf } from "~/features/self-check/report-facts.server";
import { reportXlsx } from "~/features/self-check/report-xlsx.server";
import { tables, withTx } from "~/platform/db.server";
import { holidays } from "~/platform/holidays.server";
import { day } from "~/shared/day";
import { agency, enterprise, officerOf, type TestEnterprise } from "../factories";
import { freshDatabase, type FreshDatabase } from "./database";

let database: FreshDatabase;
beforeAll(async () => void (database = await freshDatabase()));
afterAll(() => database.close());

const ON = day("2026-11-20");
const entry = (questionId: string, answer: Answer, note = "") => ({ questionId, answer, note, revision: 0, was: "" });

async function draftOf({ siteId, actor }: TestEnterprise): Promise<string> {
  const outcome = await startSelfCheck(actor, { siteId, idempotencyKey: randomUUID() }, ON);
  if (!("id" in outcome)) throw new Error(outcome.is);
  return outcome.id;
}
async function runOf({ actor }: TestEnterprise, id: string): Promise<Run> {
  const run = await selfCheckRun(actor, id);
  if (!run) throw new Error("no run");
  return run;
}
async function completed(here: TestEnterprise, note = ""): Promise<string> {
  const id = await draftOf(here);
  await saveAnswers(here.actor, id, [entry("core-eia-acceptance", { is: "no" }, note)]);
  await completeSelfCheck(here.actor, id, ON, holidays());
  return id;
}

test.each(["zh-CN", "en"] as const)("the workbook reads back in %s", async (locale) => {
  const here = await enterprise();
  const run = await runOf(here, await completed(here, '=HYPERLINK("x")'));
  const code = await reportCodeOf(here.actor, run.id);
  const corrections = [{ questionId: "core-eia-acceptance", dueOn: "2026-12-20", recurrenceMonths: 24 }];
  const report = reportOf({ run, locale, on: ON, corrections, code });
  const book = new exceljs.Workbook();
  await book.xlsx.load(new Uint8Array(await reportXlsx(report)).buffer);
  expect(book.worksheets).toHaveLength(4);
  const rows = book.worksheets.map((sheet) => {
    expect(sheet.views[0]).toMatchObject({ state: "frozen", ySplit: 1 });
    expect(sheet.getColumn(1).width).toBeGreaterThan(5);
    return sheet.getSheetValues().slice(2).map((row) => (Array.isArray(row) ? row.slice(1).map(String) : []));
  });
  const [summary = [], findings = [], answers = []] = rows;
  expect(summary.map(([, value]) => value)).toEqual(expect.arrayContaining([run.resultHash, report.verification.address]));
  expect(findings).toHaveLength(1);
  expect(findings[0]).toEqual(expect.arrayContaining(["2026-12-20", report.findings[0]?.recurrence]));
  expect(answers).toHaveLength(report.topics.flatMap(({ questions }) => questions).length);
  expect(answers.find(([, id]) => id === "core-eia-acceptance")?.[4]).toBe(`'=HYPERLINK("x")`);
});

describe("the public code of a report", () => {
  test("is made once, and tells what it may", async () => {
    const here = await enterprise();
    const run = await runOf(here, await completed(here, "秘密"));
    const codes = await Promise.all(Array.from({ length: 5 }, () => reportCodeOf(here.actor, run.id)));
    expect(new Set(codes).size).toBe(1);
    const [code = ""] = codes;
    expect(code).toMatch(/^[2-9A-Z]{16}$/);
    const told = await publicReport(code.toLowerCase().replace(/.{4}/g, "$& "), "en");
    expect(told).toEqual({
      code,
      enterprise: run.enterprise.name,
      uscc: here.uscc,
      siteName: "一厂",
      completedOn: ON,
      resultHash: run.resultHash,
    });
    expect(sameHash(` ${run.resultHash?.toUpperCase()} `, run.resultHash ?? "")).toBe(true);
    expect(sameHash("00", run.resultHash ?? "")).toBe(false);
    expect(sameHash("", run.resultHash ?? "")).toBeNull();
  });

  test("is not there for a wrong code, a draft, another enterprise or an agency", async () => {
    expect(await publicReport("2222222222222222", "en")).toBeNull();
    expect(await publicReport("' or 1=1", "en")).toBeNull();
    const [here, other] = [await enterprise(), await enterprise()];
    const id = await completed(here);
    await expect(reportCodeOf(other.actor, id)).rejects.toThrow();
    await expect(reportCodeOf(other.actor, await draftOf(other))).rejects.toThrow();
    await reportCodeOf(here.actor, id);
    const officer = await officerOf(await agency("440113"), "440113");
    for (const actor of [other.actor, officer])
      expect(await withTx(actor, (tx) => tx.select().from(tables.reportCodes))).toEqual([]);
  });
});

const YES_NO = "core-eia-acceptance";
const OTHER = "core-no-evasion";

async function bookOf(here: TestEnterprise, id: string, locale: "zh-CN" | "en" = "en"): Promise<exceljs.Workbook> {
  const book = new exceljs.Workbook();
  await book.xlsx.load(new Uint8Array(await answersTemplate(await runOf(here, id), locale, ON)).buffer);
  return book;
}
const rowOf = (book: exceljs.Workbook, questionId: string): exceljs.Row => {
  let found: exceljs.Row | undefined;
  book.worksheets[0]!.eachRow((row) => void (row.getCell(1).value === questionId && (found = row)));
  return found!;
};
const fileOf = async (book: exceljs.Workbook): Promise<File> =>
  new File([new Uint8Array(await book.xlsx.writeBuffer())], "answers.xlsx");
const read = async (here: TestEnterprise, id: string, file: File, locale: "zh-CN" | "en" = "en") =>
  previewOf(here.actor, await runOf(here, id), file, locale, ON);
async function preview(here: TestEnterprise, id: string, book: exceljs.Workbook): Promise<Preview> {
  const outcome = await read(here, id, await fileOf(book));
  if (outcome.is !== "preview") throw new Error(outcome.why);
  return outcome;
}
async function confirm(here: TestEnterprise, id: string, { entries }: Preview, replace: string[] = []) {
  const form = new FormData();
  form.set("entries", entries);
  for (const each of replace) form.append("replace", each);
  return saveImported(here.actor, await runOf(here, id), form, "en");
}
const storedOf = async (here: TestEnterprise, id: string) =>
  (await runOf(here, id)).stored.map(({ questionId, answer, note, revision }) => ({ questionId, answer, note, revision }));

describe("answers from a workbook", () => {
  test.each(["zh-CN", "en"] as const)("the untouched file changes nothing, made in %s", async (locale) => {
    const here = await enterprise();
    const id = await draftOf(here);
    await saveAnswers(here.actor, id, [entry(YES_NO, { is: "no" }, "=1+1")]);
    const book = await bookOf(here, id, locale);
    expect(rowOf(book, YES_NO).getCell(3).dataValidation).toMatchObject({ type: "list" });
    expect(book.getWorksheet("portal")?.state).toBe("veryHidden");
    expect((await preview(here, id, book)).counts).toEqual({ new: 0, changed: 0, stale: 0, same: 1, refused: 0 });
  });

  test("is saved only when confirmed, and the same file twice changes nothing", async () => {
    const here = await enterprise();
    const id = await draftOf(here);
    await saveAnswers(here.actor, id, [entry(YES_NO, { is: "no" }, "before")]);
    const book = await bookOf(here, id);
    rowOf(book, YES_NO).getCell(3).value = "是";
    rowOf(book, OTHER).getCell(3).value = "Not known";
    rowOf(book, OTHER).getCell(5).value = "asked the foreman";
    const before = await storedOf(here, id);
    const shown = await preview(here, id, book);
    expect(shown.counts).toEqual({ new: 1, changed: 1, stale: 0, same: 0, refused: 0 });
    expect(await storedOf(here, id)).toEqual(before);
    expect(await confirm(here, id, shown)).toMatchObject({ is: "saved", count: 2, conflicts: [], refused: [] });
    const after = await storedOf(here, id);
    expect(after).toEqual(
      expect.arrayContaining([
        { questionId: YES_NO, answer: { is: "yes" }, note: "before", revision: 2 },
        { questionId: OTHER, answer: { is: "not-known" }, note: "asked the foreman", revision: 1 },
      ])
    );
    expect((await preview(here, id, book)).counts).toEqual({ new: 0, changed: 0, stale: 0, same: 2, refused: 0 });
    // The confirmation once more, as a double click sends it.
    await confirm(here, id, shown);
    expect(await storedOf(here, id)).toEqual(after);
  });

  test("what others changed since stays unless it is ticked; what changes while one looks is a conflict", async () => {
    const here = await enterprise();
    const id = await draftOf(here);
    const book = await bookOf(here, id);
    rowOf(book, YES_NO).getCell(3).value = "Yes";
    await saveAnswers(here.actor, id, [entry(YES_NO, { is: "no" })]);
    const shown = await preview(here, id, book);
    expect(shown.counts).toMatchObject({ new: 0, changed: 0, stale: 1 });
    await confirm(here, id, shown);
    expect(await storedOf(here, id)).toMatchObject([{ answer: { is: "no" }, revision: 1 }]);
    await saveAnswers(here.actor, id, [{ ...entry(YES_NO, { is: "not-known" }), revision: 1 }]);
    expect(await confirm(here, id, shown, [YES_NO])).toMatchObject({ count: 0, conflicts: [{ theirs: "Not known" }] });
    expect(await storedOf(here, id)).toMatchObject([{ answer: { is: "not-known" }, revision: 2 }]);
    await confirm(here, id, await preview(here, id, book), [YES_NO]);
    expect(await storedOf(here, id)).toMatchObject([{ answer: { is: "yes" }, revision: 3 }]);
  });

  test.each<[string, (book: exceljs.Workbook) => void, RegExp]>([
    ["a formula", (book) => (rowOf(book, YES_NO).getCell(3).value = { formula: "1+1", result: "Yes" }), /formula/],
    ["an unknown id", (book) => (rowOf(book, YES_NO).getCell(1).value = "no-such-question"), /id is not in/],
    ["an id twice", (book) => void book.worksheets[0]!.addRow([OTHER, "", "Yes", "", ""]), /more than one row/],
    ["a wrong word", (book) => (rowOf(book, YES_NO).getCell(3).value = "perhaps"), /not one of/],
    ["a note alone", (book) => (rowOf(book, YES_NO).getCell(5).value = "later"), /no answer/],
  ])("%s is refused with its row, and the others go through", async (_what, spoil, message) => {
    const here = await enterprise();
    const id = await draftOf(here);
    const book = await bookOf(here, id);
    rowOf(book, YES_NO).getCell(3).value = "Yes";
    rowOf(book, OTHER).getCell(3).value = "Yes";
    if (/later/.test(String(spoil))) rowOf(book, YES_NO).getCell(3).value = null;
    spoil(book);
    const { refused, counts } = await preview(here, id, book);
    expect(refused.every(({ line, why }) => line > 1 && message.test(why))).toBe(true);
    expect(refused.length).toBeGreaterThan(0);
    expect(counts.new).toBe(1);
    expect(await storedOf(here, id)).toEqual([]);
  });

  test("a file that is not this one's is refused as a whole", async () => {
    const [here, other] = [await enterprise(), await enterprise()];
    const id = await draftOf(here);
    const theirs = await fileOf(await bookOf(other, await draftOf(other)));
    const older = await bookOf(here, id);
    older.getWorksheet("portal")!.getCell("A2").value = "core@1";
    const unmarked = await bookOf(here, id);
    unmarked.removeWorksheet("portal");
    const long = await bookOf(here, id);
    for (let at = 0; at < 1000; at += 1) long.worksheets[0]!.addRow([`x-${at}`]);
    const files: [File, RegExp][] = [
      [theirs, /another self-check/],
      [await fileOf(older), /other versions/],
      [await fileOf(unmarked), /not made by the portal/],
      [await fileOf(long), /1,000 rows/],
      [new File(["id,answer\n"], "answers.xlsx"), /no XLSX/],
      [new File([], "answers.xlsx"), /empty/],
      [new File([], ""), /Choose a file/],
      [new File([bomb()], "answers.xlsx"), /unpacks to more/],
      [new File([new Uint8Array(1024 * 1024 + 1)], "answers.xlsx"), /larger/],
    ];
    for (const [file, why] of files)
      expect(await read(here, id, file)).toMatchObject({ is: "refused", why: expect.stringMatching(why) });
    expect(await storedOf(here, id)).toEqual([]);
  });

  test("what the form carries is judged again", async () => {
    const here = await enterprise();
    const id = await draftOf(here);
    const form = (entries: string) => {
      const made = new FormData();
      made.set("entries", entries);
      return made;
    };
    const run = await runOf(here, id);
    for (const entries of ["", "{}", "[1]", '[{"questionId":1}]'])
      expect(await saveImported(here.actor, run, form(entries), "en")).toBeNull();
    const forged = JSON.stringify([{ questionId: "nothing", answer: { is: "yes" }, stale: false }, { questionId: YES_NO, answer: { is: "number", value: 1 }, stale: false }]);
    expect(await saveImported(here.actor, run, form(forged), "en")).toMatchObject({ count: 0, refused: [{}, {}] });
    const other = await enterprise();
    expect(await saveImported(other.actor, run, form(forged), "en")).toBe("not-found");
  });
});

/** A ZIP of one entry that unpacks to thousands of times its size. */
function bomb(): Uint8Array<ArrayBuffer> {
  const size = 50 * 1024 * 1024;
  const packed = deflateRawSync(Buffer.alloc(size));
  const name = Buffer.from("xl/workbook.xml");
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(size, 22);
  local.writeUInt16LE(name.length, 26);
  const entryHead = Buffer.alloc(46);
  entryHead.writeUInt32LE(0x02014b50, 0);
  entryHead.writeUInt16LE(8, 10);
  entryHead.writeUInt32LE(packed.length, 20);
  entryHead.writeUInt32LE(size, 24);
  entryHead.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entryHead.length + name.length, 12);
  end.writeUInt32LE(30 + name.length + packed.length, 16);
  return new Uint8Array(Buffer.concat([local, name, packed, entryHead, name, end]));
}
