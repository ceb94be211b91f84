/** What approvers do with an application: decide, answer objections. */
import type { SubmissionResult } from "@conform-to/react";
import { getFormProps, useForm } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { ChoiceField, TextAreaField } from "~/shared/ui/field";

type Reply = SubmissionResult<string[]> | null;

export function DecisionForm({ reply, noticeDays }: { reply: Reply; noticeDays: number }) {
  const { t } = useTranslation("listing");
  const { t: l } = useTranslation("listing-life");
  const [form, fields] = useForm<{ decision: string; reason: string }>({ id: "decide", lastResult: reply });
  return (
    <Form method="post" {...getFormProps(form)}>
      <ErrorSummary
        fields={[
          { field: fields.decision, label: t("review.decision") },
          { field: fields.reason, label: t("review.reason") },
        ]}
      />
      <ChoiceField
        field={fields.decision}
        label={t("review.decision")}
        options={[...(["approve", "refuse"] as const).map((value) => ({ value, label: t(`review.${value}`) })), { value: "send-back", label: l("check.sendBack") }]}
      />
      <TextAreaField field={fields.reason} label={t("review.reason")} rows={4} />
      <p className="mb-4 max-w-measure">{t("review.consequence", { days: noticeDays })}</p>
      <Button name="intent" value="decide">
        {t("review.saveDecision")}
      </Button>
    </Form>
  );
}

export function AnswerForm({ objectionId, reply }: { objectionId: string; reply: Reply }) {
  const { t } = useTranslation("listing");
  const [form, fields] = useForm<{ verdict: string; answer: string }>({ id: `answer-${objectionId}`, lastResult: reply });
  return (
    <Form method="post" {...getFormProps(form)} className="mt-4 border-l-4 border-line pl-4">
      <ErrorSummary
        fields={[
          { field: fields.verdict, label: t("review.verdict") },
          { field: fields.answer, label: t("review.answer") },
        ]}
      />
      <input type="hidden" name="objectionId" value={objectionId} />
      <ChoiceField
        field={fields.verdict}
        label={t("review.verdict")}
        options={(["rejected", "upheld"] as const).map((value) => ({ value, label: t(`review.${value}`) }))}
      />
      <TextAreaField field={fields.answer} label={t("review.answer")} rows={3} />
      <Button kind="secondary" name="intent" value="answer">
        {t("review.saveAnswer")}
      </Button>
    </Form>
  );
}
