/** One question of a topic: its answer, note and evidence, and what helps to answer it. */
import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { CitationView } from "~/features/law/citation-view";
import { Citations } from "~/features/law/components/citation";
import { Button } from "~/shared/ui/button";
import { ChoiceField, TextAreaField } from "~/shared/ui/field";
import type { Severity } from "../evaluate";
import { CarriedNotice, type Carried } from "./carried-notice";
import { ConflictChoice, type ConflictView } from "./conflict-choice";
import { KindFields, useOptions, type KindProps } from "./kind-fields";
import { Drawings, type Drawing } from "./drawings";
import { TalkButton } from "./talk-button";
import { SeverityTag } from "./tags";

export interface QuestionFieldsProps {
  readonly question: KindProps["question"] & {
    readonly why: string;
    readonly howToCheck: string;
    readonly severity: Severity;
    readonly basis: readonly CitationView[];
    readonly waivableIf: { readonly text: string; readonly basis: readonly CitationView[] } | null;
    readonly drawings: readonly Drawing[];
    readonly comments: number;
    readonly flagged: boolean;
    readonly saved: { readonly by: string; readonly at: string } | null;
    /** What an earlier self-check says to it. */
    readonly carried?: Carried | null;
  };
  /** The revision and the value on which the reader's entry rests. */
  readonly read: { readonly revision: number; readonly was: string };
  readonly conflict: ConflictView | undefined;
  readonly field: KindProps["field"];
}

export function QuestionFields({ question, read, conflict, field }: QuestionFieldsProps) {
  const { t } = useTranslation("self-check");
  const { is, note } = field.getFieldset();
  return (
    <article id={`question-${question.id}`} className="mb-8 max-w-measure border-t border-line pt-6">
      {conflict ? (
        <ConflictChoice id={question.id} text={question.text} name={field.name} conflict={conflict} />
      ) : null}
      <ChoiceField
        field={is}
        label={question.text}
        hint={<SeverityTag severity={question.severity} />}
        options={useOptions(question)}
      />
      <CarriedNotice question={question} carried={question.carried} />
      <KindFields question={question} field={field} />
      <input type="hidden" name={`${field.name}.revision`} value={read.revision} />
      <input type="hidden" name={`${field.name}.was`} value={read.was} />
      <Help question={question} />
      <div className="mb-6">
        <Citations basis={question.basis} />
      </div>
      <TextAreaField field={note} label={t("topic.note")} optional rows={2} />
      <Evidence question={question} />
      <TalkButton question={question} />
      {question.saved ? (
        <p className="text-small text-muted">
          {t("topic.saved", { name: question.saved.by, at: question.saved.at })}
        </p>
      ) : null}
    </article>
  );
}

function Help({ question }: Pick<QuestionFieldsProps, "question">) {
  const { t } = useTranslation("self-check");
  return (
    <details className="mb-3 max-w-measure">
      <summary className="py-1 font-semibold text-accent">{t("topic.how")}</summary>
      <div className="space-y-3 border-l-4 border-line py-2 pl-4">
        <p>{question.howToCheck}</p>
        <Drawings drawings={question.drawings} />
        <h2 className="font-semibold">{t("topic.why")}</h2>
        <p>{question.why}</p>
        {question.waivableIf ? (
          <>
            <h2 className="font-semibold">{t("topic.waivable")}</h2>
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
