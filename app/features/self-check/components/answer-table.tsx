/** All questions as a table: a form without JavaScript, with it a grid one types through, saved cell by cell. */
import { Form, useRevalidator } from "@remix-run/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import type { Cells, TableRow, TableTopic } from "../grid";
import type { RowDraft, RowSaver, SavedRow, Theirs } from "../row-saver";
import { AnswerRow } from "./answer-row";
import { useKeys } from "./use-keys";
import { sayStillSo, useSaving } from "./use-saving";

export interface TableResult {
  readonly values: Readonly<Record<string, Cells>>;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly reads: Readonly<Record<string, { readonly revision: number; readonly was: string }>>;
  readonly theirs: Readonly<Record<string, Theirs>>;
}
interface Props {
  readonly selfCheckId: string;
  readonly topics: readonly TableTopic[];
  /** What came of a form that was posted without JavaScript. */
  readonly result: TableResult | null;
}

export function AnswerTable({ selfCheckId, topics, result }: Props) {
  const { t } = useTranslation("self-check-work");
  const rows = topics.flatMap((topic) => topic.rows).filter(({ kind }) => kind !== null);
  const { saver, said, say } = useRows(selfCheckId, topics, rows, result);
  const confirm = useConfirming(selfCheckId, saver, say);
  const enter = (row: TableRow, is: string) =>
    saver.change(row.id, { ...saver.draftOf(row.id).cells, is }, is !== "value");
  const table = useKeys(rows, { enter, confirm });
  return (
    <Form
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        for (const { id } of rows) saver.leave(id);
        saver.flush();
      }}
    >
      {/* A form sent with the Enter key is sent by its first button: saving, never a choice between two answers. */}
      <button type="submit" tabIndex={-1} aria-hidden="true" className="sr-only" />
      <p role="status" className="sr-only">
        {said}
      </p>
      <table ref={table} className="mb-6 w-full min-w-3xl table-fixed border-collapse text-left">
        <caption className="sr-only">{t("table.caption")}</caption>
        <Head />
        {topics.map((topic) => (
          <tbody key={topic.id}>
            <tr className="border-b border-line">
              <th scope="rowgroup" colSpan={5} className="bg-surface px-2 py-2">
                {topic.title}
                {topic.mine ? null : (
                  <span className="block text-small font-normal">{t("notMine.title")}</span>
                )}
              </th>
            </tr>
            {topic.rows.map((row) => (
              <AnswerRow
                key={row.id}
                row={row}
                at={rows.indexOf(row)}
                topicLink={`/self-checks/${selfCheckId}/${topic.id}`}
                mine={topic.mine}
                draft={saver.draftOf(row.id)}
                errors={result?.errors[row.id] ?? []}
                onChange={(cells, now) => saver.change(row.id, cells, now)}
                onLeave={() => saver.leave(row.id)}
                onChoose={(choice) => saver.choose(row.id, choice)}
                onConfirm={() => {
                  stayIn(table.current, row);
                  confirm(row);
                }}
              />
            ))}
          </tbody>
        ))}
      </table>
      <Button>{t("table.save")}</Button>
    </Form>
  );
}

const WIDTHS = { question: "w-4/12", answer: "w-2/12", value: "w-2/12", note: "w-2/12", state: "w-2/12" };

/** The button goes with the offer: the reader stays in the row. */
function stayIn(table: HTMLElement | null, { id }: TableRow): void {
  table?.querySelector<HTMLElement>(`[name="${id}.is"]`)?.focus();
}

function Head() {
  const { t } = useTranslation("self-check-work");
  return (
    <thead>
      <tr className="border-b-2 border-strong">
        {(["question", "answer", "value", "note", "state"] as const).map((column) => (
          <th key={column} scope="col" className={`${WIDTHS[column]} py-2 pr-2`}>
            {t(`table.${column}`)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** The saver of these rows, and what it last said. Questions that an answer opens are fetched when it is saved. */
function useRows(
  selfCheckId: string,
  topics: readonly TableTopic[],
  rows: readonly TableRow[],
  result: TableResult | null
) {
  const { t } = useTranslation("self-check-work");
  const [said, say] = useState("");
  const { revalidate } = useRevalidator();
  const byId = new Map(rows.map((row) => [row.id, row]));
  const saver = useSaving({
    selfCheckId,
    said: topics,
    rowOf: (id) => savedRow(byId.get(id)),
    initialOf: (id) => initialOf(byId.get(id), result),
    onSettled: (row, { state }) => {
      const question = byId.get(row.id)?.text ?? "";
      if (state.is === "saved" && row.opens) revalidate();
      if (state.is === "saved") say(t("table.announceSaved", { question }));
      if (state.is === "conflict") say(t("table.announceConflict", { question }));
      if (state.is === "offline") say(t("table.offline"));
      if (state.is === "refused")
        say(t("table.announceRefused", { question, message: state.message }));
    },
  });
  return { saver, said, say };
}

/** Says of earlier answers that they are still so. The rows are read anew once the portal has it. */
function useConfirming(
  selfCheckId: string,
  saver: RowSaver,
  say: (words: string) => void
): (row: TableRow) => void {
  const { t } = useTranslation("self-check-work");
  const { revalidate } = useRevalidator();
  return async ({ id, text: question, carried }) => {
    if (carried === null || carried.is === "confirmed" || !saver.isUntouched(id)) return;
    const came = await sayStillSo(selfCheckId, id);
    if (came === null) return say(t("table.offline"));
    if (came !== "done") return say(t("table.announceRefused", { question, message: came.message }));
    saver.forget(id);
    say(t("table.announceSaved", { question }));
    revalidate();
  };
}

const savedRow = (row: TableRow | undefined): SavedRow | undefined =>
  row && row.kind !== null ? { id: row.id, kind: row.kind, opens: row.opens } : undefined;

const EMPTY: Cells = { is: "", value: "", note: "" };

function initialOf(row: TableRow | undefined, result: TableResult | null): RowDraft {
  const stored = row?.cells ?? EMPTY;
  const revision = row?.read.revision ?? 0;
  const theirs = row && result?.theirs[row.id];
  return {
    cells: (row && result?.values[row.id]) ?? stored,
    revision: (row && theirs && result?.reads[row.id]?.revision) ?? revision,
    stored,
    state: theirs ? { is: "conflict", theirs } : { is: "idle" },
  };
}
