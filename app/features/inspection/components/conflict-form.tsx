/** Declaring a conflict of interest; an approver for anybody of the agency. */
import type { SubmissionResult } from "@conform-to/react";
import { getFormProps, useForm } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { SelectField, TextField } from "~/shared/ui/field";
import { CONFLICT_REASONS } from "../conflict/forms";

interface Props {
  readonly reply: SubmissionResult<string[]> | null;
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly me: string;
}

export function ConflictForm({ reply, people, me }: Props) {
  const { t } = useTranslation("one-check");
  const [form, fields] = useForm<Record<"officerId" | "uscc" | "reason" | "note", string>>({ id: "conflict", lastResult: reply, defaultValue: { officerId: me } });
  const labels = [
    { field: fields.officerId, label: t("conflicts.officer") },
    { field: fields.uscc, label: t("conflicts.uscc") },
    { field: fields.reason, label: t("conflicts.reason") },
    { field: fields.note, label: t("conflicts.note") },
  ];
  return (
    <Form method="post" {...getFormProps(form)}>
      <input type="hidden" name="intent" value="declare" />
      <ErrorSummary fields={labels} />
      {people.length > 1 ? (
        <SelectField field={fields.officerId} label={t("conflicts.officer")} options={people.map(({ id, name }) => ({ value: id, label: name }))} />
      ) : null}
      <TextField field={fields.uscc} label={t("conflicts.uscc")} autoComplete="off" spellCheck={false} />
      <SelectField field={fields.reason} label={t("conflicts.reason")} options={CONFLICT_REASONS.map((value) => ({ value, label: t(`conflicts.reasons.${value}`) }))} />
      <TextField optional field={fields.note} label={t("conflicts.note")} hint={t("conflicts.noteHint")} />
      <Button>{t("conflicts.declare")}</Button>
    </Form>
  );
}
