/** The keys of the table view: they move through the cells and enter answers; what means nothing here is the browser's. */
import { useEffect, useRef, type RefObject } from "react";
import { COLUMNS, entered, hasValueCell, moveOf, STILL_SO, type Caret, type Column, type TableRow } from "../grid";

type Field = HTMLSelectElement | HTMLInputElement | HTMLTextAreaElement;
const isField = (target: EventTarget): target is Field =>
  target instanceof HTMLSelectElement ||
  target instanceof HTMLInputElement ||
  target instanceof HTMLTextAreaElement;

interface Meant {
  readonly enter: (row: TableRow, is: string) => void;
  /** Of an answer of the last self-check: still so. */
  readonly confirm: (row: TableRow) => void;
}

export function useKeys(rows: readonly TableRow[], meant: Meant): RefObject<HTMLTableElement> {
  const table = useRef<HTMLTableElement>(null);
  useEffect(() => {
    const here = table.current;
    const onKeyDown = (event: KeyboardEvent) => pressed(event, rows, meant);
    here?.addEventListener("keydown", onKeyDown);
    return () => here?.removeEventListener("keydown", onKeyDown);
  });
  return table;
}

/** Focuses a cell; a row without a value cell is entered by its answer. False when there is no such row. */
function go(table: Element, row: number, column: Column): boolean {
  const find = (name: Column) =>
    table.querySelector<Field>(`[data-row="${row}"][data-column="${name}"]:enabled`);
  const field = find(column) ?? find("is");
  field?.focus();
  if (field && !(field instanceof HTMLSelectElement)) field.select();
  return field !== null;
}

function pressed(
  event: KeyboardEvent,
  rows: readonly TableRow[],
  { enter, confirm }: Meant
): void {
  const { target: field, currentTarget: table } = event;
  const modified = event.altKey || event.ctrlKey || event.metaKey || event.isComposing;
  if (modified || !field || !isField(field) || !(table instanceof Element)) return;
  const at = Number(field.dataset["row"] ?? -1);
  const column = COLUMNS.find((each) => each === field.dataset["column"]);
  const row = rows[at];
  if (!row || !column) return;
  const move = moveOf(event, { row: at, column }, caretOf(field));
  if (move) {
    // A row without a value cell is stepped over sideways.
    const missing = move.row === at && move.column === "value" && !hasValue(row);
    const to = missing ? (column === "is" ? "note" : "is") : move.column;
    // Enter sends no form here, also at the last row.
    if (go(table, move.row, to) || event.key === "Enter") event.preventDefault();
    return;
  }
  if (!(field instanceof HTMLSelectElement)) return;
  if (event.key === STILL_SO) {
    event.preventDefault();
    return confirm(row);
  }
  const is = entered(
    event.key,
    [...field.options].map(({ value }) => value)
  );
  if (is !== null) {
    event.preventDefault();
    enter(row, is);
  } else if (/^\d$/.test(event.key) && hasValue(row)) go(table, at, "value");
}

const hasValue = ({ kind }: TableRow): boolean => kind !== null && hasValueCell(kind);

function caretOf(field: Field): Caret {
  if (field instanceof HTMLSelectElement || field.type === "date") {
    const isDate = !(field instanceof HTMLSelectElement);
    return { atStart: !isDate, atEnd: !isDate, keepsUpDown: isDate };
  }
  const { selectionStart, selectionEnd, value } = field;
  const whole = selectionStart === 0 && selectionEnd === value.length;
  return {
    atStart: whole || (selectionStart === 0 && selectionEnd === 0),
    atEnd: whole || (selectionStart === value.length && selectionEnd === value.length),
    keepsUpDown: false,
  };
}
