/** On top of a refused form: each wrong field by its label, linked. Takes the focus when it appears. */
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText, type AnyField } from "./field";

interface Props {
  readonly fields: readonly { readonly field: AnyField; readonly label: string }[];
  /** Messages about the form as a whole. */
  readonly formErrors?: readonly string[] | undefined;
}

export function ErrorSummary({ fields, formErrors = [] }: Props) {
  const { t } = useTranslation("errors");
  const errorText = useErrorText();
  const box = useRef<HTMLDivElement>(null);
  const wrong = fields.filter(({ field }) => field.errors);
  const count = wrong.length + formErrors.length;
  useEffect(() => {
    if (count > 0) box.current?.focus();
  }, [count]);
  if (count === 0) return null;
  return (
    <div ref={box} tabIndex={-1} role="alert" className="mb-8 max-w-measure rounded-box border-4 border-bad p-5">
      <h2 className="mb-2 text-lead">{t("summaryTitle")}</h2>
      <ul className="space-y-1">
        {formErrors.map((message) => (
          <li key={message} className="font-semibold text-bad">
            {errorText(message)}
          </li>
        ))}
        {wrong.map(({ field, label }) => (
          <li key={field.id}>
            <a href={`#${field.id}`} className="font-semibold text-bad">
              {label}: {(field.errors ?? []).map(errorText).join(" ")}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
