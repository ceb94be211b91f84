/** Filters of the board and the list: a form of the address, so that it works everywhere and can be kept. */
import { Form, Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import { SEVERITIES, SOURCES, type Filters } from "../board";

interface Named {
  readonly id: string;
  readonly name: string;
}
interface Props {
  readonly filters: Filters;
  /** The address of the page. */
  readonly here: string;
  readonly textLabel: string;
  readonly sites?: readonly Named[];
  readonly members?: readonly Named[];
}

const CONTROL = "block min-h-11 w-full rounded-box border-2 border-strong bg-page px-3 py-2";

export function BoardFilter({ filters, here, textLabel, sites, members }: Props) {
  const { t } = useTranslation("correction");
  const { t: severity } = useTranslation("self-check");
  const isSet =
    filters.overdue ||
    [filters.site, filters.owner, filters.severity, filters.source, filters.text].some(Boolean);
  return (
    <details open={isSet} className="no-print mb-6">
      <summary className="min-h-11 cursor-pointer py-2 font-semibold">{t("filter.title")}</summary>
      {/* Filled anew when the address changes. */}
      <Form key={JSON.stringify(filters)} method="get" className="grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <input type="hidden" name="view" value={filters.view} />
        {sites ? (
          <Choice name="site" label={t("filter.site")} value={filters.site} options={sites} />
        ) : null}
        {members ? (
          <Choice
            name="owner"
            label={t("filter.owner")}
            value={filters.owner}
            options={[{ id: "none", name: t("filter.nobody") }, ...members]}
          />
        ) : null}
        <Choice
          name="severity"
          label={t("filter.severity")}
          value={filters.severity}
          options={SEVERITIES.map((id) => ({ id, name: severity(`severity.${id}`) }))}
        />
        <Choice
          name="source"
          label={t("filter.source")}
          value={filters.source}
          options={SOURCES.map((id) => ({ id, name: t(`source.${id}`) }))}
        />
        <Words label={textLabel} text={filters.text} />
        <Overdue only={filters.overdue} />
        <p className="flex items-center gap-4">
          <Button kind="secondary">{t("filter.apply")}</Button>
          {isSet ? <Link to={`${here}?view=${filters.view}`}>{t("list.showAll")}</Link> : null}
        </p>
      </Form>
    </details>
  );
}

function Words({ label, text }: { label: string; text: string }) {
  return (
    <div className="sm:col-span-2">
      <label htmlFor="filter-text" className="mb-1 block font-semibold">
        {label}
      </label>
      <input
        id="filter-text"
        type="search"
        name="q"
        maxLength={100}
        defaultValue={text}
        className={CONTROL}
      />
    </div>
  );
}

function Overdue({ only }: { only: boolean }) {
  const { t } = useTranslation("correction");
  return (
    <div className="flex min-h-11 items-center gap-3">
      <input
        id="filter-overdue"
        type="checkbox"
        name="overdue"
        value="yes"
        defaultChecked={only}
        className="size-6 shrink-0 accent-accent"
      />
      <label htmlFor="filter-overdue">{t("filter.overdue")}</label>
    </div>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly options: readonly Named[];
}

function Choice({ name, label, value, options }: ChoiceProps) {
  const { t } = useTranslation("correction");
  return (
    <div>
      <label htmlFor={`filter-${name}`} className="mb-1 block font-semibold">
        {label}
      </label>
      <select id={`filter-${name}`} name={name} defaultValue={value} className={CONTROL}>
        <option value="">{t("filter.all")}</option>
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.name}
          </option>
        ))}
      </select>
    </div>
  );
}
