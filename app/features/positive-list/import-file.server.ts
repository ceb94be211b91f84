/** CSV (UTF-8, UTF-16 or GB 18030) and XLSX files as rows of text. Formulas are refused: what they say depends on who opens them. */
import { parse } from "csv-parse/sync";
import ExcelJS from "exceljs";
import { sha256Hex } from "~/platform/crypto.server";
import { checkZip } from "~/platform/zip-check";
import { decoded } from "./fact-file/encoding";
import { FILE_LIMITS } from "./fact-file/limits";
import { endingOf, MAX_COLUMNS } from "./fact-file/rows.server";
import { cellText } from "./fact-file/sheet-cell";
import type { SheetRow } from "./facts-import";


export type ImportFile =
  | {
      readonly ok: true;
      readonly name: string;
      readonly hash: string;
      readonly rows: readonly SheetRow[];
    }
  /** A key of the `errors` namespace. */
  | { readonly ok: false; readonly error: string };

const refused = (error: string): ImportFile => ({ ok: false, error });

export async function readImportFile(file: File): Promise<ImportFile> {
  if (file.size === 0) return refused("fileEmpty");
  if (file.size > FILE_LIMITS.atOnceBytes) return refused(`fileTooLarge?max=${FILE_LIMITS.atOnceBytes / 1024 / 1024}`);
  const ending = endingOf(file.name);
  if (!ending) return refused("importType");
  const bytes = Buffer.from(await file.arrayBuffer());
  const rows = ending === "csv" ? csvRows(bytes) : await sheetRows(bytes);
  if (typeof rows === "string") return refused(rows);
  return {
    ok: true,
    name: file.name.slice(0, 200),
    hash: sha256Hex(bytes),
    rows,
  };
}

type Rows = SheetRow[] | "fileMismatch" | "fileUnsafe";

function csvRows(bytes: Buffer): Rows {
  const text = decoded(bytes);
  if (text === null) return "fileMismatch";
  try {
    const records = parse(text, {
      bom: true,
      delimiter: [",", "\t"],
      info: true,
      relaxColumnCount: true,
      skipEmptyLines: false,
      trim: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return records.map(({ record, info }) => ({
      line: info.lines,
      cells: record.slice(0, MAX_COLUMNS),
    }));
  } catch {
    return "fileMismatch";
  }
}

/** The first sheet. */
async function sheetRows(bytes: Buffer): Promise<Rows> {
  const zip = await checkZip(bytes);
  if (!zip.ok) return zip.why === "bomb" ? "fileUnsafe" : "fileMismatch";
  if (!zip.names.includes("xl/workbook.xml")) return "fileMismatch";
  const workbook = new ExcelJS.Workbook();
  try {
    await workbook.xlsx.load(new Uint8Array(bytes).buffer);
  } catch {
    return "fileMismatch";
  }
  const rows: SheetRow[] = [];
  workbook.worksheets[0]?.eachRow((row, line) => {
    const width = Math.min(row.cellCount, MAX_COLUMNS);
    const cells = Array.from({ length: width }, (_, at) => cellText(row.getCell(at + 1)));
    rows.push({ line, cells });
  });
  return rows;
}
