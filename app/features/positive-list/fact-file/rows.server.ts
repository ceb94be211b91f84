/** The rows of a stored CSV or XLSX file one after the other, so that memory does not grow with the file. */
import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { parse } from "csv-parse";
import ExcelJS from "exceljs";
import { z } from "zod";
import type { SheetRow } from "../facts-import";
import { cellText } from "./sheet-cell";
import { encodingOf, textOf } from "./text-stream.server";

export const MAX_COLUMNS = 60;
export type Ending = "csv" | "xlsx";

export const endingOf = (name: string): Ending | null => {
  const ending = /\.(csv|xlsx)$/i.exec(name)?.[1]?.toLowerCase();
  return ending === "csv" || ending === "xlsx" ? ending : null;
};

/** The file cannot be read behind this line. */
export class UnreadableFile extends Error {
  constructor(readonly line: number) {
    super(`The file cannot be read behind line ${line}.`);
    this.name = "UnreadableFile";
  }
}

/** @throws {UnreadableFile} when it ends in the middle of something, or is not what its name says */
export async function* rowsOf(path: string, ending: Ending): AsyncGenerator<SheetRow> {
  let line = 0;
  try {
    for await (const row of ending === "csv" ? csvRows(path) : sheetRows(path)) {
      line = row.line;
      yield row;
    }
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") throw error;
    throw new UnreadableFile(line);
  }
}

const csvRecord = z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) });

async function* csvRows(path: string): AsyncGenerator<SheetRow> {
  const encoding = await encodingOf(path);
  if (!encoding) throw new UnreadableFile(0);
  const parser = parse({
    bom: true,
    delimiter: [",", "\t"],
    info: true,
    relaxColumnCount: true,
    skipEmptyLines: false,
    trim: true,
    max_record_size: 100_000,
  });
  const source = Readable.from(textOf(path, encoding));
  source.once("error", (error) => parser.destroy(error));
  try {
    for await (const item of source.pipe(parser)) {
      const { record, info } = csvRecord.parse(item);
      yield { line: info.lines, cells: record.slice(0, MAX_COLUMNS) };
    }
  } finally {
    source.destroy();
    parser.destroy();
  }
}

/** The sheet that a person sees first. */
async function* sheetRows(path: string): AsyncGenerator<SheetRow> {
  const source = createReadStream(path);
  try {
    const book = new ExcelJS.stream.xlsx.WorkbookReader(source, {
      entries: "ignore",
      worksheets: "emit",
      sharedStrings: "cache",
      hyperlinks: "ignore",
      styles: "cache",
    });
    for await (const sheet of book) {
      if (!isFirst(book, sheet)) continue;
      for await (const row of sheet) {
        const width = Math.min(row.cellCount, MAX_COLUMNS);
        yield { line: row.number, cells: Array.from({ length: width }, (_, at) => cellText(row.getCell(at + 1))) };
      }
      return;
    }
  } finally {
    source.destroy();
  }
}

const sheetList = z.object({ model: z.object({ sheets: z.array(z.object({ id: z.number() })).min(1) }) });
const numbered = z.object({ id: z.union([z.number(), z.string()]) });

/** The reader hands the sheets over as they lie in the file; their order in the book stands elsewhere. */
function isFirst(book: unknown, sheet: unknown): boolean {
  const known = sheetList.safeParse(book);
  return !known.success || Number(numbered.parse(sheet).id) === known.data.model.sheets[0]?.id;
}
