/** Chooses two sets of local rules and lays them side by side. A plain form: the address says what is compared. */
import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import { Section } from "~/shared/ui/page";
import { Notice, Tag } from "~/shared/ui/status";
import { Table } from "~/shared/ui/table";

interface SaidValue {
  readonly value: string;
  readonly isDesign: boolean;
}

interface Comparison {
  readonly one: string;
  readonly other: string;
  readonly differing: number;
  readonly rows: readonly {
    readonly key: string;
    readonly title: string;
    readonly one: SaidValue;
    readonly other: SaidValue;
    readonly differs: boolean;
  }[];
}

interface Props {
  readonly lines: readonly { readonly key: string; readonly title: string; readonly version: number }[];
  /** Keys asked for, as they came. */
  readonly asked: { readonly one: string; readonly other: string };
  readonly compared: Comparison | null;
}

export function CompareProfiles({ lines, asked, compared }: Props) {
  const { t } = useTranslation("profile-rules");
  const wasAsked = asked.one !== "" || asked.other !== "";
  return (
    <Section title={t("compareTitle")} id="compare">
      <Form method="get" action="#compare" className="mb-6 flex flex-wrap items-end gap-4">
        {(["one", "other"] as const).map((name) => (
          <label key={name} className="max-w-full">
            <span className="mb-1 block font-semibold">{t(name)}</span>
            <select key={asked[name]} name={name} defaultValue={asked[name]} className="min-h-11 max-w-full rounded-box border-2 border-strong bg-page px-3">
              {lines.map(({ key, title, version }) => (
                <option key={key} value={key}>
                  {title} · {version}
                </option>
              ))}
            </select>
          </label>
        ))}
        <Button kind="secondary">{t("compare")}</Button>
      </Form>
      {wasAsked && !compared ? <Notice tone="attention" title={t("compareNone")} /> : null}
      {compared ? <Compared compared={compared} /> : null}
    </Section>
  );
}

function Compared({ compared }: { compared: Comparison }) {
  const { t } = useTranslation("profile-rules");
  return (
    <>
      <p className="mb-4 font-semibold">{compared.differing === 0 ? t("same") : t("differing", { count: compared.differing })}</p>
      <Table
        caption={t("compareCaption", { one: compared.one, other: compared.other })}
        rows={compared.rows}
        rowKey={({ key }) => key}
        columns={[
          {
            head: t("item"),
            label: t("item"),
            cell: ({ title, differs }) => (
              <>
                {title} {differs ? <Tag tone="info">{t("differs")}</Tag> : null}
              </>
            ),
          },
          { head: compared.one, label: compared.one, cell: ({ one }) => <Said {...one} /> },
          { head: compared.other, label: `${compared.other} `, cell: ({ other }) => <Said {...other} /> },
        ]}
      />
    </>
  );
}

function Said({ value, isDesign }: SaidValue) {
  const { t } = useTranslation("profile-rules");
  return (
    <>
      {value}
      {isDesign ? <span className="block text-small text-muted">{t("ownValue")}</span> : null}
    </>
  );
}
