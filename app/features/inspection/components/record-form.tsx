/** Recording what an inspection found, by one of its team. */
import type { SubmissionResult } from "@conform-to/react";
import { getFormProps, useForm } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { ChoiceField, TextAreaField, TextField } from "~/shared/ui/field";
import { Section } from "~/shared/ui/page";
import { OUTCOMES } from "../forms";

export function RecordForm({ reply, hasArrived }: { reply: SubmissionResult<string[]> | null; hasArrived: boolean }) {
  const { t } = useTranslation("inspection");
  const { t: tOneCheck } = useTranslation("one-check");
  const [form, fields] = useForm<Record<"outcome" | "minutes" | "finding" | "noScanReason", string>>({ id: "record", lastResult: reply });
  const labels = [
    { field: fields.outcome, label: t("outcomeHead") },
    { field: fields.minutes, label: t("minutes") },
    { field: fields.finding, label: t("finding") },
    { field: fields.noScanReason, label: tOneCheck("code.noScanReason") },
  ];
  return (
    <Section title={t("recordTitle")} id="record">
      <p className="mb-4 max-w-measure">{t("recordLead")}</p>
      <Form method="post" {...getFormProps(form)}>
        <ErrorSummary fields={labels} />
        <ChoiceField field={fields.outcome} label={t("outcomeHead")} options={OUTCOMES.map((value) => ({ value, label: t(`outcome.${value}`) }))} />
        <TextAreaField field={fields.minutes} label={t("minutes")} hint={t("minutesHint")} rows={6} />
        <TextField optional field={fields.finding} label={t("finding")} hint={t("findingHint")} />
        {hasArrived ? null : <TextField field={fields.noScanReason} label={tOneCheck("code.noScanReason")} hint={tOneCheck("code.noScanHint")} />}
        <Button>{t("record")}</Button>
      </Form>
    </Section>
  );
}
