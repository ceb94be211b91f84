/** Filters of the list of shared self-checks: a plain form that changes the address. */
import { Form, Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import type { ShareFilter } from "../share-forms";

const INPUT = "block min-h-11 w-full rounded-box border-2 border-strong bg-page px-3 py-2 text-text";

export function ShareFilterForm({ filter }: { filter: ShareFilter }) {
  const { t } = useTranslation("sharing");
  return (
    <Form method="get" role="search" aria-label={t("list.filter")} className="mb-6 rounded-box bg-surface p-4">
      <div className="mb-3 grid gap-4 md:grid-cols-[2fr_1fr_1fr]">
        <Field name="text" label={t("list.text")} value={filter.text} type="search" />
        <Field name="from" label={t("list.from")} value={filter.from} type="date" />
        <Field name="to" label={t("list.to")} value={filter.to} type="date" />
      </div>
      <Check name="unopened" label={t("list.unopened")} checked={filter.unopened} />
      <Check name="redLine" label={t("list.redLine")} hint={t("list.redLineHint")} checked={filter.redLine} />
      <div className="mt-3 flex flex-wrap items-center gap-6">
        <Button kind="secondary">{t("list.apply")}</Button>
        <Link to="/agency/self-checks">{t("list.clear")}</Link>
      </div>
    </Form>
  );
}

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: string | null;
  readonly type: "search" | "date";
}

const Field = ({ name, label, value, type }: FieldProps) => (
  <div>
    <label htmlFor={name} className="mb-1 block font-semibold">
      {label}
    </label>
    <input id={name} name={name} type={type} defaultValue={value ?? ""} maxLength={100} className={INPUT} />
  </div>
);

interface CheckProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly checked: boolean;
}

const Check = ({ name, label, hint, checked }: CheckProps) => (
  <div className="flex min-h-11 items-start gap-3 py-1.5">
    <input
      type="checkbox"
      id={name}
      name={name}
      value="yes"
      defaultChecked={checked}
      aria-describedby={hint ? `${name}-hint` : undefined}
      className="mt-1 size-6 shrink-0 accent-accent"
    />
    <div>
      <label htmlFor={name}>{label}</label>
      {hint ? (
        <span id={`${name}-hint`} className="block text-small text-muted">
          {hint}
        </span>
      ) : null}
    </div>
  </div>
);
