/** What the people who correct do: plan, prove, submit. Each is a form of its own on the correction's page. */
import { getFormProps, useForm } from "@conform-to/react";
import type { SubmissionResult } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { ChoiceField, FileField, SelectField, TextAreaField, TextField } from "~/shared/ui/field";
import { Section } from "~/shared/ui/page";
import { CAUSES } from "../cause";

export interface FormReply {
  readonly form: "plan" | "evidence" | "submit" | "verdict" | "ask" | "decide";
  readonly reply: SubmissionResult<string[]>;
}
/** The answer to one of the page's forms, for that form alone. */
export const replyTo = (
  name: FormReply["form"],
  result: FormReply | undefined
): SubmissionResult<string[]> | null => (result?.form === name ? result.reply : null);

export interface PlanProps {
  readonly result: FormReply | undefined;
  readonly plan: {
    readonly cause: string | null;
    readonly causeText: string;
    readonly measure: string;
    readonly ownerAccountId: string | null;
  };
  readonly members: readonly { readonly id: string; readonly name: string }[];
  readonly primary: boolean;
}

export function PlanForm({ result, plan, members, primary }: PlanProps) {
  const { t } = useTranslation("correction");
  const [form, fields] = useForm({
    id: "plan",
    lastResult: replyTo("plan", result),
    defaultValue: {
      cause: plan.cause ?? "",
      causeText: plan.causeText,
      measure: plan.measure,
      ownerAccountId: plan.ownerAccountId ?? "",
    },
  });
  return (
    <Section title={t("plan.title")} id="plan-title">
      <ErrorSummary
        formErrors={form.errors}
        fields={[
          { field: fields.cause, label: t("plan.cause") },
          { field: fields.causeText, label: t("plan.causeText") },
          { field: fields.measure, label: t("plan.measure") },
          { field: fields.ownerAccountId, label: t("plan.owner") },
        ]}
      />
      <Form method="post" {...getFormProps(form)}>
        <input type="hidden" name="intent" value="plan" />
        <ChoiceField
          field={fields.cause}
          label={t("plan.cause")}
          options={CAUSES.map((value) => ({ value, label: t(`cause.${value}`) }))}
        />
        <TextAreaField
          optional
          field={fields.causeText}
          label={t("plan.causeText")}
          hint={t("plan.causeTextHint")}
          rows={2}
        />
        <TextAreaField
          field={fields.measure}
          label={t("plan.measure")}
          hint={t("plan.measureHint")}
          rows={4}
        />
        <SelectField
          field={fields.ownerAccountId}
          label={t("plan.owner")}
          options={members.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <Button kind={primary ? "primary" : "secondary"}>{t("plan.save")}</Button>
      </Form>
    </Section>
  );
}

interface EvidenceProps {
  readonly result: FormReply | undefined;
  readonly foundOn: string;
  readonly foundOnText: string;
  readonly on: string;
  readonly accept: string;
  readonly maxMb: number;
  readonly primary: boolean;
}

export function EvidenceForm({
  result,
  foundOn,
  foundOnText,
  on,
  accept,
  maxMb,
  primary,
}: EvidenceProps) {
  const { t } = useTranslation("correction");
  const [form, fields] = useForm<{ file: File; effectiveFrom: string; effectiveTo: string }>({
    id: "evidence",
    lastResult: replyTo("evidence", result),
    defaultValue: { effectiveFrom: on },
  });
  return (
    <>
      <ErrorSummary
        formErrors={form.errors}
        fields={[
          { field: fields.file, label: t("evidence.file") },
          { field: fields.effectiveFrom, label: t("evidence.effectiveOn") },
        ]}
      />
      <Form method="post" encType="multipart/form-data" {...getFormProps(form)}>
        <input type="hidden" name="intent" value="evidence" />
        <FileField
          field={fields.file}
          label={t("evidence.file")}
          hint={t("evidence.fileHint", { max: maxMb })}
          accept={accept}
        />
        <TextField
          field={fields.effectiveFrom}
          type="date"
          min={foundOn}
          max={on}
          label={t("evidence.effectiveOn")}
          hint={t("evidence.effectiveHint", { day: foundOnText })}
        />
        <Button kind={primary ? "primary" : "secondary"}>{t("evidence.upload")}</Button>
      </Form>
    </>
  );
}

export function SubmitForm({
  result,
  primary,
}: {
  result: FormReply | undefined;
  primary: boolean;
}) {
  const { t } = useTranslation("correction");
  const [form] = useForm({ id: "submit", lastResult: replyTo("submit", result) });
  return (
    <Section title={t("submit.title")} id="submit-title">
      <ErrorSummary fields={[]} formErrors={form.errors} />
      <p className="mb-4 max-w-measure">{t("submit.text")}</p>
      <Form method="post" {...getFormProps(form)}>
        <input type="hidden" name="intent" value="submit" />
        <Button kind={primary ? "primary" : "secondary"}>{t("submit.button")}</Button>
      </Form>
    </Section>
  );
}
