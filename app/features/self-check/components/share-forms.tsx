/** Forms of sharing: confirm, take back, write back. */
import type { SubmissionResult } from "@conform-to/react";
import { getFormProps, useForm } from "@conform-to/react";
import { Form, Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { ChoiceField, TextAreaField } from "~/shared/ui/field";
import { NEXT_STEPS, SCOPES } from "../share-forms";

type Reply = SubmissionResult<string[]> | null;

export function ShareForm({
  reply,
  textVersion,
  backTo,
}: {
  reply: Reply;
  textVersion: number;
  backTo: string;
}) {
  const { t } = useTranslation("sharing");
  const [form, fields] = useForm<{ scope: string }>({ id: "share", lastResult: reply });
  return (
    <Form method="post" {...getFormProps(form)}>
      <ErrorSummary fields={[{ field: fields.scope, label: t("choose") }]} />
      <ChoiceField
        field={fields.scope}
        label={t("choose")}
        options={SCOPES.map((value) => ({
          value,
          label: t(`choice.${value}`),
          hint: t(`choice.${value}Hint`),
        }))}
      />
      <p className="mb-4 max-w-measure">{t("back")}</p>
      <input type="hidden" name="textVersion" value={textVersion} />
      <div className="flex flex-wrap items-center gap-6">
        <Button name="intent" value="share">
          {t("button")}
        </Button>
        <Link to={backTo}>{t("notNow")}</Link>
      </div>
    </Form>
  );
}

export function RevokeForm({ reply }: { reply: Reply }) {
  const { t } = useTranslation("sharing");
  const [form, fields] = useForm<{ reason: string }>({ id: "revoke", lastResult: reply });
  return (
    <Form method="post" {...getFormProps(form)}>
      <ErrorSummary fields={[{ field: fields.reason, label: t("revoke.reason") }]} />
      <p className="mb-4 max-w-measure">{t("revoke.text")}</p>
      <TextAreaField field={fields.reason} label={t("revoke.reason")} rows={3} />
      <Button kind="warning" name="intent" value="revoke">
        {t("revoke.button")}
      </Button>
    </Form>
  );
}

export function AcknowledgeForm({ reply, idempotencyKey }: { reply: Reply; idempotencyKey: string }) {
  const { t } = useTranslation("sharing");
  const [form, fields] = useForm<{ nextStep: string; note: string }>({
    id: "acknowledge",
    lastResult: reply,
  });
  return (
    <Form method="post" {...getFormProps(form)}>
      <ErrorSummary
        fields={[
          { field: fields.nextStep, label: t("acknowledge.nextStep") },
          { field: fields.note, label: t("acknowledge.note") },
        ]}
      />
      <p className="mb-4 max-w-measure">{t("acknowledge.text")}</p>
      <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
      <ChoiceField
        field={fields.nextStep}
        label={t("acknowledge.nextStep")}
        options={NEXT_STEPS.map((value) => ({ value, label: t(`nextStep.${value}`) }))}
      />
      <TextAreaField field={fields.note} label={t("acknowledge.note")} rows={3} optional />
      <Button name="intent" value="acknowledge">
        {t("acknowledge.button")}
      </Button>
    </Form>
  );
}
