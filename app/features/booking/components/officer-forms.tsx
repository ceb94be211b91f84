/** The two things an officer does with an appointment: answer the request, record the visit. */
import type { SubmissionResult } from "@conform-to/react";
import { getFormProps, useForm } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { ChoiceField, SelectField, TextAreaField, TextField } from "~/shared/ui/field";
import { Notice } from "~/shared/ui/status";

type Reply = SubmissionResult<string[]> | null;

export function DecisionForm({ reply }: { reply: Reply }) {
  const { t } = useTranslation("booking");
  const [form, fields] = useForm<{ decision: string; reason: string }>({ id: "decision", lastResult: reply });
  const labels = [
    { field: fields.decision, label: t("officer.decide") },
    { field: fields.reason, label: t("officer.reason") },
  ];
  return (
    <Form method="post" {...getFormProps(form)}>
      <ErrorSummary fields={labels} />
      <ChoiceField
        field={fields.decision}
        label={t("officer.decide")}
        options={(["confirm", "refuse"] as const).map((value) => ({ value, label: t(`officer.${value}`) }))}
      />
      <TextAreaField optional field={fields.reason} label={t("officer.reason")} rows={3} />
      <Button name="intent" value="decide">
        {t("officer.send")}
      </Button>
    </Form>
  );
}

type VisitFields = Record<"outcome" | "team" | "minutes" | "advice" | "finding" | "severity", string>;

export function VisitForm({ reply, graded }: { reply: Reply; graded: boolean }) {
  const { t } = useTranslation("booking");
  const [form, fields] = useForm<VisitFields>({ id: "visit", lastResult: reply, defaultValue: { outcome: "done" } });
  const labels = (["outcome", "team", "minutes", "advice", "finding", "severity"] as const).map((name) => ({
    field: fields[name],
    label: t(`officer.${name}`),
  }));
  return (
    <Form method="post" {...getFormProps(form)}>
      <ErrorSummary fields={labels} />
      <ChoiceField
        field={fields.outcome}
        label={t("officer.outcome")}
        options={(["done", "no-show"] as const).map((value) => ({ value, label: t(`officer.${value}`) }))}
      />
      <TextField optional field={fields.team} label={t("officer.team")} />
      <TextAreaField optional field={fields.minutes} label={t("officer.minutes")} rows={6} />
      <TextAreaField optional field={fields.advice} label={t("officer.advice")} rows={4} />
      {graded ? (
        <>
          <TextAreaField optional field={fields.finding} label={t("officer.finding")} hint={t("officer.findingHint")} rows={2} />
          <SelectField
            optional
            field={fields.severity}
            label={t("officer.severity")}
            options={(["red-line", "major", "minor"] as const).map((value) => ({ value, label: t(`officer.severityOf.${value}`) }))}
          />
        </>
      ) : (
        <Notice tone="info" title={t("officer.isolated")} />
      )}
      <Button name="intent" value="record">
        {t("officer.save")}
      </Button>
    </Form>
  );
}
