/** Two completed self-checks to choose, with a plain form that answers in the address. */
import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";

interface Props {
  readonly runs: readonly { readonly id: string; readonly label: string }[];
  readonly chosen: { readonly a: string; readonly b: string } | null;
}

export function PickRuns({ runs, chosen }: Props) {
  const { t } = useTranslation("rounds");
  const sides = [
    { name: "a", label: t("compare.before"), value: chosen?.a ?? runs.at(1)?.id },
    { name: "b", label: t("compare.after"), value: chosen?.b ?? runs.at(0)?.id },
  ];
  return (
    <Form className="no-print mb-8 flex flex-wrap items-end gap-4" aria-label={t("compare.pick")}>
      {sides.map(({ name, label, value }) => (
        <p key={name}>
          <label htmlFor={`run-${name}`} className="mb-1 block font-semibold">
            {label}
          </label>
          <select
            // A run chosen in the address must be the one that is shown after moving between pages.
            key={value}
            id={`run-${name}`}
            name={name}
            defaultValue={value}
            className="min-h-11 max-w-full rounded-box border-2 border-strong bg-page px-3"
          >
            {runs.map((run) => (
              <option key={run.id} value={run.id}>
                {run.label}
              </option>
            ))}
          </select>
        </p>
      ))}
      <Button kind="secondary">{t("compare.show")}</Button>
    </Form>
  );
}
