/** Bringing in answers from a workbook: the file, what it would change, and what was saved. */
import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import { Notice } from "~/shared/ui/status";
import { Table } from "~/shared/ui/table";

interface Line {
  readonly line: number;
  readonly questionId: string;
  readonly question: string;
  readonly now: string;
  readonly then: string;
}
interface RefusedLine {
  readonly line: number;
  readonly question: string;
  readonly why: string;
}
interface Preview {
  readonly changes: readonly Line[];
  readonly stale: readonly Line[];
  readonly refused: readonly RefusedLine[];
  readonly counts: { readonly new: number; readonly changed: number; readonly stale: number; readonly same: number; readonly refused: number };
  readonly entries: string;
}

export function ImportUpload({ maxMb }: { maxMb: number }) {
  const { t } = useTranslation("self-check-report");
  return (
    <Form method="post" encType="multipart/form-data" className="mb-8 max-w-measure">
      <label htmlFor="file" className="mb-1 block font-semibold">
        {t("import.file")}
      </label>
      <p id="file-hint" className="mb-1 text-muted">
        {t("import.fileHint", { max: maxMb })}
      </p>
      <input
        type="file"
        id="file"
        name="file"
        accept=".xlsx"
        aria-describedby="file-hint"
        className="mb-4 block min-h-11 w-full rounded-box border-2 border-strong bg-page px-3 py-2"
      />
      <Button kind="secondary">{t("import.show")}</Button>
    </Form>
  );
}

export function ImportPreview({ preview }: { preview: Preview }) {
  const { t } = useTranslation("self-check-report");
  const { changes, stale, refused, counts, entries } = preview;
  const nothing = changes.length === 0 && stale.length === 0;
  return (
    <section aria-labelledby="preview" className="mb-10">
      <h2 id="preview" className="mb-3 text-lead">
        {t("import.previewTitle")}
      </h2>
      <Notice tone="info" announce title={t(nothing ? "import.nothing" : "import.nothingSaved")}>
        {nothing ? <p>{t("import.nothingText")}</p> : null}
        <p>{t("import.counts", counts)}</p>
      </Notice>
      {refused.length > 0 ? <RefusedRows rows={refused} /> : null}
      {nothing ? null : (
        <Form method="post">
          <input type="hidden" name="entries" value={entries} />
          {changes.length > 0 ? <Changes rows={changes} /> : null}
          {stale.length > 0 ? <StaleRows rows={stale} /> : null}
          <Button>{t("import.save")}</Button>
        </Form>
      )}
    </section>
  );
}

function Changes({ rows }: { rows: readonly Line[] }) {
  const { t } = useTranslation("self-check-report");
  return (
    <Table
      caption={t("import.changesCaption")}
      rows={rows}
      rowKey={({ questionId }) => questionId}
      columns={[
        { head: t("import.row"), label: t("import.row"), cell: ({ line }) => line, numeric: true },
        { head: t("import.question"), label: t("import.question"), cell: ({ question }) => question },
        { head: t("import.now"), label: t("import.now"), cell: ({ now }) => now },
        { head: t("import.then"), label: t("import.then"), cell: ({ then }) => then },
      ]}
    />
  );
}

function StaleRows({ rows }: { rows: readonly Line[] }) {
  const { t } = useTranslation("self-check-report");
  return (
    <fieldset className="mb-6 max-w-measure">
      <legend className="mb-1 font-semibold">{t("import.staleTitle")}</legend>
      <p className="mb-1 text-muted">{t("import.staleText")}</p>
      {rows.map((row) => (
        <div key={row.questionId} className="flex min-h-11 items-start gap-3 py-1.5">
          <input
            type="checkbox"
            id={`replace-${row.questionId}`}
            name="replace"
            value={row.questionId}
            className="mt-1 size-6 shrink-0 accent-accent"
          />
          <label htmlFor={`replace-${row.questionId}`} className="grow">
            {t("import.replace", { question: row.question, now: row.now, then: row.then })}
          </label>
        </div>
      ))}
    </fieldset>
  );
}

function RefusedRows({ rows }: { rows: readonly RefusedLine[] }) {
  const { t } = useTranslation("self-check-report");
  return (
    <>
      <Table
        caption={t("import.refusedCaption")}
        rows={rows}
        rowKey={({ line }) => String(line)}
        columns={[
          { head: t("import.row"), label: t("import.row"), cell: ({ line }) => line, numeric: true },
          { head: t("import.question"), label: t("import.question"), cell: ({ question }) => question },
          { head: t("import.why"), label: t("import.why"), cell: ({ why }) => why },
        ]}
      />
      <p className="mb-6 max-w-measure">{t("import.refusedStay")}</p>
    </>
  );
}

interface Saved {
  readonly count: number;
  readonly conflicts: readonly { readonly question: string; readonly name: string; readonly theirs: string }[];
  readonly refused: readonly { readonly question: string; readonly why: string }[];
}

export function ImportSaved({ outcome: { count, conflicts, refused } }: { outcome: Saved }) {
  const { t } = useTranslation("self-check-report");
  return (
    <>
      <Notice tone={count > 0 ? "good" : "info"} announce title={t("import.saved", { count })}>
        <p>{t("import.savedText")}</p>
      </Notice>
      {conflicts.length > 0 ? (
        <Notice tone="attention" announce title={t("import.conflictTitle")}>
          <ul>
            {conflicts.map((each) => (
              <li key={each.question}>{t("import.conflict", each)}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {refused.length > 0 ? (
        <Notice tone="bad" announce title={t("import.refusedCaption")}>
          <ul>
            {refused.map(({ question, why }) => (
              <li key={question}>
                {question} {why}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
    </>
  );
}
