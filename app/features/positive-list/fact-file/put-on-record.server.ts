/**
 * A long file's rows out of the waiting room onto the record: one transaction, page by page by the same function that a
 * small import uses, so that all of it is there or nothing. What follows from a new fact follows at the same moment.
 */
import { sql } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import type { AgencyActor } from "~/shared/actor";
import { day, type Day } from "~/shared/day";
import { suspendOnNewFacts } from "../import-triggers.server";
import { holdSource, storeStatements } from "../statements.server";
import { CLERK, holdJob, type Held, type StoredRow } from "./waiting-room.server";

const { importBatches, importJobs } = tables;
const PAGE = 5_000;
const WITHIN_MS = 30 * 60_000;

export interface FileOf extends Held {
  readonly by: AgencyActor;
  readonly on: Day;
  readonly fileName: string;
  readonly fileHash: string;
  readonly rows: number;
}

export interface Counts {
  readonly added: number;
  readonly corrected: number;
  readonly unchanged: number;
  readonly suspended: number;
}

/** @param tell how many rows are stored so far, in the transaction that nobody else sees yet */
export function putOnRecord(file: FileOf, tell: (rows: number) => void): Promise<Counts> {
  return withTx(
    CLERK,
    async (tx) => {
      const source = `agency:${file.regionCode}`;
      await tx.execute(sql`select set_config('app.can_wait', 'on', true), set_config('synchronous_commit', 'on', true)`);
      await holdSource(tx, { source, kind: file.kind });
      const [batch] = await tx
        .insert(importBatches)
        .values({
          agencyId: file.by.agencyId,
          kind: file.kind,
          fileName: file.fileName,
          fileHash: file.fileHash,
          rowCount: file.rows,
          importedBy: file.by.accountId,
        })
        .returning({ id: importBatches.id });
      if (!batch) throw new Error("The import was not entered.");
      const counts = await storeAll(tx, file, { source, batchId: batch.id, tell });
      await recordEvent(tx, file.by, {
        action: "positive-list.facts-imported",
        subjectId: batch.id,
        detail: { kind: file.kind, rows: file.rows, ...counts },
      });
      await holdJob(tx, file);
      await tx
        .update(importJobs)
        .set({ status: "done", endedAt: sql`clock_timestamp()`, batchId: batch.id, counts, rowsStored: file.rows })
        .where(sql`${importJobs.id} = ${file.jobId}::uuid`);
      return counts;
    },
    { withinMs: WITHIN_MS }
  );
}

interface Storing {
  readonly source: string;
  readonly batchId: string;
  readonly tell: (rows: number) => void;
}

async function storeAll(tx: Tx, file: FileOf, { source, batchId, tell }: Storing): Promise<Counts> {
  const counts = { added: 0, corrected: 0, unchanged: 0, suspended: 0 };
  const provenance = { kind: file.kind, source, batchId, recordedBy: file.by.accountId, system: null };
  let stored = 0;
  for await (const page of pagesOf(tx, file.jobId)) {
    const outcome = await storeStatements(
      tx,
      provenance,
      page.map((row) => ({
        enterpriseId: row.enterprise_id,
        value: row.value,
        validFrom: day(row.valid_from),
        validTo: row.valid_to === null ? null : day(row.valid_to),
        number: row.reference,
        words: row.words,
      }))
    );
    const fresh: { id: string; enterpriseId: string }[] = [];
    for (const { is, factId, enterpriseId } of outcome) {
      counts[is === "already" ? "unchanged" : is] += 1;
      if (is !== "already") fresh.push({ id: factId, enterpriseId });
    }
    counts.suspended += await suspendOnNewFacts(tx, file.by, fresh, file.on);
    stored += page.length;
    tell(stored);
  }
  return counts;
}

type WaitingRow = StoredRow & { readonly enterprise_id: string; readonly words: string };

/** In the order of enterprises, which is the order in which others lock them; within one as the file has them. */
async function* pagesOf(tx: Tx, jobId: string): AsyncGenerator<WaitingRow[]> {
  // A cursor's text takes no parameters; the id comes out of the database.
  await tx.execute(sql`
    declare waiting no scroll cursor for
    select line, uscc, enterprise_id, value, valid_from::text, valid_to::text, reference, words
    from import_row where job_id = ${sql.raw(`'${jobId}'`)}::uuid order by enterprise_id, line`);
  for (;;) {
    const page = await tx.execute<WaitingRow>(sql`fetch ${sql.raw(String(PAGE))} from waiting`);
    if (page.length === 0) return;
    yield [...page];
  }
}
