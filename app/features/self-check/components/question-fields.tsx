/** One question of a topic: its answer, note and evidence, and what helps to answer it. */
import type { FieldMetadata } from "@conform-to/react";
import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { CitationView } from "~/features/law/citation-view";
import { Citations } from "~/features/law/components/citation";
import { Button } from "~/shared/ui/button";
import { ChoiceField, TextAreaField, TextField, type Option } from "~/shared/ui/field";
import { Notice } from "~/shared/ui/status";
import type { Severity } from "../evaluate";
import { SeverityTag } from "./tags";

export interface EntryValue {
  readonly is: string;
  readonly value: string;
  readonly note: string;
}
export interface QuestionFieldsProps {
  readonly question: {
    readonly id: string;
    readonly kind: "yes-no" | "number" | "day" | "choice";
    readonly text: string;
    readonly why: string;
    readonly howToCheck: string;
    readonly severity: Severity;
    readonly basis: readonly CitationView[];
    readonly unit: string | null;
    readonly choices: readonly { readonly id: string; readonly text: string }[];
    readonly allowsNotApplicable: boolean;
    readonly waivableIf: { readonly text: string; readonly basis: readonly CitationView[] } | null;
    readonly saved: { readonly by: string; readonly at: string } | null;
    readonly evidence: readonly {
      readonly id: string;
      readonly fileName: string;
      readonly effectiveOn: string;
    }[];
  };
  /** The revision and the value on which the reader's entry rests. */
  readonly read: { readonly revision: number; readonly was: string };
  readonly conflict:
    | { readonly by: string; readonly at: string; readonly answer: string; readonly note: string }
    | undefined;
  readonly field: FieldMetadata<EntryValue, Record<string, EntryValue>, string[]>;
}

export function QuestionFields({ question, read, conflict, field }: QuestionFieldsProps) {
  const { t } = useTranslation("self-check");
  const { is, value, note } = field.getFieldset();
  const typed = question.kind === "number" || question.kind === "day";
  return (
    <article className="mb-8 max-w-measure border-t border-line pt-6">
      {conflict ? (
        <Notice
          tone="attention"
          title={t("conflict.title", { name: conflict.by, at: conflict.at })}
        >
          <p>{t("conflict.theirs", { answer: conflict.answer })}</p>
          {conflict.note ? <p>{t("conflict.note", { note: conflict.note })}</p> : null}
          <p>{t("conflict.choose")}</p>
        </Notice>
      ) : null}
      <ChoiceField
        field={is}
        label={question.text}
        hint={<SeverityTag severity={question.severity} />}
        options={useOptions(question)}
      />
      {typed ? (
        <TextField
          field={value}
          label={
            question.kind === "day"
              ? t("topic.day")
              : t("topic.number", { unit: question.unit ?? "" })
          }
          {...(question.kind === "day" ? { type: "date" } : { inputMode: "decimal" as const })}
        />
      ) : null}
      <input type="hidden" name={`${field.name}.revision`} value={read.revision} />
      <input type="hidden" name={`${field.name}.was`} value={read.was} />
      <Help question={question} />
      <div className="mb-6">
        <Citations basis={question.basis} />
      </div>
      <TextAreaField field={note} label={t("topic.note")} optional rows={2} />
      <Evidence question={question} />
      {question.saved ? (
        <p className="text-small text-muted">
          {t("topic.saved", { name: question.saved.by, at: question.saved.at })}
        </p>
      ) : null}
    </article>
  );
}

function useOptions(question: QuestionFieldsProps["question"]): Option[] {
  const { t } = useTranslation("self-check");
  const own: Option[] = {
    "yes-no": ["yes", "no"].map((id) => ({
      value: id,
      label: t(`answer.${id === "yes" ? "yes" : "no"}`),
    })),
    choice: question.choices.map(({ id, text }) => ({ value: id, label: text })),
    number: [{ value: "value", label: t("topic.enterValue") }],
    day: [{ value: "value", label: t("topic.enterDay") }],
  }[question.kind];
  const notApplicable = question.allowsNotApplicable
    ? [{ value: "not-applicable", label: t("answer.not-applicable") }]
    : [];
  return [...own, ...notApplicable, { value: "not-known", label: t("answer.not-known") }];
}

function Help({ question }: Pick<QuestionFieldsProps, "question">) {
  const { t } = useTranslation("self-check");
  return (
    <details className="mb-3 max-w-measure">
      <summary className="py-1 font-semibold text-accent">{t("topic.how")}</summary>
      <div className="space-y-3 border-l-4 border-line py-2 pl-4">
        <p>{question.howToCheck}</p>
        <h3 className="font-semibold">{t("topic.why")}</h3>
        <p>{question.why}</p>
        {question.waivableIf ? (
          <>
            <h3 className="font-semibold">{t("topic.waivable")}</h3>
            <p>{question.waivableIf.text}</p>
            <Citations basis={question.waivableIf.basis} />
          </>
        ) : null}
      </div>
    </details>
  );
}

function Evidence({ question }: Pick<QuestionFieldsProps, "question">) {
  const { t } = useTranslation("self-check");
  return (
    <div className="mb-4 max-w-measure">
      {question.evidence.length > 0 ? (
        <ul className="mb-2 text-small">
          {question.evidence.map(({ id, fileName, effectiveOn }) => (
            <li key={id}>
              <Link to={`/evidence/${id}`} reloadDocument>
                {fileName}
              </Link>{" "}
              <span className="text-muted">{t("evidence.effective", { day: effectiveOn })}</span>
            </li>
          ))}
        </ul>
      ) : null}
      <Button
        kind="secondary"
        name="then"
        value={`evidence:${question.id}`}
        aria-label={t("evidence.addTo", { question: question.text })}
      >
        {t("evidence.saveAndAdd")}
      </Button>
    </div>
  );
}
