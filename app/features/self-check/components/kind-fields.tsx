/** The fields in which an answer is given, by the kind of its question. Work without JavaScript. */
import type { FieldMetadata } from "@conform-to/react";
import { useTranslation } from "react-i18next";
import { ChoiceField, TextAreaField, TextField, type Option } from "~/shared/ui/field";
import type { Question } from "../questionnaire";
import type { EntryValue } from "../read-answer";
import { TableFields, type ColumnView } from "./table-fields";

export interface KindProps {
  readonly question: {
    readonly id: string;
    readonly kind: Question["kind"];
    readonly text: string;
    readonly unit: string | null;
    readonly choices: readonly { readonly id: string; readonly text: string }[];
    readonly columns: readonly ColumnView[];
    readonly maxRows: number;
    readonly allowsNotApplicable: boolean;
    readonly evidence: readonly {
      readonly id: string;
      readonly fileName: string;
      readonly hash: string;
      readonly effectiveOn: string;
    }[];
  };
  readonly field: FieldMetadata<EntryValue, Record<string, EntryValue>, string[]>;
}

/** What can be said first: the answer itself, or that it stands in the fields below. */
export function useOptions({
  kind,
  choices,
  allowsNotApplicable,
}: Pick<KindProps["question"], "kind" | "choices" | "allowsNotApplicable">): Option[] {
  const { t } = useTranslation("self-check");
  const below = (label: string): Option[] => [{ value: "value", label }];
  const own: Record<Question["kind"], () => Option[]> = {
    "yes-no": () => [
      { value: "yes", label: t("answer.yes") },
      { value: "no", label: t("answer.no") },
    ],
    choice: () => choices.map(({ id, text }) => ({ value: id, label: text })),
    number: () => below(t("topic.enterValue")),
    day: () => below(t("topic.enterDay")),
    choices: () => below(t("kind.choices")),
    text: () => below(t("kind.text")),
    table: () => below(t("kind.table")),
    file: () => below(t("kind.file")),
  };
  return [
    ...own[kind](),
    ...(allowsNotApplicable
      ? [{ value: "not-applicable", label: t("answer.not-applicable") }]
      : []),
    { value: "not-known", label: t("answer.not-known") },
  ];
}

export function KindFields({ question, field }: KindProps) {
  const { t } = useTranslation("self-check");
  const { value, ticked, text, rows } = field.getFieldset();
  switch (question.kind) {
    case "yes-no":
    case "choice":
      return null;
    case "number":
      return (
        <TextField
          field={value}
          label={t("topic.number", { unit: question.unit ?? "" })}
          inputMode="decimal"
        />
      );
    case "day":
      return <TextField field={value} label={t("topic.day")} type="date" />;
    case "text":
      return <TextAreaField field={text} label={t("kind.answer")} rows={3} />;
    case "choices":
      return (
        <ChoiceField
          field={ticked}
          label={t("kind.ticks")}
          options={question.choices.map((choice) => ({ value: choice.id, label: choice.text }))}
          multiple
        />
      );
    case "file":
      return <FileTicks question={question} field={ticked} />;
    case "table":
      return <TableFields question={question} field={rows} />;
  }
}

/** The files that are there for the question, to be ticked. One file added twice is one to tick. */
function FileTicks({
  question,
  field,
}: {
  readonly question: Pick<KindProps["question"], "evidence">;
  readonly field: FieldMetadata<string[], Record<string, EntryValue>, string[]>;
}) {
  const { t } = useTranslation("self-check");
  const names = new Map(question.evidence.map(({ hash, fileName }) => [hash, fileName]));
  return (
    <ChoiceField
      field={field}
      label={t("kind.filesLegend")}
      hint={names.size === 0 ? t("kind.noFiles") : undefined}
      options={[...names].map(([hash, fileName]) => ({ value: hash, label: fileName }))}
      multiple
    />
  );
}
