/** A table to fill in: the rows there are and a few empty ones; more come with a submit button that saves first. */
import type { FieldMetadata } from "@conform-to/react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import { FieldError, SelectField, TextField, type AnyField } from "~/shared/ui/field";
import type { EntryValue } from "../read-answer";

const EMPTY_ROWS = 3;

export interface ColumnView {
  readonly id: string;
  readonly kind: "text" | "number" | "day" | "choice";
  readonly required: boolean;
  readonly title: string;
  readonly unit: string | null;
  readonly choices: readonly { readonly id: string; readonly text: string }[];
}
interface Props {
  readonly question: {
    readonly id: string;
    readonly text: string;
    readonly columns: readonly ColumnView[];
    readonly maxRows: number;
  };
  readonly field: FieldMetadata<EntryValue["rows"], Record<string, EntryValue>, string[]>;
}

export function TableFields({ question, field }: Props) {
  const { t } = useTranslation("self-check");
  const { columns, maxRows } = question;
  const filled = Array.isArray(field.initialValue) ? field.initialValue.length : 0;
  const shown = Math.max(filled, Math.min(filled + EMPTY_ROWS, maxRows));
  return (
    <div id={field.id} tabIndex={-1} className="mb-6">
      <p className="mb-3 text-muted">{t("kind.tableHint", { max: maxRows })}</p>
      <FieldError field={field} />
      {Array.from({ length: shown }, (_, row) => (
        <fieldset key={row} className="mb-3 rounded-box border border-line px-4 pt-2">
          <legend className="px-1 font-semibold">{t("kind.rowLegend", { row: row + 1 })}</legend>
          <div className="grid gap-x-4 md:grid-cols-3">
            {columns.map((column) => (
              <Cell key={column.id} column={column} field={cellField(field, row, column.id)} />
            ))}
          </div>
        </fieldset>
      ))}
      {shown < maxRows ? (
        <Button
          kind="secondary"
          name="then"
          value={`rows:${question.id}`}
          aria-label={t("kind.addRowsTo", { question: question.text })}
        >
          {t("kind.addRows")}
        </Button>
      ) : null}
    </div>
  );
}

function Cell({ column, field }: { readonly column: ColumnView; readonly field: AnyField }) {
  const { t } = useTranslation("self-check");
  const label = column.unit
    ? t("kind.columnUnit", { column: column.title, unit: column.unit })
    : column.title;
  const common = { field, label, optional: !column.required };
  if (column.kind === "choice")
    return (
      <SelectField
        {...common}
        options={column.choices.map(({ id, text }) => ({ value: id, label: text }))}
      />
    );
  if (column.kind === "day") return <TextField {...common} type="date" />;
  return <TextField {...common} {...(column.kind === "number" ? { inputMode: "decimal" } : {})} />;
}

/** The fields of all rows that hold something. */
export const cellsOf = (rows: Props["field"], columns: readonly ColumnView[]): AnyField[] =>
  rows.getFieldList().flatMap((row) =>
    columns.flatMap(({ id }) => {
      const cell = row.getFieldset()[id];
      return cell ? [cell] : [];
    })
  );

/** The cell's field. A row that holds nothing yet is unknown to the form, and so has neither value nor error. */
function cellField(rows: Props["field"], row: number, column: string): AnyField {
  const known = rows.getFieldList()[row]?.getFieldset()[column];
  return (
    known ?? {
      id: `${rows.id}-${row}-${column}`,
      name: `${rows.name}[${row}].${column}`,
      key: undefined,
      initialValue: undefined,
      errors: undefined,
    }
  );
}
