/** What an officer states of a warning or an inspection. */
import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { ChoiceField, SelectField, TextAreaField, TextField } from "~/shared/ui/field";
import { SEVERITIES } from "../board";

interface Props {
  readonly sites: readonly { readonly id: string; readonly name: string }[];
  readonly on: string;
  readonly idempotencyKey: string;
  readonly reply: SubmissionResult<string[]> | null;
}
const NAMES = [
  "source",
  "sourceRef",
  "siteId",
  "severity",
  "textZh",
  "textEn",
  "basis",
  "foundOn",
  "windowDays",
  "windowKind",
] as const;
type Values = Record<(typeof NAMES)[number], string>;

export function FindingForm({ sites, on, idempotencyKey, reply }: Props) {
  const { t } = useTranslation("correction");
  const [form, fields] = useForm<Values>({
    id: "finding",
    lastResult: reply,
    defaultValue: {
      foundOn: on,
      windowDays: "30",
      windowKind: "calendar",
      siteId: sites.length === 1 ? (sites[0]?.id ?? "") : "",
    },
  });
  const label = (name: (typeof NAMES)[number]) => t(name === "siteId" ? "state.site" : `state.${name}`);
  return (
    <Form method="post" {...getFormProps(form)}>
      <ErrorSummary
        formErrors={form.errors}
        fields={NAMES.map((name) => ({ field: fields[name], label: label(name) }))}
      />
      <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
      <ChoiceField
        field={fields.source}
        label={t("state.source")}
        options={(["warning", "inspection"] as const).map((value) => ({
          value,
          label: t(`state.sourceOf.${value}`),
        }))}
      />
      <TextField field={fields.sourceRef} label={t("state.sourceRef")} maxLength={100} />
      <SelectField
        field={fields.siteId}
        label={t("state.site")}
        options={sites.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <ChoiceField
        field={fields.severity}
        label={t("state.severity")}
        options={SEVERITIES.map((value) => ({ value, label: t(`state.severityOf.${value}`) }))}
      />
      <TextAreaField optional field={fields.textZh} label={t("state.textZh")} hint={t("state.textHint")} rows={3} />
      <TextAreaField optional field={fields.textEn} label={t("state.textEn")} rows={3} />
      <TextField optional field={fields.basis} label={t("state.basis")} hint={t("state.basisHint")} />
      <TextField type="date" max={on} field={fields.foundOn} label={t("state.foundOn")} />
      <TextField type="number" min={1} max={180} field={fields.windowDays} label={t("state.windowDays")} />
      <ChoiceField
        field={fields.windowKind}
        label={t("state.windowKind")}
        options={(["working", "calendar"] as const).map((value) => ({
          value,
          label: t(`state.windowOf.${value}`),
        }))}
      />
      <Button>{t("state.button")}</Button>
    </Form>
  );
}
