/** Corrections as a table; leads select rows and give them to somebody, or have their owners reminded. */
import { getFormProps, useForm } from "@conform-to/react";
import type { SubmissionResult } from "@conform-to/react";
import { Form, Link } from "@remix-run/react";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { SeverityTag } from "~/features/self-check/components/tags";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { SelectField } from "~/shared/ui/field";
import { Section } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";
import { Table, type Column } from "~/shared/ui/table";
import { Marks, type Card } from "./board";
import { StandingTag } from "./standing-tag";

interface Props {
  readonly rows: readonly Card[];
  readonly count: number;
  readonly members: readonly { readonly id: string; readonly name: string }[];
  readonly mayAssign: boolean;
  readonly reply: SubmissionResult<string[]> | null;
}

export function BulkList({ rows, count, members, mayAssign, reply }: Props) {
  const { t } = useTranslation("correction");
  const [form, fields] = useForm<{ ids: string[]; ownerAccountId: string }>({
    id: "bulk",
    lastResult: reply,
  });
  if (!mayAssign) return <Lines rows={rows} count={count} selectable={false} chosen={[]} />;
  const chosen = fields.ids.initialValue;
  return (
    <>
      <ErrorSummary
        formErrors={form.errors}
        fields={[
          { field: fields.ids, label: t("list.select") },
          { field: fields.ownerAccountId, label: t("bulk.owner") },
        ]}
      />
      <Form method="post" {...getFormProps(form)}>
        <div id={fields.ids.id} tabIndex={-1}>
          <Lines
            rows={rows}
            count={count}
            selectable
            chosen={Array.isArray(chosen) ? chosen.map(String) : [String(chosen)]}
          />
        </div>
        <div className="no-print">
          <Section title={t("bulk.title")} id="bulk-title">
            <p className="mb-4 text-muted">{t("bulk.hint")}</p>
            <SelectField
              optional
              field={fields.ownerAccountId}
              label={t("bulk.owner")}
              options={members.map(({ id, name }) => ({ value: id, label: name }))}
            />
            <p className="flex flex-wrap gap-4">
              <Button name="intent" value="assign">
                {t("bulk.assign")}
              </Button>
              <Button kind="secondary" name="intent" value="remind">
                {t("bulk.remind")}
              </Button>
            </p>
          </Section>
        </div>
      </Form>
    </>
  );
}

interface LinesProps {
  readonly rows: readonly Card[];
  readonly count: number;
  readonly selectable: boolean;
  readonly chosen: readonly string[];
}

/** Boxes of the corrections in hand; the others cannot be given to anybody. */
const selection = (t: TFunction<"correction">, chosen: readonly string[]): Column<Card> => ({
  head: t("list.select"),
  label: t("list.select"),
  cell: ({ id, text, status }) =>
    status === "open" || status === "reopened" ? (
      <input
        type="checkbox"
        name="ids"
        value={id}
        defaultChecked={chosen.includes(id)}
        aria-label={t("list.selectOne", { finding: text })}
        className="no-print size-6 accent-accent"
      />
    ) : null,
});

function Lines({ rows, count, selectable, chosen }: LinesProps) {
  const { t } = useTranslation("correction");
  return (
    <Table
      caption={t("list.caption", { count })}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        ...(selectable ? [selection(t, chosen)] : []),
        { head: t("facts.due"), label: t("facts.due"), cell: ({ dueOn }) => dueOn },
        {
          head: t("facts.standing"),
          label: t("facts.standing"),
          cell: ({ standing, status }) => <StandingTag standing={standing} status={status} />,
        },
        {
          head: t("list.finding"),
          label: t("list.finding"),
          cell: (card) => (
            <>
              <Link to={`/corrections/${card.id}`}>{card.text}</Link>{" "}
              <span className="inline-flex flex-wrap gap-2">
                <Marks card={card} />
              </span>
            </>
          ),
        },
        {
          head: t("facts.severity"),
          label: t("facts.severity"),
          cell: ({ severity }) => <SeverityTag severity={severity} />,
        },
        {
          head: t("filter.source"),
          label: t("filter.source"),
          cell: ({ source }) => t(`source.${source}`),
        },
        { head: t("facts.site"), label: t("facts.site"), cell: ({ siteName }) => siteName },
        {
          head: t("filter.owner"),
          label: t("filter.owner"),
          cell: ({ owner }) => owner ?? t("list.noOwner"),
        },
      ]}
    />
  );
}

type Outcome = "done" | "closed" | "not-found" | "no-owner" | "today-already";
export interface RowResult {
  readonly id: string;
  readonly text: string | null;
  readonly outcome: Outcome;
}

export function BulkResults({ results }: { results: readonly RowResult[] }) {
  const { t } = useTranslation("correction");
  const isAll = results.every(({ outcome }) => outcome === "done");
  return (
    <Notice tone={isAll ? "good" : "attention"} announce title={t("bulk.results")}>
      <ul>
        {results.map(({ id, text, outcome }) => (
          <li key={id}>
            {text ? `${text} · ` : ""}
            {t(`bulk.outcome.${outcome}`)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
