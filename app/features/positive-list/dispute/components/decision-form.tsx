/** The agency's decision on a disputed fact; a correction is entered cell by cell, filled with what stands on record. */
import type { SubmissionResult } from "@conform-to/react";
import { getFormProps, useForm } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { ChoiceField, SelectField, TextAreaField, TextField } from "~/shared/ui/field";
import { Notice } from "~/shared/ui/status";
import type { CellType } from "../../import-columns";
import type { Remedy } from "../../import-cells";
import { columnField, VERDICTS } from "../forms";

interface Column {
  readonly name: string;
  readonly title: string;
  readonly is: CellType["is"];
  readonly isRequired: boolean;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}
interface Fault {
  readonly column: string;
  readonly remedy: Remedy;
  readonly words: readonly string[];
}

interface Props {
  readonly reply: SubmissionResult<string[]> | null;
  readonly columns: readonly Column[];
  readonly faults: readonly Fault[];
  /** What was typed into the columns, when the form came back. */
  readonly typed: Readonly<Record<string, string>>;
}

export function DecisionForm({ reply, columns, faults, typed }: Props) {
  const { t } = useTranslation("fact-dispute");
  const [form, fields] = useForm<{ verdict: string; reason: string }>({ id: "decision", lastResult: reply });
  const verdicts = VERDICTS.filter((value) => value !== "corrected" || columns.length > 0);
  return (
    <Form method="post" {...getFormProps(form)}>
      <ErrorSummary fields={[{ field: fields.verdict, label: t("decide.verdict") }, { field: fields.reason, label: t("decide.reason") }]} />
      <Faults faults={faults} />
      <ChoiceField field={fields.verdict} label={t("decide.verdict")} options={verdicts.map((value) => ({ value, label: t(`decide.${value}`) }))} />
      {columns.length > 0 ? (
        <fieldset className="mb-6 max-w-measure rounded-box border border-line p-4">
          <legend className="px-2 font-semibold">{t("decide.right")}</legend>
          <p className="mb-4 text-muted">{t("decide.rightHint")}</p>
          {columns.map((column) => (
            <Cell key={column.name} column={column} value={typed[column.name] ?? column.value} />
          ))}
        </fieldset>
      ) : null}
      <TextAreaField field={fields.reason} label={t("decide.reason")} rows={4} />
      <Button name="intent" value="decide">{t("decide.save")}</Button>
    </Form>
  );
}

function Cell({ column: { name, title, is, isRequired, options }, value }: { column: Column; value: string }) {
  const field = { id: `column-${name}`, name: columnField(name), key: undefined, initialValue: value, errors: undefined };
  if (is === "choice") return <SelectField field={field} label={title} optional={!isRequired} options={options} />;
  return <TextField field={field} label={title} optional={!isRequired} />;
}

function Faults({ faults }: { faults: readonly Fault[] }) {
  const { t } = useTranslation("fact-dispute");
  const { t: p } = useTranslation("positive-list");
  if (faults.length === 0) return null;
  return (
    <Notice tone="bad" announce title={t("decide.faults")}>
      <ul className="list-disc pl-5">
        {faults.map(({ column, remedy, words }) => (
          <li key={`${column}-${remedy}`}>
            {t("decide.fault", { column, remedy: p(`import.remedy.${remedy}`, { words: words.join(p("facts.between")) }) })}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
