/** Long files of facts: all of a file or nothing, whatever is wrong with it and whoever dies over it. */
import { randomUUID } from "node:crypto";
import ExcelJS from "exceljs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { beginLongImport } from "~/features/positive-list/fact-file/import-file-commands.server";
import { workOnNextFile } from "~/features/positive-list/fact-file/work.server";
import type { ImportableKind } from "~/features/positive-list/import-columns";
import { importFacts } from "~/features/positive-list/import-commands.server";
import { readImportFile } from "~/features/positive-list/import-file.server";
import { today } from "~/platform/clock.server";
import { isDatabaseGone } from "~/platform/database-gone.server";
import type { IncomingFile } from "~/platform/incoming.server";
import { receiveFile } from "~/platform/incoming.server";
import type { AgencyActor } from "~/shared/actor";
import { addDays } from "~/shared/day";
import { agency, enterprise, freshUscc, officerOf, type TestEnterprise } from "../factories";
import { freshDatabase, type FreshDatabase } from "./database";

let database: FreshDatabase;
let officer: AgencyActor;
let firms: TestEnterprise[];
beforeAll(async () => {
  database = await freshDatabase();
  officer = await officerOf(await agency("440113"), "440113");
  firms = await Promise.all(Array.from({ length: 40 }, () => enterprise()));
});
afterAll(() => database.close());

const HEAD = "uscc,decidedOn,fineYuan,severity,reference";
const csv = (...lines: string[]): File => new File([lines.join("\r\n")], `${randomUUID()}.csv`, { type: "text/csv" });
const incoming = (file: File): Promise<IncomingFile> => receiveFile(file, 100 * 1024 * 1024);
const firm = (at: number): string => firms[at % firms.length]!.uscc;
const good = (at: number, mark: string): string =>
  `${firm(at)},${addDays(today(), -(at % 700))},${100 + at},${["轻微", "ordinary", "严重"][at % 3]},${mark}-${at}`;
const many = (count: number, mark: string): string[] => Array.from({ length: count }, (_, at) => good(at, mark));

async function begun(file: File, kind: ImportableKind = "penalty", actor = officer): Promise<string> {
  const outcome = await beginLongImport(actor, kind, await incoming(file));
  if (outcome.is !== "begun") throw new Error(outcome.error);
  return outcome.jobId;
}
async function workOff(): Promise<void> {
  while (await workOnNextFile());
}
async function jobOf(id: string) {
  const [job] = await database.superuser`select * from import_job where id = ${id}`;
  return job!;
}
const faultsOf = (id: string) =>
  database.superuser<{ line: number; column_name: string; remedy: string; value: string; other_line: number | null; other_says: string | null }[]>`
    select line, column_name, remedy, value, other_line, other_says from import_fault where job_id = ${id} order by line, number`;
async function counts() {
  const [row] = await database.superuser<{ facts: number; batches: number; waiting: number }[]>`
    select (select count(*)::int from enterprise_fact) as facts, (select count(*)::int from import_batch) as batches,
      (select count(*)::int from import_row) as waiting`;
  return row!;
}

describe("a long file", () => {
  it("is put on record as small files of the same rows would be", async () => {
    const lines = many(6_000, "same");
    const before = await counts();
    const id = await begun(csv(HEAD, ...lines));
    await workOff();
    expect(await jobOf(id)).toMatchObject({
      status: "done",
      rows_read: 6_000,
      counts: { added: 6_000, corrected: 0, unchanged: 0, suspended: 0 },
      has_rows: false,
    });
    expect(await counts()).toEqual({ facts: before.facts + 6_000, batches: before.batches + 1, waiting: 0 });
    // Every one of them is known already when it comes again in a small file, and one that says something else corrects.
    const small = await readImportFile(csv(HEAD, ...lines.slice(0, 500), good(7, "same").replace(",107,", ",999,").replace("same-7", "same-7")));
    if (!small.ok) throw new Error(small.error);
    const again = await importFacts(officer, "penalty", small);
    expect(again).toMatchObject({ is: "faults" });
    const corrected = await begun(csv(HEAD, ...lines.slice(0, 10), good(11, "same").replace(",111,", ",999,")));
    await workOff();
    expect(await jobOf(corrected)).toMatchObject({ counts: { added: 0, corrected: 1, unchanged: 10, suspended: 0 } });
    const events = await database.superuser`
      select kind, payload->>'rows' as rows from ledger_entry where owner_id = ${officer.agencyId} and kind like 'positive-list.%import%' order by seq`;
    expect(events.map(({ kind }) => kind)).toEqual([
      "positive-list.import-begun",
      "positive-list.facts-imported",
      "positive-list.import-begun",
      "positive-list.facts-imported",
    ]);
  });

  it("is refused as a whole when anything is wrong, and every fault is named", async () => {
    const before = await counts();
    const tomorrow = addDays(today(), 1);
    const lines = many(20_000, "seeded");
    const elsewhere = await enterprise("350102");
    const seeded: Record<number, string> = {
      100: `${firm(0)},${tomorrow},1,一般,x-1`,
      200: `${firm(0)},2026-02-30,1,一般,x-2`,
      300: `${firm(0)},46099,1e9,heavy,x-3`,
      400: `${elsewhere.uscc},2026-01-05,1,一般,x-4`,
      500: `${freshUscc()},2026-01-05,1,一般,x-5`,
      600: `${firm(0).slice(0, 17)}I,2026-01-05,=1+1,一般,x-6`,
      700: `,2026-01-05,1,一般,x-7`,
      800: `${firm(0)},2026-01-05,1,一般,${"长".repeat(201)}`,
      9_000: good(0, "seeded").replace(",100,", ",200,"),
      // The same as the first row, in other words: no fault.
      9_500: good(0, "seeded").replace("轻微", "minor"),
      19_999: `${firm(0)},@SUM(A1),1,一般,x-8`,
    };
    for (const [at, line] of Object.entries(seeded)) lines[Number(at)] = line;
    const id = await begun(csv(HEAD, ...lines));
    await workOff();
    expect(await jobOf(id)).toMatchObject({ status: "refused", rows_read: 20_000, fault_count: 12, batch_id: null, has_rows: false });
    expect((await faultsOf(id)).map((one) => `${one.line} ${one.column_name} ${one.remedy}`)).toEqual([
      "102 decidedOn ahead",
      "202 decidedOn day",
      "302 fineYuan yuan",
      "302 severity choice",
      "402 uscc unknownEnterprise",
      "502 uscc unknownEnterprise",
      "602 uscc uscc",
      "602 fineYuan formula",
      "702 uscc required",
      "802 reference tooLong",
      "9002 fineYuan contradiction",
      "20001 decidedOn formula",
    ]);
    const [contradiction] = (await faultsOf(id)).filter(({ remedy }) => remedy === "contradiction");
    expect(contradiction).toMatchObject({ value: "200", other_line: 2, other_says: "100" });
    expect(await counts()).toEqual({ ...before, waiting: 0 });
  });

  it.each([
    ["wrong columns", csv("uscc,decidedOn,colour,decidedOn", "1,2,3,4"), ["1 colour columnUnknown", "1 decidedOn columnTwice", "1 fineYuan columnMissing", "1 severity columnMissing"]],
    ["no rows", csv(HEAD), ["1  empty"]],
    ["a quotation that never ends", csv(HEAD, `"${"x".repeat(50)}`), ["2  unreadable"]],
  ])("with %s ends with what is wrong", async (_name, file, faults) => {
    const id = await begun(file);
    await workOff();
    expect((await faultsOf(id)).map((one) => `${one.line} ${one.column_name} ${one.remedy}`)).toEqual(faults);
    expect(await jobOf(id)).toMatchObject({ status: "refused" });
  });

  it("may be a workbook, and in any encoding", async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet("处罚");
    sheet.addRow(HEAD.split(","));
    for (let at = 0; at < 3_000; at += 1) {
      const [uscc, decidedOn, fine, severity, reference] = good(at, "book").split(",");
      sheet.addRow([uscc, new Date(`${decidedOn}T00:00:00Z`), Number(fine), severity, reference]);
    }
    book.addWorksheet("说明").addRow(["not this one"]);
    const bytes = new Uint8Array(await book.xlsx.writeBuffer());
    const text = [HEAD, ...many(3_000, "book")].join("\r\n");
    const ids = [
      await begun(new File([bytes], "book.xlsx")),
      await begun(new File([Buffer.from(`\uFEFF${text}`, "utf16le")], "utf16.csv")),
    ];
    await workOff();
    expect(await jobOf(ids[0]!)).toMatchObject({ status: "done", counts: { added: 3_000, unchanged: 0 } });
    expect(await jobOf(ids[1]!)).toMatchObject({ status: "done", counts: { added: 0, unchanged: 3_000 } });
  });

  it("is worked through once, however often it is sent and by however many", async () => {
    const file = csv(HEAD, ...many(5_000, "once"));
    const ids = await Promise.all(Array.from({ length: 4 }, () => begun(file)));
    expect(new Set(ids).size).toBe(1);
    await Promise.all(Array.from({ length: 3 }, () => workOff()));
    expect(await jobOf(ids[0]!)).toMatchObject({ status: "done", attempts: 1, counts: { added: 5_000 } });
    expect(await beginLongImport(officer, "penalty", await incoming(file))).toEqual({ is: "refused", error: "importedAlready" });
  });

  it("goes on behind what was kept when its worker dies, and is on record once", async () => {
    const before = await counts();
    const id = await begun(csv(HEAD, ...many(20_000, "killed")));
    let deaths = 0;
    for (const [column, rows] of [["rows_read", 6_000], ["rows_stored", 0]] as const) {
      const work = workOnNextFile().catch(() => undefined);
      // All its connections at once, as when the process is gone: first while it reads, then while it stores.
      for (;;) {
        const job = await jobOf(id);
        if (column === "rows_read" ? job["rows_read"] >= rows : job["status"] === "storing") break;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      if (column === "rows_stored") await new Promise((resolve) => setTimeout(resolve, 300));
      await database.superuser`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'zijian' and datname = current_database()`;
      await work;
      const job = await jobOf(id);
      if (job["status"] !== "done") deaths += 1;
      expect((await counts()).facts).toBe(job["status"] === "done" ? before.facts + 20_000 : before.facts);
      await database.superuser`update import_job set working_until = '-infinity' where id = ${id} and ended_at is null`;
    }
    expect(deaths).toBeGreaterThan(0);
    await workOff();
    expect(await jobOf(id)).toMatchObject({ status: "done", rows_read: 20_000, counts: { added: 20_000, corrected: 0, unchanged: 0 } });
    expect(await counts()).toEqual({ facts: before.facts + 20_000, batches: before.batches + 1, waiting: 0 });
  }, 60_000);

  it("waits for whoever states facts of the same agency and kind, and others are told that the portal is busy", async () => {
    const id = await begun(csv(HEAD, ...many(50, "busy")));
    const small = await readImportFile(csv(HEAD, good(1, "busy too")));
    if (!small.ok) throw new Error(small.error);
    let release = (): void => undefined;
    const held = new Promise<void>((done) => (release = done));
    const holding = database.superuser.begin(async (sql) => {
      await sql`select pg_advisory_xact_lock(hashtextextended('facts agency:440113 penalty', 0))`;
      await held;
    });
    const [told] = await Promise.all([importFacts(officer, "penalty", small).catch((error: unknown) => isDatabaseGone(error)), workOnNextFile()]);
    expect(told).toBe(true);
    expect(await jobOf(id)).toMatchObject({ status: "storing", attempts: 0 });
    release();
    await holding;
    await workOff();
    expect(await jobOf(id)).toMatchObject({ status: "done", counts: { added: 50 } });
  }, 60_000);

  it("ends as failed when it cannot be worked through, and says so", async () => {
    const id = await begun(csv(HEAD, ...many(10, "gone")));
    await database.superuser`update import_job set attempts = 5 where id = ${id}`;
    await workOff();
    expect(await jobOf(id)).toMatchObject({ status: "failed", batch_id: null });
    await expect(database.superuser`update import_job set status = 'reading', ended_at = null where id = ${id}`).rejects.toThrow(/does not change/);
  });

  it("is refused at the door when it is no table or unpacks to too much", async () => {
    const refused = async (file: File) => beginLongImport(officer, "penalty", await incoming(file));
    expect(await refused(new File(["x"], "facts.pdf"))).toEqual({ is: "refused", error: "importType" });
    expect(await refused(new File([new Uint8Array([0, 1, 2])], "facts.csv"))).toEqual({ is: "refused", error: "fileMismatch" });
    expect(await refused(new File(["PK no zip"], "facts.xlsx"))).toEqual({ is: "refused", error: "fileMismatch" });
    const book = new ExcelJS.Workbook();
    book.addWorksheet("x").addRow(["0".repeat(30_000_000)]);
    const bytes = new Uint8Array(await book.xlsx.writeBuffer());
    expect(await refused(new File([bytes], "bomb.xlsx"))).toEqual({ is: "refused", error: "fileUnsafe" });
  });

  it("is another agency's business only", async () => {
    const other = await officerOf(await agency("440112"), "440112");
    const file = csv(HEAD, good(1, "theirs"));
    const id = await begun(file, "penalty", other);
    await workOff();
    // Its enterprises are of another region.
    expect((await faultsOf(id)).map(({ remedy }) => remedy)).toEqual(["unknownEnterprise"]);
  });
});
