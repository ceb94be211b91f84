/** The report as a workbook, its public code, and answers brought in from a workbook. */
import { randomUUID } from "node:crypto";
import exceljs from "exceljs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Answer } from "~/features/self-check/answer";
import { saveAnswers } from "~/features/self-check/answers.server";
import { startSelfCheck } from "~/features/self-check/commands.server";
import { completeSelfCheck } from "~/features/self-check/completion.server";
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
