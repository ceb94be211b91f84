/**
 * The corrected statement as a form posts it: cell by cell, checked like a row of an import, so that a correction can say
 * nothing that an import could not. Pure.
 */
import type { Day } from "~/shared/day";
import { valueAt, cellOf } from "../facts-known/value-words";
import { readSheet } from "../fact-file/sheet";
import type { RowFault, Statement } from "../facts-import";
import { IMPORT_KINDS, type ImportableKind, type ImportColumn } from "../import-columns";

/** The reference stays what it was, and so does whom it is about. */
const FIXED = new Set(["uscc", "reference"]);

export const correctableColumns = (kind: ImportableKind): readonly ImportColumn[] =>
  IMPORT_KINDS[kind].columns.filter(({ name }) => !FIXED.has(name));

interface Stated {
  readonly value: unknown;
  readonly validFrom: Day;
  readonly validTo: Day | null;
}

/** What the cells of a form start with: the statement as it stands. */
export const cellsOf = (kind: ImportableKind, stated: Stated): Readonly<Record<string, string>> =>
  Object.fromEntries(
    correctableColumns(kind).map(({ name, path, cell }) => [name, cellOf(cell, valueAt(stated, path))])
  );

export function readCorrected(
  kind: ImportableKind,
  uscc: string,
  cells: Readonly<Record<string, string>>,
  on: Day
): Statement | { readonly faults: readonly RowFault[] } {
  const columns = correctableColumns(kind);
  const { statements, faults } = readSheet(
    kind,
    [
      { line: 1, cells: ["uscc", ...columns.map(({ name }) => name)] },
      { line: 2, cells: [uscc, ...columns.map(({ name }) => cells[name] ?? "")] },
    ],
    on
  );
  const [statement] = statements;
  return statement && faults.length === 0 ? statement : { faults };
}
