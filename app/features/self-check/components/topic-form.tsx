/** All questions of one topic in one form. */
import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import type { EntryValue } from "../read-answer";
import { ConfirmAll } from "./carried-notice";
import { QuestionFields, type QuestionFieldsProps } from "./question-fields";
import { cellsOf } from "./table-fields";

type Question = QuestionFieldsProps["question"] & {
  readonly shown: EntryValue;
  readonly read: QuestionFieldsProps["read"];
};
interface Props {
  readonly topicId: string;
  /** Whether the reader may answer it. */
  readonly mine: boolean;
  readonly questions: readonly Question[];
  /** What came of the last save when it did not go through. */
  readonly result:
    | {
        readonly reply: SubmissionResult<string[]>;
        readonly reads: Readonly<Record<string, QuestionFieldsProps["read"]>>;
        readonly conflicts: readonly (NonNullable<QuestionFieldsProps["conflict"]> & {
          readonly questionId: string;
        })[];
      }
    | undefined;
}

export function TopicForm({ topicId, mine, questions, result }: Props) {
  const { t } = useTranslation("self-check");
  const [form, fields] = useForm<Record<string, EntryValue>>({
    id: `topic-${topicId}`,
    lastResult: result?.reply ?? null,
    defaultValue: Object.fromEntries(questions.map((question) => [question.id, question.shown])),
  });
  const asked = questions.flatMap((question) => {
    const field = fields[question.id];
    return field ? [{ question, field, inner: field.getFieldset() }] : [];
  });
  return (
    <>
      <ErrorSummary
        formErrors={form.errors}
        fields={asked.flatMap(({ question, inner }) =>
          [
            ...[inner.is, inner.value, inner.ticked, inner.text, inner.rows, inner.note],
            ...cellsOf(inner.rows, question.columns),
          ].map((field) => ({ field, label: question.text }))
        )}
      />
      <Form method="post" {...getFormProps(form)}>
        <fieldset disabled={!mine}>
          {/* The first submit button is what the Enter key presses. */}
          <button type="submit" tabIndex={-1} aria-hidden="true" className="sr-only" />
          {asked.map(({ question, field }) => (
            <QuestionFields
              key={question.id}
              question={question}
              field={field}
              read={result?.reads[question.id] ?? question.read}
              conflict={result?.conflicts.find(({ questionId }) => questionId === question.id)}
            />
          ))}
          {mine ? <ConfirmAll questions={questions} /> : null}
        {mine ? <Button>{t("topic.save")}</Button> : null}
        </fieldset>
      </Form>
    </>
  );
}
