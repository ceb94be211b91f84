/**
 * The table view's cells and keys, without a browser: what a cell says as an answer, where a key leads, what it enters.
 */
import type { Answer } from "./answer";
import type { CarriedView as Carried } from "./carried-view";

export type InlineKind = "yes-no" | "choice" | "number" | "day" | "text";
const INLINE: readonly string[] = ["yes-no", "choice", "number", "day", "text"] satisfies InlineKind[];
export const isInline = (kind: string): kind is InlineKind => INLINE.includes(kind);
/** Whether the answer is typed into the value cell. */
export const hasValueCell = (kind: InlineKind): boolean => kind !== "yes-no" && kind !== "choice";

export interface Cells {
  /** As the select says: "", "yes", "no", a choice, "value", "not-applicable" or "not-known". */
  readonly is: string;
  readonly value: string;
  readonly note: string;
}

export const sameCells = (a: Cells, b: Cells): boolean =>
  a.is === b.is && a.value === b.value && a.note === b.note;

/** What cells can say; the portal judges whether it is an answer. */
export type CellAnswer =
  | { readonly is: "yes" | "no" | "not-applicable" | "not-known" }
  | { readonly is: "choice" | "day" | "text"; readonly value: string }
  | { readonly is: "number"; readonly value: number };

/** The answer that the cells make, or why they make none yet. */
export function answerOf(kind: InlineKind, { is, value }: Cells): CellAnswer | "none" | "number" {
  if (is === "not-known" || is === "not-applicable") return { is };
  const typed = value.trim();
  if (kind === "yes-no") return is === "yes" || is === "no" ? { is } : "none";
  if (kind === "choice") return is === "" ? "none" : { is: "choice", value: is };
  if (typed === "") return "none";
  if (kind === "day") return { is: "day", value: typed };
  if (kind === "text") return { is: "text", value: typed };
  const number = Number(typed.normalize("NFKC").replace(/,(?=\d{3}\b)/g, ""));
  return Number.isFinite(number) ? { is: "number", value: number } : "number";
}

/** The cells that show an answer. */
export function cellsOf(answer: Answer | null, note: string): Cells {
  if (!answer) return { is: "", value: "", note };
  switch (answer.is) {
    case "choice":
      return { is: answer.value, value: "", note };
    case "number":
    case "day":
    case "text":
      return { is: "value", value: String(answer.value), note };
    default:
      return { is: answer.is, value: "", note };
  }
}

export const COLUMNS = ["is", "value", "note"] as const;
export type Column = (typeof COLUMNS)[number];
export interface Place {
  readonly row: number;
  readonly column: Column;
}
export interface Key {
  readonly key: string;
  readonly shiftKey: boolean;
}
/** The field one is in: where the caret stands decides whether an arrow leaves it. */
export interface Caret {
  readonly atStart: boolean;
  readonly atEnd: boolean;
  /** The arrows up and down change a day field's own value. */
  readonly keepsUpDown: boolean;
}

/** Where a key leads, or null when it stays with the field. Rows are not bounded here. */
export function moveOf({ key, shiftKey }: Key, from: Place, caret: Caret): Place | null {
  const at = COLUMNS.indexOf(from.column);
  const beside = (step: number): Place | null => {
    const column = COLUMNS[at + step];
    return column ? { row: from.row, column } : null;
  };
  switch (key) {
    case "Enter":
      return { ...from, row: from.row + (shiftKey ? -1 : 1) };
    case "ArrowDown":
      return caret.keepsUpDown ? null : { ...from, row: from.row + 1 };
    case "ArrowUp":
      return caret.keepsUpDown ? null : { ...from, row: from.row - 1 };
    case "ArrowLeft":
      return caret.atStart ? beside(-1) : null;
    case "ArrowRight":
      return caret.atEnd ? beside(1) : null;
    case "F2":
      return { row: from.row, column: from.column === "note" ? "is" : "note" };
    case "Escape":
      return from.column === "is" ? null : { row: from.row, column: "is" };
    default:
      return null;
  }
}

/** The answer a key enters in the answer cell, or null. `options` are those of its select, in order. */
export function entered(key: string, options: readonly string[]): string | null {
  const byKey: Readonly<Record<string, string>> = {
    y: "yes",
    n: "no",
    "-": "not-applicable",
    "?": "not-known",
    "？": "not-known",
  };
  const named = byKey[key.toLowerCase()];
  if (named !== undefined) return options.includes(named) ? named : null;
  if (!/^[1-9]$/.test(key)) return null;
  const choices = options.filter((option) => !["", "value", "not-applicable", "not-known"].includes(option));
  return choices[Number(key) - 1] ?? null;
}

/** The key that says of an earlier answer that it is still so. */
export const STILL_SO = "=";

/** One question in the table view. */
export interface TableRow {
  readonly id: string;
  readonly text: string;
  /** Null: answered on its own page. */
  readonly kind: InlineKind | null;
  readonly unit: string | null;
  readonly choices: readonly { readonly id: string; readonly text: string }[];
  readonly allowsNotApplicable: boolean;
  readonly read: { readonly revision: number; readonly was: string };
  readonly cells: Cells;
  /** In words, for what is answered on its own page. */
  readonly answer: string | null;
  /** Its answer decides whether other questions are asked. */
  readonly opens: boolean;
  /** What an earlier self-check says to it. */
  readonly carried: Carried | null;
}
export interface TableTopic {
  readonly id: string;
  readonly title: string;
  /** Whether the reader may answer it. */
  readonly mine: boolean;
  readonly rows: readonly TableRow[];
}
