/** The county's checklist as a form: a finding for each item, what the check rests on, and its result. */
import type { SubmissionResult } from "@conform-to/react";
import { getFormProps, useForm } from "@conform-to/react";
import { Form, Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { ChoiceField, TextAreaField, TextField } from "~/shared/ui/field";
import { CHECK_BASES, CHECK_VERDICTS } from "../county-check";

export interface ChecklistItem {
  readonly id: string;
  readonly title: string;
  readonly look: string;
  readonly offSite: boolean;
  readonly citations: readonly { readonly id: string; readonly label: string; readonly to: string }[];
}
export interface Checklist {
  readonly source: string;
  readonly items: readonly ChecklistItem[];
}

interface Shape {
  readonly outcome: string;
  readonly basis: string;
  readonly note: string;
  readonly items: Record<string, { verdict: string; note: string }>;
}

export function CheckForm({ reply, list, packTo }: { reply: SubmissionResult<string[]> | null; list: Checklist; packTo: string }) {
  const { t } = useTranslation("listing");
  const { t: l } = useTranslation("listing-life");
  const [form, fields] = useForm<Shape>({ id: "check", lastResult: reply });
  const byItem = fields.items.getFieldset();
  return (
    <>
      <p className="mb-4">
        <Link to={packTo}>{l("check.toPack")}</Link>
      </p>
      <Form method="post" {...getFormProps(form)}>
        <ErrorSummary
          fields={[
            { field: fields.outcome, label: t("review.outcome") },
            { field: fields.basis, label: l("check.basis") },
            { field: fields.note, label: t("review.note") },
          ]}
        />
        {list.items.map((item) => {
          const found = byItem[item.id]?.getFieldset();
          return found ? (
            <div key={item.id} className="mb-6 border-t border-line pt-4">
              <ChoiceField
                field={found.verdict}
                label={item.title}
                hint={<ItemHint item={item} />}
                options={CHECK_VERDICTS.map((value) => ({ value, label: l(`check.verdicts.${value}`) }))}
              />
              <TextField optional field={found.note} label={l("check.itemNote")} hint={l("check.itemNoteHint")} />
            </div>
          ) : null;
        })}
        <p className="mb-6 max-w-measure text-small text-muted">{l("check.source", { source: list.source })}</p>
        <ChoiceField field={fields.basis} label={l("check.basis")} options={CHECK_BASES.map((value) => ({ value, label: l(`check.bases.${value}`) }))} />
        <ChoiceField
          field={fields.outcome}
          label={t("review.outcome")}
          options={(["checked", "returned"] as const).map((value) => ({ value, label: t(`review.${value}`) }))}
        />
        <TextAreaField field={fields.note} label={t("review.note")} rows={4} />
        <Button name="intent" value="check">
          {t("review.saveCheck")}
        </Button>
      </Form>
    </>
  );
}

function ItemHint({ item }: { item: ChecklistItem }) {
  const { t } = useTranslation("listing-life");
  return (
    <>
      {item.look}
      {item.offSite ? "" : ` (${t("check.onSite")})`}
      {item.citations.map(({ id, label, to }) => (
        <span key={id} className="block text-small">
          <Link to={to}>{label}</Link>
        </span>
      ))}
    </>
  );
}
