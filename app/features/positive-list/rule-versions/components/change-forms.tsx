/** Proposing a version after its shadow run, and deciding a proposal. */
import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { ChoiceField, TextAreaField, TextField } from "~/shared/ui/field";
import { Section } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

type Reply = SubmissionResult<string[]> | null;

interface ProposeProps {
  readonly earliest: string;
  readonly earliestText: string;
  readonly days: number;
  readonly reply: Reply;
}

export function ProposeForm({ earliest, earliestText, days, reply }: ProposeProps) {
  const { t } = useTranslation("rule-versions");
  const [form, fields] = useForm<{ fromDay: string; reason: string }>({ id: "propose", lastResult: reply, defaultValue: { fromDay: earliest } });
  return (
    <Section title={t("proposeTitle")} id="propose">
      <p className="mb-4 max-w-measure">{t("proposeLead", { days })}</p>
      <Form method="post" {...getFormProps(form)}>
        <input type="hidden" name="intent" value="propose" />
        <ErrorSummary fields={[{ field: fields.fromDay, label: t("fromDay") }, { field: fields.reason, label: t("reason") }]} />
        <TextField field={fields.fromDay} type="date" label={t("fromDay")} hint={t("fromDayHint", { day: earliestText })} />
        <TextAreaField field={fields.reason} label={t("reason")} hint={t("reasonHint")} rows={4} />
        <Button>{t("propose")}</Button>
      </Form>
    </Section>
  );
}

interface DecideProps {
  readonly id: string;
  readonly mayDecide: boolean;
  readonly isMine: boolean;
  readonly reply: Reply;
}

export function DecideForm({ id, mayDecide, isMine, reply }: DecideProps) {
  const { t } = useTranslation("rule-versions");
  const [form, fields] = useForm<{ decision: string; reason: string }>({ id: "decide", lastResult: reply });
  return (
    <>
      {isMine ? <Notice tone="plain" title={t("ownProposal")} /> : null}
      {mayDecide ? (
        <Form method="post" {...getFormProps(form)}>
          <input type="hidden" name="intent" value="decide" />
          <input type="hidden" name="changeId" value={id} />
          <ErrorSummary fields={[{ field: fields.decision, label: t("decision") }, { field: fields.reason, label: t("decisionReason") }]} />
          <ChoiceField field={fields.decision} label={t("decision")} options={(["approved", "refused"] as const).map((value) => ({ value, label: t(value) }))} />
          <TextAreaField field={fields.reason} label={t("decisionReason")} rows={3} />
          <Button>{t("decide")}</Button>
        </Form>
      ) : null}
      {isMine ? (
        <Form method="post" className="mb-6">
          <input type="hidden" name="changeId" value={id} />
          <Button kind="secondary" name="intent" value="withdraw">
            {t("withdraw")}
          </Button>
        </Form>
      ) : null}
    </>
  );
}
