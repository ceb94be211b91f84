/** Writing down a look from the desk. */
import type { SubmissionResult } from "@conform-to/react";
import { getFormProps, useForm } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { ChoiceField, SelectField, TextAreaField } from "~/shared/ui/field";
import { Section } from "~/shared/ui/page";
import { STEP_KINDS, STEP_RESULTS } from "../clue/forms";

export function ClueStepForm({ reply }: { reply: SubmissionResult<string[]> | null }) {
  const { t } = useTranslation("one-check");
  const [form, fields] = useForm<{ kind: string; text: string; result: string }>({ id: "step", lastResult: reply });
  return (
    <Section title={t("clues.stepTitle")} id="step-title">
      <Form method="post" {...getFormProps(form)}>
        <ErrorSummary
          fields={[
            { field: fields.kind, label: t("clues.kind") },
            { field: fields.text, label: t("clues.stepText") },
            { field: fields.result, label: t("clues.result") },
          ]}
        />
        <SelectField field={fields.kind} label={t("clues.kind")} options={STEP_KINDS.map((value) => ({ value, label: t(`clues.kinds.${value}`) }))} />
        <TextAreaField field={fields.text} label={t("clues.stepText")} rows={4} />
        <ChoiceField field={fields.result} label={t("clues.result")} options={STEP_RESULTS.map((value) => ({ value, label: t(`clues.results.${value}`) }))} />
        <Button name="intent" value="step">
          {t("clues.step")}
        </Button>
      </Form>
    </Section>
  );
}
