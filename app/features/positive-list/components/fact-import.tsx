/** The agency's page for importing facts: form, faults by line, columns of a kind, earlier imports. */
import type { SubmissionResult } from "@conform-to/react";
import { getFormProps, useForm } from "@conform-to/react";
import { Form, Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { formatCount } from "~/shared/format";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { FileField, SelectField } from "~/shared/ui/field";
import { EmptyState, Notice } from "~/shared/ui/status";
import { Table } from "~/shared/ui/table";
import type { RowFault } from "../facts-import";
import type { CellType } from "../import-columns";

interface Kind {
  readonly value: string;
  readonly label: string;
}

interface FormProps {
  readonly reply: SubmissionResult<string[]> | null;
  readonly kinds: readonly Kind[];
  readonly kind: string | null;
  readonly limits: { readonly max: number; readonly maxRows: string; readonly rows: string };
}

export function ImportForm({ reply, kinds, kind, limits }: FormProps) {
  const { t } = useTranslation("positive-list");
  const { t: f } = useTranslation("fact-file");
  const [form, fields] = useForm<{ kind: string; file: File }>({
    id: "import",
    lastResult: reply,
    defaultValue: { kind: kind ?? "" },
  });
  const labels = [
    { field: fields.kind, label: t("facts.kind") },
    { field: fields.file, label: t("facts.file") },
  ];
  return (
    <Form
      method="post"
      encType="multipart/form-data"
      action="/facts"
      className="mb-10"
      {...getFormProps(form)}
    >
      <ErrorSummary fields={labels} formErrors={form.errors} />
      <SelectField field={fields.kind} label={t("facts.kind")} options={kinds} />
      <FileField
        field={fields.file}
        label={t("facts.file")}
        hint={f("hint", limits)}
        accept=".csv,.xlsx"
      />
      <Button>{t("facts.import")}</Button>
    </Form>
  );
}

export type FaultLine = RowFault & { readonly words: readonly string[] };

export function FaultTable({ faults, count }: { faults: readonly FaultLine[]; count: number }) {
  const { t } = useTranslation("positive-list");
  return (
    <section aria-labelledby="faults" className="mb-10">
      <Notice tone="bad" announce title={t("facts.nothingImported", { count })}>
        <p>{t("facts.nothingImportedHint")}</p>
      </Notice>
      <h2 id="faults" className="sr-only">
        {t("facts.faults")}
      </h2>
      <FaultRows faults={faults} />
      {count > faults.length ? (
        <p className="text-muted">{t("facts.moreFaults", { count: count - faults.length })}</p>
      ) : null}
    </section>
  );
}

/** What is wrong, where, and what to do about it. */
export function FaultRows({ faults }: { faults: readonly FaultLine[] }) {
  const { t } = useTranslation("positive-list");
  return (
    <Table
        caption={t("facts.faults")}
        rows={faults}
        rowKey={(fault) => `${fault.line}-${fault.column}-${fault.remedy}-${fault.other?.line ?? ""}`}
        columns={[
          {
            head: <span className="whitespace-nowrap">{t("facts.line")}</span>,
            label: t("facts.line"),
            cell: (fault) => fault.line,
          },
          {
            head: t("facts.column"),
            label: t("facts.column"),
            cell: (fault) => fault.column || "–",
          },
          {
            head: t("facts.value"),
            label: t("facts.value"),
            cell: (fault) => <span className={fault.value.length <= 18 ? "whitespace-nowrap" : "break-all"}>{fault.value || "–"}</span>,
          },
          {
            head: t("facts.remedy"),
            label: t("facts.remedy"),
            cell: (fault) =>
              t(`import.remedy.${fault.remedy}`, {
                words: fault.words.join(t("facts.between")),
                line: fault.other?.line,
                says: fault.other?.says || t("facts.nothingSaid"),
                here: fault.value || t("facts.nothingSaid"),
              }),
          },
        ]}
    />
  );
}

interface GuideLine {
  readonly name: string;
  readonly title: string;
  readonly is: CellType["is"];
  readonly isRequired: boolean;
  readonly words: readonly string[];
}

interface GuideProps {
  readonly kinds: readonly Kind[];
  readonly kind: string | null;
  readonly guide: readonly GuideLine[] | null;
}

export function ColumnGuide({ kinds, kind, guide }: GuideProps) {
  const { t } = useTranslation("positive-list");
  const chosen = kinds.find(({ value }) => value === kind);
  return (
    <>
      <ul className="mb-6 flex flex-wrap gap-x-5 gap-y-1">
        {kinds.map(({ value, label }) => (
          <li key={value}>
            <Link
              to={`/facts?kind=${value}#columns`}
              aria-current={value === kind ? "true" : undefined}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
      {chosen && guide ? (
        <>
          <Table
            caption={t("facts.columnsOf", { kind: chosen.label })}
            rows={guide}
            rowKey={(line) => line.name}
            columns={[
              {
                head: t("facts.column"),
                label: t("facts.column"),
                cell: (line) => line.title,
              },
              {
                head: t("facts.needed"),
                label: t("facts.needed"),
                cell: (line) => t(line.isRequired ? "facts.mustHave" : "facts.mayHave"),
              },
              {
                head: t("facts.holds"),
                label: t("facts.holds"),
                cell: (line) =>
                  line.words.length > 0
                    ? line.words.join(t("facts.between"))
                    : t(`import.cell.${line.is}`),
              },
            ]}
          />
          <p>
            <Link to={`/facts/template/${chosen.value}`} reloadDocument>
              {t("facts.template", { kind: chosen.label })}
            </Link>
          </p>
        </>
      ) : (
        <p className="text-muted">{t("facts.chooseKind")}</p>
      )}
    </>
  );
}

interface ImportLine {
  readonly id: string;
  readonly at: string;
  readonly kind: string;
  readonly fileName: string;
  readonly rowCount: number;
}

export function ImportHistory({ imports }: { imports: readonly ImportLine[] }) {
  const { t } = useTranslation("positive-list");
  if (imports.length === 0) return <EmptyState title={t("facts.noImports")} />;
  return (
    <Table
      caption={t("facts.history")}
      captionHidden
      rows={imports}
      rowKey={(row) => row.id}
      columns={[
        { head: t("facts.at"), label: t("facts.at"), cell: (row) => row.at },
        {
          head: t("facts.kind"),
          label: t("facts.kind"),
          cell: (row) => row.kind,
        },
        {
          head: t("facts.file"),
          label: t("facts.file"),
          cell: (row) => row.fileName,
        },
        {
          head: t("facts.rows"),
          label: t("facts.rows"),
          numeric: true,
          cell: (row) => formatCount(row.rowCount),
        },
      ]}
    />
  );
}
