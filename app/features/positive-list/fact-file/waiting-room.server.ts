/**
 * Rows of a long file between being read and being put on record. Each batch is kept together with how far the file has
 * been read, so that whoever takes over begins behind it.
 */
import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { system } from "~/shared/actor";
import { day } from "~/shared/day";
import { parseUscc } from "~/shared/uscc";
import type { RowFault, Statement } from "../facts-import";
import type { ImportableKind } from "../import-columns";
import { matterOf } from "../same-matter";
import { wordsOf } from "../statements.server";
import { FILE_LIMITS } from "./limits";
import { contradictionOf } from "./sheet";

const { importJobs } = tables;
const CLEARED_AT_ONCE = 50_000;
export const CLERK = system("fact-file");

/** Somebody else works on the file now. */
export class NotMine extends Error {
  constructor() {
    super("Another process has taken the import over.");
    this.name = "NotMine";
  }
}

export interface Held {
  readonly jobId: string;
  readonly worker: string;
  readonly kind: ImportableKind;
  readonly regionCode: string;
}

export interface ReadBatch {
  /** Filled rows of the file so far, this batch's among them. */
  readonly rowsRead: number;
  readonly statements: readonly Statement[];
  readonly faults: readonly RowFault[];
}

export function keepBatch(held: Held, { rowsRead, statements, faults }: ReadBatch): Promise<void> {
  return withTx(CLERK, async (tx) => {
    const before = await holdJob(tx, held);
    await insertRows(tx, held, statements);
    await keepFaults(tx, held, before, faults);
    await tx
      .update(importJobs)
      .set({ rowsRead, faultCount: before + faults.length })
      .where(eq(importJobs.id, held.jobId));
  });
}

/** Locks the job for its worker and answers with how many faults it has. @throws {NotMine} */
export async function holdJob(tx: Tx, { jobId, worker }: Held): Promise<number> {
  const [job] = await tx
    .select({ faultCount: importJobs.faultCount })
    .from(importJobs)
    .where(and(eq(importJobs.id, jobId), eq(importJobs.worker, worker), sql`${importJobs.endedAt} is null`))
    .for("update");
  if (!job) throw new NotMine();
  return job.faultCount;
}

async function insertRows(tx: Tx, { jobId, kind, regionCode }: Held, statements: readonly Statement[]): Promise<void> {
  if (statements.length === 0) return;
  const rows = statements.map((said) => ({
    line: said.line,
    uscc: said.uscc,
    value: said.value,
    valid_from: said.validFrom,
    valid_to: said.validTo,
    reference: said.reference,
    words: wordsOf(said),
    matter: matterOf(kind, said),
  }));
  await tx.execute(sql`
    insert into import_row (job_id, line, uscc, enterprise_id, value, valid_from, valid_to, reference, words, matter)
    select ${jobId}::uuid, r.line, r.uscc, e.id, r.value, r.valid_from, r.valid_to, r.reference, r.words, r.matter
    from json_to_recordset(${JSON.stringify(rows)}::json) as r (line integer, uscc char(18), value jsonb, valid_from date,
      valid_to date, reference text, words text, matter text)
    left join enterprise e on e.uscc = r.uscc and e.region_code like ${`${regionCode}%`}`);
}

async function keepFaults(tx: Tx, { jobId }: Held, before: number, faults: readonly RowFault[]): Promise<void> {
  const rows = faults.slice(0, Math.max(0, FILE_LIMITS.maxFaults - before)).map((fault, at) => ({
    number: before + at + 1,
    line: fault.line,
    column_name: fault.column,
    value: fault.value,
    remedy: fault.remedy,
    other_line: fault.other?.line ?? null,
    other_says: fault.other?.says ?? null,
  }));
  if (rows.length === 0) return;
  await tx.execute(sql`
    insert into import_fault (job_id, number, line, column_name, value, remedy, other_line, other_says)
    select ${jobId}::uuid, r.* from json_to_recordset(${JSON.stringify(rows)}::json) as r (number integer, line integer,
      column_name text, value text, remedy text, other_line integer, other_says text)`);
}

/** What only the whole file shows. Then it is either refused, or nothing stands against putting it on record. */
export function judge(held: Held, ofTheWhole: readonly RowFault[]): Promise<"storing" | "refused"> {
  return withTx(CLERK, async (tx) => {
    let count = await holdJob(tx, held);
    await keepFaults(tx, held, count, ofTheWhole);
    count += ofTheWhole.length;
    for (const find of [unknownEnterprises, contradictions]) {
      const { faults, all } = await find(tx, held);
      await keepFaults(tx, held, count, faults);
      count += all;
    }
    const status = count === 0 ? "storing" : "refused";
    await tx
      .update(importJobs)
      .set({ status, faultCount: count, ...(status === "refused" ? { endedAt: sql`now()` } : {}) })
      .where(eq(importJobs.id, held.jobId));
    return status;
  });
}

interface Found {
  readonly faults: RowFault[];
  readonly all: number;
}

async function unknownEnterprises(tx: Tx, { jobId }: Held): Promise<Found> {
  const rows = await tx.execute<{ line: number; uscc: string; all: number }>(sql`
    select line, uscc, (count(*) over ())::int as all from import_row
    where job_id = ${jobId}::uuid and enterprise_id is null order by line limit ${FILE_LIMITS.maxFaults}`);
  const faults = rows.map(({ line, uscc }): RowFault => ({ line, column: "uscc", value: uscc, remedy: "unknownEnterprise" }));
  return { faults, all: rows[0]?.all ?? 0 };
}

type Pair = StoredRow & Readonly<Record<`first_${"line" | "value" | "valid_from" | "valid_to"}`, unknown>> & { readonly all: number };

/**
 * Rows that speak of the same matter as an earlier one, in other words. One pass in order: a join would be planned by what
 * the database believes about a table that was empty a moment ago.
 */
async function contradictions(tx: Tx, { jobId, kind }: Held): Promise<Found> {
  const rows = await tx.execute<Pair>(sql`
    select line, uscc, reference, value, valid_from::text, valid_to::text,
      first_line, first_value, first_valid_from::text, first_valid_to::text, (count(*) over ())::int as all
    from (
      select line, uscc, reference, value, valid_from, valid_to, words, first_value(words) over same as first_words,
        first_value(line) over same as first_line, first_value(value) over same as first_value,
        first_value(valid_from) over same as first_valid_from, first_value(valid_to) over same as first_valid_to
      from import_row where job_id = ${jobId}::uuid and matter is not null
      window same as (partition by matter order by line)) r
    where words <> first_words order by line limit ${FILE_LIMITS.maxFaults}`);
  const faults = rows.flatMap((row) => {
    const first = { line: row.first_line, value: row.first_value, valid_from: row.first_valid_from, valid_to: row.first_valid_to };
    return contradictionOf(kind, statementOf({ ...row, ...firstSchema.parse(first) }), statementOf(row)) ?? [];
  });
  const shown = rows.length < FILE_LIMITS.maxFaults;
  return { faults, all: shown ? faults.length : (rows[0]?.all ?? 0) };
}

const firstSchema = z.object({ line: z.int(), value: z.unknown(), valid_from: z.string(), valid_to: z.string().nullable() });

export type StoredRow = {
  readonly line: number;
  readonly uscc: string;
  readonly value: unknown;
  readonly valid_from: string;
  readonly valid_to: string | null;
  readonly reference: string | null;
};

function statementOf(row: StoredRow): Statement {
  const code = parseUscc(row.uscc);
  if (!code.ok) throw new Error("The waiting room holds a code that is none.");
  return {
    line: row.line,
    uscc: code.code,
    value: row.value,
    validFrom: day(row.valid_from),
    validTo: row.valid_to === null ? null : day(row.valid_to),
    reference: row.reference,
  };
}

/** Empties the waiting room behind an import that has ended, a part at a time. */
export function clearOne(): Promise<boolean> {
  return withTx(CLERK, async (tx) => {
    const [ended] = await tx
      .select({ id: importJobs.id })
      .from(importJobs)
      .where(and(sql`${importJobs.endedAt} is not null`, eq(importJobs.hasRows, true)))
      .limit(1)
      .for("update", { skipLocked: true });
    if (!ended) return false;
    // Up to one line rather than in a list of lines: a new table has no statistics yet, and the list might be gone through for each row.
    const gone = await tx.execute(sql`
      delete from import_row where job_id = ${ended.id}::uuid and line <= coalesce(
        (select line from import_row where job_id = ${ended.id}::uuid order by line offset ${CLEARED_AT_ONCE - 1}::int limit 1), 2147483647)`);
    if (gone.count < CLEARED_AT_ONCE) await tx.update(importJobs).set({ hasRows: false }).where(eq(importJobs.id, ended.id));
    return true;
  });
}

