/** How the next self-check begins. Without an earlier one there is nothing to choose. */
import { useTranslation } from "react-i18next";

export function StartChoice({ kept }: { readonly kept: number | null }) {
  const { t } = useTranslation("rounds");
  if (kept === null) return <input type="hidden" name="from" value="empty" />;
  const ways = [
    { value: "last", label: t("start.last"), hint: t("start.lastHint", { kept }) },
    { value: "empty", label: t("start.empty"), hint: t("start.emptyHint") },
  ];
  return (
    <fieldset className="mb-6 max-w-measure">
      <legend className="mb-1 font-semibold">{t("start.choose")}</legend>
      {ways.map(({ value, label, hint }) => (
        <div key={value} className="flex min-h-11 items-start gap-3 py-1.5">
          <input
            type="radio"
            id={`from-${value}`}
            name="from"
            value={value}
            defaultChecked={value === "last"}
            aria-describedby={`from-${value}-hint`}
            className="mt-1 size-6 shrink-0 accent-accent"
          />
          <span>
            <label htmlFor={`from-${value}`}>{label}</label>
            <span id={`from-${value}-hint`} className="block text-small text-muted">
              {hint}
            </span>
          </span>
        </div>
      ))}
    </fieldset>
  );
}
