/** Reads a long file into the waiting room, batch by batch, from behind the rows that are there already. */
import type { Day } from "~/shared/day";
import { readHead, readRow, type Columns, type RowFault, type SheetRow, type Statement } from "../facts-import";
import type { Remedy } from "../import-cells";
import { FILE_LIMITS } from "./limits";
import { rowsOf, UnreadableFile, type Ending } from "./rows.server";
import { isFilled } from "./sheet";
import { keepBatch, type Held } from "./waiting-room.server";

const BATCH = 2_000;

export interface FileToRead {
  readonly path: string;
  readonly ending: Ending;
  readonly on: Day;
  /** Filled rows that are kept or refused already. */
  readonly rows: number;
}

export interface ReadIn {
  /** Filled rows of the file. */
  readonly rows: number;
  /** What is wrong with the file as a whole; what is wrong with single rows is kept already. */
  readonly faults: readonly RowFault[];
}

export async function readIn(held: Held, { path, ending, on, rows: done }: FileToRead): Promise<ReadIn> {
  let columns: Columns | null = null;
  let rows = 0;
  let batch: SheetRow[] = [];
  const end = async (faults: readonly RowFault[] = []): Promise<ReadIn> => {
    if (batch.length > 0) await keepBatch(held, { rowsRead: rows, ...readAll(held, columns ?? [], batch, on) });
    return { rows, faults };
  };
  try {
    for await (const row of rowsOf(path, ending)) {
      if (columns === null) {
        const head = readHead(held.kind, row);
        if (head.faults.length > 0) return { rows, faults: head.faults };
        columns = head.columns;
        continue;
      }
      if (!isFilled(row)) continue;
      if (rows === FILE_LIMITS.maxRows) return await end([whole(row.line, "tooManyRows")]);
      rows += 1;
      if (rows <= done) continue;
      batch.push(row);
      if (batch.length < BATCH) continue;
      await keepBatch(held, { rowsRead: rows, ...readAll(held, columns, batch, on) });
      batch = [];
    }
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return end([whole(error.line + 1, "unreadable")]);
  }
  return end(rows === 0 ? [whole(1, "empty")] : []);
}

function readAll({ kind }: Held, columns: Columns, rows: readonly SheetRow[], on: Day) {
  const [statements, faults]: [Statement[], RowFault[]] = [[], []];
  for (const row of rows) {
    const read = readRow(kind, columns, row, on);
    if ("faults" in read) faults.push(...read.faults);
    else statements.push(read);
  }
  return { statements, faults };
}

const whole = (line: number, remedy: Remedy): RowFault => ({ line, column: "", value: "", remedy });
