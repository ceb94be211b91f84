/**
 * Rows of an import to statements: every cell is checked, every fault is named by line, column, value and remedy.
 *
 * Pure. Whether an enterprise is known and within reach is asked of the database afterwards.
 */
import type { Day } from "~/shared/day";
import { daySchema } from "~/shared/day-schema";
import type { Uscc } from "~/shared/uscc";
import { factSchemaOf } from "./fact-kinds";
import { readCell, type Remedy } from "./import-cells";
import {
  IMPORT_KINDS,
  type ImportableKind,
  type ImportColumn,
  type ImportKind,
} from "./import-columns";
import { columnTitled } from "./import-titles";

/** A row as the file has it, with the line a person finds it at. */
export interface SheetRow {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface RowFault {
  readonly line: number;
  /** Name of the column; "" when the whole row or file is meant. */
  readonly column: string;
  readonly value: string;
  readonly remedy: Remedy;
  /** The line it contradicts, and what that one says. */
  readonly other?: { readonly line: number; readonly says: string };
}

export interface Statement {
  readonly line: number;
  readonly uscc: Uscc;
  readonly value: unknown;
  readonly validFrom: Day;
  readonly validTo: Day | null;
  /** The agency's own number for it: a later statement with the same one corrects it. */
  readonly reference: string | null;
}

export type Columns = readonly (ImportColumn | null)[];

/** Which column stands where, by the first row. */
export function readHead(
  kind: ImportableKind,
  { line, cells }: SheetRow
): { columns: Columns; faults: RowFault[] } {
  const { columns }: ImportKind = IMPORT_KINDS[kind];
  const faults: RowFault[] = [];
  const seen = new Set<string>();
  const found = cells.map((title) => {
    if (title.trim() === "") return null;
    const column = columnTitled(columns, title);
    if (!column)
      faults.push({
        line,
        column: title,
        value: title,
        remedy: "columnUnknown",
      });
    else if (seen.has(column.name))
      faults.push({
        line,
        column: column.name,
        value: title,
        remedy: "columnTwice",
      });
    if (column) seen.add(column.name);
    return column ?? null;
  });
  for (const { name, isRequired } of columns)
    if (isRequired && !seen.has(name))
      faults.push({ line, column: name, value: "", remedy: "columnMissing" });
  return { columns: found, faults };
}

type Draft = {
  uscc?: Uscc;
  validFrom?: Day;
  validTo?: Day;
  reference?: string;
};

export function readRow(
  kind: ImportableKind,
  columns: Columns,
  { line, cells }: SheetRow,
  on: Day
): Statement | { faults: RowFault[] } {
  const { fromField }: ImportKind = IMPORT_KINDS[kind];
  const faults: RowFault[] = [];
  const root: Record<string, unknown> = { value: {} };
  columns.forEach((column, at) => {
    if (!column) return;
    const raw = (cells[at] ?? "").normalize("NFKC").trim();
    const fault = (remedy: Remedy) =>
      faults.push({
        line,
        column: column.name,
        value: raw.slice(0, 60),
        remedy,
      });
    if (raw === "") {
      if (column.isRequired) fault("required");
      return;
    }
    const read = readCell(column.cell, raw, on);
    if ("remedy" in read) fault(read.remedy);
    else place(root, column.path, read.value);
  });
  if (faults.length > 0) return { faults };
  fillNulls(kind, root["value"]);
  const value = root["value"];
  const { uscc, validFrom, validTo = null, reference = null } = root as Draft;
  const from = validFrom ?? dayOfValue(value, fromField, on);
  if (!uscc || !from) return { faults: [{ line, column: "", value: "", remedy: "value" }] };
  if (validTo !== null && validTo < from)
    return {
      faults: [{ line, column: "validTo", value: validTo, remedy: "order" }],
    };
  const checked = factSchemaOf(kind).safeParse({
    id: "row",
    kind,
    value,
    validFrom: from,
    validTo,
    source: "import",
  });
  if (!checked.success) {
    const column = String(checked.error.issues[0]?.path.at(-1) ?? "");
    return { faults: [{ line, column, value: "", remedy: "value" }] };
  }
  const fault = contradiction(kind, value);
  return fault ? { faults: [{ line, ...fault, remedy: "order" }] } : { line, uscc, value, validFrom: from, validTo, reference };
}

function place(root: Record<string, unknown>, path: string, value: unknown): void {
  const [first = "", ...rest] = path.split(".");
  if (rest.length === 0) {
    root[first] = value;
    return;
  }
  const inner = root[first];
  const next: Record<string, unknown> = typeof inner === "object" && inner ? { ...inner } : {};
  place(next, rest.join("."), value);
  root[first] = next;
}

/** Fields that a schema wants as null when the file leaves them empty. */
const NULLABLE: Partial<Record<ImportableKind, string>> = {
  crime: "convictedOn",
  "monitoring-state": "validDataPercent",
};

function fillNulls(kind: ImportableKind, value: unknown): void {
  const field = NULLABLE[kind];
  if (field && typeof value === "object" && value && !Reflect.has(value, field))
    Reflect.set(value, field, null);
}

const field = (value: unknown, name: string): unknown =>
  typeof value === "object" && value ? Reflect.get(value, name) : undefined;

/** The statement's own day; a permit that starts later is known from today on. */
export function dayOfValue(value: unknown, name: string | null, on: Day): Day | null {
  const day = name === null ? null : daySchema.safeParse(field(value, name));
  return day?.success ? (day.data > on ? on : day.data) : null;
}

/** Pairs that must not run backwards, and parts that must not exceed their whole. */
const ORDERED: Partial<Record<ImportableKind, readonly (readonly [string, string])[]>> = {
  crime: [["openedOn", "convictedOn"]],
  "verified-complaint": [["verifiedOn", "settledOn"]],
  "record-check": [["from", "to"]],
  permit: [["startsOn", "expiresOn"]],
  "monitoring-state": [
    ["alarmsExplainedWithin24Hours", "alarms"],
    ["alarmsUnexplained", "alarms"],
  ],
};

/** The field that runs behind another one of the same statement. */
export function contradiction(kind: ImportableKind, value: unknown): { readonly column: string; readonly value: string } | null {
  for (const [low, high] of ORDERED[kind] ?? []) {
    const [a, b] = [field(value, low), field(value, high)];
    const isBackwards =
      (typeof a === "string" && typeof b === "string" && a > b) ||
      (typeof a === "number" && typeof b === "number" && a > b);
    if (isBackwards) return { column: high, value: String(b) };
  }
  return null;
}
