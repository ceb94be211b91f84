/** What colleagues say about one question, its flag, and every answer it was given. */
import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { TextAreaField, TextField } from "~/shared/ui/field";
import { Section } from "~/shared/ui/page";
import { EmptyState, Tag } from "~/shared/ui/status";
import { Table } from "~/shared/ui/table";

interface ThreadProps {
  readonly open: boolean;
  readonly comments: readonly {
    readonly id: string;
    readonly text: string;
    readonly by: string;
    readonly at: string;
  }[];
  readonly idempotencyKey: string;
  readonly reply: SubmissionResult<string[]> | null;
}

export function Thread({ open, comments, idempotencyKey, reply }: ThreadProps) {
  const { t } = useTranslation("self-check-work");
  const [form, fields] = useForm<{ text: string }>({ id: "comment", lastResult: reply });
  return (
    <Section id="comments" title={t("talk.comments")}>
      {comments.length === 0 ? <p className="mb-4">{t("talk.noComments")}</p> : null}
      <ol className="mb-6 max-w-measure">
        {comments.map((comment) => (
          <li key={comment.id} className="border-t border-line py-3">
            <p className="text-small text-muted">
              {t("talk.writtenBy", { name: comment.by, at: comment.at })}
            </p>
            <p className="whitespace-pre-line">{comment.text}</p>
          </li>
        ))}
      </ol>
      {open ? (
        <Form method="post" {...getFormProps(form)}>
          <ErrorSummary
            formErrors={form.errors}
            fields={[{ field: fields.text, label: t("talk.write") }]}
          />
          <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
          <TextAreaField field={fields.text} label={t("talk.write")} hint={t("talk.writeHint")} rows={3} />
          <Button name="intent" value="comment">
            {t("talk.send")}
          </Button>
        </Form>
      ) : null}
    </Section>
  );
}

interface FlagFormProps {
  readonly open: boolean;
  readonly flag: { readonly reason: string; readonly by: string; readonly at: string } | null;
}

export function FlagForm({ open, flag }: FlagFormProps) {
  const { t } = useTranslation("self-check-work");
  const [form, fields] = useForm<{ reason: string }>({ id: "flag" });
  return (
    <Section id="flag" title={t("talk.flagTitle")}>
      {flag ? (
        <p className="mb-4 max-w-measure">
          <Tag tone="attention">{t("flags.tag")}</Tag>{" "}
          {t("talk.flagged", { name: flag.by, at: flag.at })}
          <span className="block whitespace-pre-line">{flag.reason}</span>
        </p>
      ) : null}
      {open ? (
        <Form method="post" {...getFormProps(form)}>
          {flag ? (
            <Button kind="secondary" name="intent" value="unflag">
              {t("talk.removeFlag")}
            </Button>
          ) : (
            <>
              <TextField field={fields.reason} label={t("talk.reason")} optional maxLength={300} />
              <Button kind="secondary" name="intent" value="flag">
                {t("talk.setFlag")}
              </Button>
            </>
          )}
        </Form>
      ) : null}
    </Section>
  );
}

interface HistoryProps {
  readonly versions: readonly {
    readonly id: string;
    readonly kind: "saved" | "set-aside";
    readonly answer: string;
    readonly note: string;
    readonly by: string;
    readonly at: string;
  }[];
}

export function History({ versions }: HistoryProps) {
  const { t } = useTranslation("self-check-work");
  return (
    <Section id="history" title={t("talk.history")}>
      {versions.length === 0 ? (
        <EmptyState title={t("talk.noHistory")} />
      ) : (
        <>
          <p className="mb-3 max-w-measure">{t("talk.historyText")}</p>
          <Table
            caption={t("talk.history")}
            captionHidden
            rows={versions}
            rowKey={({ id }) => id}
            columns={[
              { head: t("talk.at"), label: t("talk.at"), cell: ({ at }) => at },
              { head: t("talk.by"), label: t("talk.by"), cell: ({ by }) => by },
              {
                head: t("talk.answer"),
                label: t("talk.answer"),
                cell: ({ answer, note }) => (
                  <>
                    {answer}
                    {note ? (
                      <span className="block text-small whitespace-pre-line text-muted">{note}</span>
                    ) : null}
                  </>
                ),
              },
              {
                head: t("talk.state"),
                label: t("talk.state"),
                cell: ({ kind }) => t(`talk.kind.${kind}`),
              },
            ]}
          />
        </>
      )}
    </Section>
  );
}
