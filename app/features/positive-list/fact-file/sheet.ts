/** The rows of a small file, all at once: statements that agree with each other, or what is wrong. Pure. */
import type { Day } from "~/shared/day";
import { readHead, readRow, type RowFault, type SheetRow, type Statement } from "../facts-import";
import { IMPORT_KINDS, type ImportableKind } from "../import-columns";
import type { Remedy } from "../import-cells";
import { firstDifference, matterOf } from "../same-matter";

/** Up to so many rows are answered at once; a longer file is worked through beside the requests. */
export const MAX_ROWS = 10_000;

export interface ReadSheet {
  readonly statements: readonly Statement[];
  readonly faults: readonly RowFault[];
}

export function readSheet(kind: ImportableKind, rows: readonly SheetRow[], on: Day): ReadSheet {
  const [head, ...body] = rows;
  const filled = body.filter(isFilled);
  if (!head || filled.length === 0) return broken(head?.line ?? 1, "empty");
  if (filled.length > MAX_ROWS) return broken(filled[MAX_ROWS]?.line ?? 1, "tooMany");
  const { columns, faults } = readHead(kind, head);
  if (faults.length > 0) return { statements: [], faults };
  const statements: Statement[] = [];
  for (const row of filled) {
    const read = readRow(kind, columns, row, on);
    if ("faults" in read) faults.push(...read.faults);
    else statements.push(read);
  }
  faults.push(...contradictionsAmong(kind, statements));
  return { statements, faults };
}

export const isFilled = ({ cells }: SheetRow): boolean => cells.some((cell) => cell.trim() !== "");

const broken = (line: number, remedy: Remedy): ReadSheet => ({
  statements: [],
  faults: [{ line, column: "", value: "", remedy }],
});

/** The very same row twice is harmless; what speaks of the same matter in other words is named with both values. */
function contradictionsAmong(kind: ImportableKind, statements: readonly Statement[]): RowFault[] {
  const first = new Map<string, Statement>();
  return statements.flatMap((statement) => {
    const matter = matterOf(kind, statement);
    if (matter === null) return [];
    const earlier = first.get(matter);
    first.set(matter, earlier ?? statement);
    return earlier ? (contradictionOf(kind, earlier, statement) ?? []) : [];
  });
}

/** The later of two statements of one matter as a fault; null when they say the same. */
export function contradictionOf(kind: ImportableKind, earlier: Statement, later: Statement): RowFault | null {
  const difference = firstDifference(kind, earlier, later);
  if (!difference) return null;
  const path = difference.path.startsWith("valid") ? difference.path : `value.${difference.path}`;
  const column = IMPORT_KINDS[kind].columns.find((one) => one.path === path);
  return {
    line: later.line,
    column: column?.name ?? difference.path,
    value: difference.later,
    remedy: "contradiction",
    other: { line: earlier.line, says: difference.earlier },
  };
}
