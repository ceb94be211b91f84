import { randomUUID } from "node:crypto";
import ExcelJS from "exceljs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { evaluateEnterprise, storeEvaluation } from "~/features/positive-list/evaluation.server";
import { factsOf } from "~/features/positive-list/enterprise-facts.server";
import type { ImportableKind } from "~/features/positive-list/import-columns";
import { importFacts, type ImportOutcome } from "~/features/positive-list/import-commands.server";
import { readImportFile } from "~/features/positive-list/import-file.server";
import { today } from "~/platform/clock.server";
import { tables, withTx } from "~/platform/db.server";
import { system, type AgencyActor } from "~/shared/actor";
import { addDays, addMonths } from "~/shared/day";
import { agency, enterprise, freshUscc, officerOf, type TestEnterprise } from "../factories";
import { freshDatabase, type FreshDatabase } from "./database";

const TEST = system("test");
let database: FreshDatabase;
let officer: AgencyActor;
beforeAll(async () => {
  database = await freshDatabase();
  officer = await officerOf(await agency("440113"), "440113");
});
afterAll(() => database.close());

const HEAD = "统一社会信用代码,处罚决定日期,罚款金额（元）,情节,编号";
const csv = (...lines: string[]): File =>
  new File([lines.join("\r\n")], "facts.csv", { type: "text/csv" });
const gb18030 = (bytes: Buffer): File => new File([new Uint8Array(bytes)], "facts.csv");

async function imported(
  file: File,
  kind: ImportableKind = "penalty",
  actor = officer
): Promise<ImportOutcome> {
  const read = await readImportFile(file);
  if (!read.ok) throw new Error(read.error);
  return importFacts(actor, kind, read);
}
async function counts(): Promise<{ facts: number; batches: number }> {
  const [row] = await database.superuser<{ facts: number; batches: number }[]>`
    select (select count(*)::int from enterprise_fact) as facts, (select count(*)::int from import_batch) as batches`;
  return row!;
}
const faultsOf = (outcome: ImportOutcome) =>
  outcome.is === "faults"
    ? outcome.faults.map(({ line, column, remedy }) => `${line} ${column} ${remedy}`)
    : outcome;
const own = (firm: TestEnterprise) =>
  withTx(firm.actor, (tx) => factsOf(tx, firm.enterpriseId, today()));

describe("importing facts", () => {
  it("takes all rows or none, and names every fault by line, column and remedy", async () => {
    const firm = await enterprise();
    const elsewhere = await enterprise("350102");
    const before = await counts();
    const tomorrow = addDays(today(), 1);
    const outcome = await imported(
      csv(
        HEAD,
        `${firm.uscc},2026-01-05,50000,一般,A-1`,
        `${firm.uscc},${tomorrow},100,一般,A-2`,
        `${firm.uscc},2026-02-30,1e9,heavy,A-3`,
        `${elsewhere.uscc},2026-01-05,100,一般,A-4`,
        `${freshUscc()},2026-01-05,100,一般,A-5`,
        `${firm.uscc.slice(0, 17)}I,2026-01-05,=1+1,一般,A-6`,
        `,2026-01-05,100,一般,A-7`,
        `${firm.uscc},2026-01-06,60000,一般,A-1`
      )
    );
    expect(faultsOf(outcome)).toEqual([
      "3 decidedOn ahead",
      "4 decidedOn day",
      "4 fineYuan yuan",
      "4 severity choice",
      "5 uscc unknownEnterprise",
      "6 uscc unknownEnterprise",
      "7 uscc uscc",
      "7 fineYuan formula",
      "8 uscc required",
      "9 decidedOn contradiction",
    ]);
    expect(await counts()).toEqual(before);
    expect(
      faultsOf(
        await imported(csv("uscc,decidedOn,colour,decidedOn", `${firm.uscc},2026-01-05,red,`))
      )
    ).toEqual([
      "1 colour columnUnknown",
      "1 decidedOn columnTwice",
      "1 fineYuan columnMissing",
      "1 severity columnMissing",
    ]);
    expect(faultsOf(await imported(csv(HEAD)))).toEqual(["1  empty"]);
    expect(await counts()).toEqual(before);
  });

  it("changes nothing when the same file, or the same statement in another file, comes again", async () => {
    const firm = await enterprise();
    const row = `${firm.uscc},2026/1/5,"50,000",一般,B-1`;
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => imported(csv(HEAD, row))));
    expect(outcomes.filter(({ is }) => is === "imported")).toHaveLength(1);
    expect(outcomes.filter(({ is }) => is === "already")).toHaveLength(4);
    const inEnglish = csv(
      "Credit code,Decided on,Fine (yuan),Severity,Reference",
      `${firm.uscc},2026-01-05,50000,ordinary,B-1`
    );
    expect(await imported(inEnglish)).toMatchObject({
      is: "imported",
      added: 0,
      corrected: 0,
      unchanged: 1,
    });
    const penalties = (await own(firm)).filter(({ kind }) => kind === "penalty");
    expect(penalties).toMatchObject([
      {
        value: { decidedOn: "2026-01-05", fineFen: 5_000_000 },
        source: "agency:440113",
      },
    ]);
  });

  it("puts a later statement with the same reference in the place of the earlier one, and back", async () => {
    const firm = await enterprise();
    const fines = async () =>
      (await own(firm)).flatMap((fact) => (fact.kind === "penalty" ? fact.value.fineFen : []));
    const row = (yuan: number) => csv(HEAD, `${firm.uscc},2026-01-05,${yuan},一般,C-1`, "");
    await imported(row(100));
    expect(await imported(row(200))).toMatchObject({ added: 0, corrected: 1 });
    expect(await fines()).toEqual([20_000]);
    const back = csv(HEAD, `${firm.uscc},2026-01-05,100.00,一般,C-1`);
    expect(await imported(back)).toMatchObject({ added: 0, corrected: 1 });
    expect(await fines()).toEqual([10_000]);
    const [row3] = await database.superuser<{ n: number }[]>`
      select count(*)::int as n from enterprise_fact where enterprise_id = ${firm.enterpriseId}`;
    expect(row3!.n).toBe(3);
  });

  it("reads GB 18030 as spreadsheets save it, and XLSX; refuses formulas and what is neither", async () => {
    const firm = await enterprise();
    // "统一社会信用代码,查实日期" in GB 18030.
    const head = Buffer.from("cdb3d2bbc9e7bbe1d0c5d3c3b4fac2eb2cb2e9cab5c8d5c6da", "hex");
    const file = gb18030(Buffer.concat([head, Buffer.from(`\r\n${firm.uscc},2026-03-01\r\n`)]));
    expect(await imported(file, "verified-complaint")).toMatchObject({
      is: "imported",
      added: 1,
    });

    const sheet = async (fine: ExcelJS.CellValue): Promise<File> => {
      const book = new ExcelJS.Workbook();
      const page = book.addWorksheet("处罚");
      page.addRow(HEAD.split(","));
      page.addRow([firm.uscc, new Date("2026-01-07T00:00:00Z"), fine, "轻微", "D-1"]);
      return new File([new Uint8Array(await book.xlsx.writeBuffer())], "处罚.xlsx");
    };
    expect(faultsOf(await imported(await sheet({ formula: "1+1", result: 2 })))).toEqual([
      "2 fineYuan formula",
    ]);
    expect(await imported(await sheet(3000))).toMatchObject({
      is: "imported",
      added: 1,
    });
    expect((await own(firm)).filter(({ kind }) => kind === "penalty")).toMatchObject([
      {
        value: { decidedOn: "2026-01-07", fineFen: 300_000, severity: "minor" },
      },
    ]);
    const wrong = async (file: File) => {
      const read = await readImportFile(file);
      return read.ok ? "read" : read.error;
    };
    expect(await wrong(new File([], "empty.csv"))).toBe("fileEmpty");
    expect(await wrong(new File(["x"], "facts.pdf"))).toBe("importType");
    expect(await wrong(new File(["PK no zip"], "facts.xlsx"))).toBe("fileMismatch");
    expect(await wrong(new File([new Uint8Array([0, 1, 2])], "facts.csv"))).toBe("fileMismatch");
  });

  it("takes 10,000 rows in time and refuses one more", async () => {
    const firm = await enterprise();
    const rows = Array.from(
      { length: 10_000 },
      (_, at) => `${firm.uscc},${addDays(today(), -(at % 900))},${at},一般,E-${at}`
    );
    const startedAt = performance.now();
    expect(await imported(csv(HEAD, ...rows))).toMatchObject({
      is: "imported",
      added: 10_000,
    });
    expect(performance.now() - startedAt).toBeLessThan(15_000);
    expect(faultsOf(await imported(csv(HEAD, ...rows, rows[0]!)))).toEqual(["10002  tooMany"]);
  });
});

async function listed(firm: TestEnterprise): Promise<void> {
  await withTx(TEST, async (tx) => {
    const { enterpriseId } = firm;
    const evaluationId = await storeEvaluation(
      tx,
      enterpriseId,
      await evaluateEnterprise(tx, enterpriseId, today())
    );
    const [applicationId, listingId] = [randomUUID(), randomUUID()];
    await tx.insert(tables.applications).values({
      id: applicationId,
      enterpriseId,
      status: "listed",
      evaluationId,
      pledge: { version: 1 },
      submittedBy: firm.actor.accountId,
      submittedOn: addDays(today(), -40),
    });
    const term = {
      validFrom: addDays(today(), -30),
      validTo: addMonths(today(), 35),
    };
    await tx.insert(tables.listings).values({
      id: listingId,
      enterpriseId,
      applicationId,
      number: `test-${listingId}`,
      listedOn: term.validFrom,
      endsOn: term.validTo,
    });
    for (const kind of ["on-site", "control"] as const)
      await tx.insert(tables.exemptions).values({ enterpriseId, listingId, kind, ...term });
  });
}
async function listingOf(firm: TestEnterprise) {
  const [row] = await database.superuser`
    select l.status, l.suspended_on::text, l.decision_due_on::text, l.trigger_fact_id,
      (select count(*)::int from exemption e where e.listing_id = l.id and e.revoked_on is null) as exemptions
    from listing l where l.enterprise_id = ${firm.enterpriseId}`;
  return row!;
}

describe("a new fact about a listed enterprise", () => {
  it("suspends the listing and its exemptions the moment a penalty or an incident is imported", async () => {
    const [fined, spilled] = [await enterprise(), await enterprise()];
    await listed(fined);
    await listed(spilled);
    const yesterday = addDays(today(), -1);
    expect(await imported(csv(HEAD, `${fined.uscc},${yesterday},20000,一般,F-1`))).toMatchObject({
      suspended: 1,
    });
    expect(
      await imported(
        csv("uscc,occurredOn,level", `${spilled.uscc},${yesterday},ordinary`),
        "incident"
      )
    ).toMatchObject({ suspended: 1 });
    for (const firm of [fined, spilled])
      expect(await listingOf(firm)).toMatchObject({
        status: "suspended",
        suspended_on: today(),
        exemptions: 0,
      });
    const evaluation = await withTx(fined.actor, (tx) =>
      evaluateEnterprise(tx, fined.enterpriseId, today())
    );
    expect(evaluation.result).toMatchObject({
      outcome: "REMOVED",
      removal: { trigger: "penalty" },
    });
    expect((await listingOf(fined))["trigger_fact_id"]).toBe(evaluation.result.removal?.factId);
  });

  it("leaves the listing alone for what happened before it, and for good news", async () => {
    const firm = await enterprise();
    await listed(firm);
    expect(await imported(csv(HEAD, `${firm.uscc},2023-01-05,20000,一般,G-1`))).toMatchObject({
      suspended: 0,
    });
    expect(
      await imported(csv("uscc,grade,validFrom", `${firm.uscc},绿,${today()}`), "credit-grade")
    ).toMatchObject({ suspended: 0 });
    expect(await listingOf(firm)).toMatchObject({
      status: "listed",
      exemptions: 2,
    });
  });
});

describe("what the portal knows itself", () => {
  it("stands among the facts: open matters, share in time, points, listing; and the profile follows the region", async () => {
    const firm = await enterprise();
    await listed(firm);
    const kinds = (await own(firm)).map(({ kind }) => kind).sort();
    expect(kinds).toEqual([
      "correction-share",
      "learning-points",
      "listing",
      "open-matters",
      "pledge",
    ]);
    const profileOf = async (region: string) => {
      const there = await enterprise(region);
      return withTx(
        there.actor,
        async (tx) => (await evaluateEnterprise(tx, there.enterpriseId, today())).profile.id
      );
    };
    expect([
      await profileOf("440113"),
      await profileOf("350102"),
      await profileOf("420106"),
    ]).toEqual(["guangzhou", "fujian", "default"]);
  });

  it("is not read across enterprises", async () => {
    const [firm, other] = [await enterprise(), await enterprise()];
    await imported(csv(HEAD, `${other.uscc},2026-01-05,777,一般,H-1`));
    const seen = await withTx(firm.actor, (tx) => factsOf(tx, other.enterpriseId, today()));
    expect(seen.some(({ kind }) => kind === "penalty")).toBe(false);
    await expect(
      withTx(firm.actor, (tx) => evaluateEnterprise(tx, other.enterpriseId, today()))
    ).rejects.toThrow("within reach");
  });
});
