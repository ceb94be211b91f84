/** Verified or sent back, by someone else than who submitted. */
import { getFormProps, useForm } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { ChoiceField, TextAreaField } from "~/shared/ui/field";
import { Section } from "~/shared/ui/page";
import { replyTo, type FormReply } from "./work-forms";

export function VerdictForm({ result }: { result: FormReply | undefined }) {
  const { t } = useTranslation("correction");
  const [form, fields] = useForm<{ verdict: string; reason: string }>({
    id: "verdict",
    lastResult: replyTo("verdict", result),
  });
  return (
    <Section title={t("verdict.title")} id="verdict-title">
      <ErrorSummary
        formErrors={form.errors}
        fields={[
          { field: fields.verdict, label: t("verdict.question") },
          { field: fields.reason, label: t("verdict.reason") },
        ]}
      />
      <Form method="post" {...getFormProps(form)}>
        <input type="hidden" name="intent" value="verdict" />
        <ChoiceField
          field={fields.verdict}
          label={t("verdict.question")}
          options={[
            { value: "verified", label: t("verdict.verified"), hint: t("verdict.verifiedHint") },
            { value: "reopened", label: t("verdict.reopened"), hint: t("verdict.reopenedHint") },
          ]}
        />
        <TextAreaField
          field={fields.reason}
          label={t("verdict.reason")}
          hint={t("verdict.reasonHint")}
          optional
          rows={3}
        />
        <Button>{t("verdict.button")}</Button>
      </Form>
    </Section>
  );
}
