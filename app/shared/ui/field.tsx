/**
 * Form fields over conform's metadata: label, hint, error and what was typed, with or without JavaScript.
 * Messages are keys of the `errors` namespace; see platform/form.server.ts.
 */
import type { FieldMetadata } from "@conform-to/react";
import type { InputHTMLAttributes, ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** conform types each field by its value; these components take any of them, and what looks like one. */
export type AnyField = Pick<
  // oxlint-disable-next-line typescript/no-explicit-any
  FieldMetadata<any, any, string[]>,
  "id" | "name" | "key" | "initialValue" | "errors"
>;

interface Common {
  readonly field: AnyField;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly optional?: boolean;
}

const CONTROL = "block w-full rounded-box border-2 border-strong bg-page px-3 py-2 min-h-11 text-text aria-invalid:border-bad";

/** A message key with its parameters, in the reader's language. */
export function useErrorText(): (message: string) => string {
  const { t } = useTranslation("errors");
  return (message) => {
    const [key = "invalid", query = ""] = message.split("?");
    const given = new URLSearchParams(query);
    const params = { min: given.get("min"), max: given.get("max"), minutes: given.get("minutes") };
    return t(key as "invalid", params);
  };
}

function describedBy(field: AnyField, hint: ReactNode): string | undefined {
  return [hint ? `${field.id}-hint` : "", field.errors ? `${field.id}-error` : ""].filter(Boolean).join(" ") || undefined;
}

export function FieldError({ field }: { field: AnyField }) {
  const errorText = useErrorText();
  if (!field.errors) return null;
  return (
    <p id={`${field.id}-error`} className="mt-1 font-semibold text-bad">
      {field.errors.map(errorText).join(" ")}
    </p>
  );
}

function Labelled({ field, label, hint, optional, children }: Common & { children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className={`mb-6 max-w-measure ${field.errors ? "border-l-4 border-bad pl-4" : ""}`}>
      <label htmlFor={field.id} className="mb-1 block font-semibold">
        {label} {optional ? <span className="font-normal text-muted">({t("optional")})</span> : null}
      </label>
      {hint ? (
        <p id={`${field.id}-hint`} className="mb-1 text-muted">
          {hint}
        </p>
      ) : null}
      {children}
      <FieldError field={field} />
    </div>
  );
}

type InputProps = Common & Omit<InputHTMLAttributes<HTMLInputElement>, "defaultValue" | "id" | "name">;

export function TextField({ field, label, hint, optional = false, ...input }: InputProps) {
  return (
    <Labelled field={field} label={label} hint={hint} optional={optional}>
      <input
        type="text"
        {...input}
        id={field.id}
        name={field.name}
        key={field.key}
        defaultValue={typeof field.initialValue === "string" ? field.initialValue : undefined}
        aria-invalid={field.errors ? true : undefined}
        aria-describedby={describedBy(field, hint)}
        aria-required={optional ? undefined : true}
        className={`${CONTROL} ${input.className ?? ""}`}
      />
    </Labelled>
  );
}

export function TextAreaField({ field, label, hint, optional = false, rows = 5 }: Common & { rows?: number }) {
  return (
    <Labelled field={field} label={label} hint={hint} optional={optional}>
      <textarea
        id={field.id}
        name={field.name}
        key={field.key}
        rows={rows}
        defaultValue={typeof field.initialValue === "string" ? field.initialValue : undefined}
        aria-invalid={field.errors ? true : undefined}
        aria-describedby={describedBy(field, hint)}
        className={CONTROL}
      />
    </Labelled>
  );
}

export interface Option {
  readonly value: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
}

export function SelectField({ field, label, hint, optional = false, options }: Common & { options: readonly Option[] }) {
  const { t } = useTranslation();
  return (
    <Labelled field={field} label={label} hint={hint} optional={optional}>
      <select
        id={field.id}
        name={field.name}
        key={field.key}
        defaultValue={typeof field.initialValue === "string" ? field.initialValue : ""}
        aria-invalid={field.errors ? true : undefined}
        aria-describedby={describedBy(field, hint)}
        className={CONTROL}
      >
        <option value="">{t("chooseOne")}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

/** Radio buttons, or checkboxes with `multiple`. */
export function ChoiceField({ field, label, hint, options, multiple = false }: Common & { options: readonly Option[]; multiple?: boolean }) {
  const initial = field.initialValue;
  const chosen = new Set(Array.isArray(initial) ? initial : [initial]);
  return (
    <fieldset
      id={field.id}
      tabIndex={-1}
      aria-describedby={describedBy(field, hint)}
      className={`mb-6 max-w-measure ${field.errors ? "border-l-4 border-bad pl-4" : ""}`}
    >
      <legend className="mb-1 font-semibold">{label}</legend>
      {hint ? (
        <p id={`${field.id}-hint`} className="mb-1 text-muted">
          {hint}
        </p>
      ) : null}
      {options.map((option) => (
        <div key={option.value} className="flex min-h-11 items-start gap-3 py-1.5">
          <input
            type={multiple ? "checkbox" : "radio"}
            id={`${field.id}-${option.value}`}
            name={field.name}
            value={option.value}
            defaultChecked={chosen.has(option.value)}
            className="mt-1 size-6 shrink-0 accent-accent"
          />
          <label htmlFor={`${field.id}-${option.value}`} className="grow">
            {option.label}
            {option.hint ? <span className="block text-muted">{option.hint}</span> : null}
          </label>
        </div>
      ))}
      <FieldError field={field} />
    </fieldset>
  );
}

export function FileField({ field, label, hint, optional = false, accept, multiple = false }: Common & { accept?: string; multiple?: boolean }) {
  return (
    <Labelled field={field} label={label} hint={hint} optional={optional}>
      <input
        type="file"
        id={field.id}
        name={field.name}
        accept={accept}
        multiple={multiple}
        aria-invalid={field.errors ? true : undefined}
        aria-describedby={describedBy(field, hint)}
        className={CONTROL}
      />
    </Labelled>
  );
}
