/** One question of the table view. Its fields have the names of the form, so that it works without JavaScript too. */
import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { formatInstant } from "~/shared/format";
import { Button } from "~/shared/ui/button";
import { useErrorText } from "~/shared/ui/field";
import { Tag, type Tone } from "~/shared/ui/status";
import { hasValueCell, type Cells, type TableRow } from "../grid";
import { CarriedCell } from "./carried-cell";
import type { RowDraft, RowState } from "../row-saver";

interface Props {
  readonly row: TableRow;
  /** Its place among the rows that can be answered here. */
  readonly at: number;
  readonly topicLink: string;
  readonly mine: boolean;
  readonly draft: RowDraft;
  /** Message keys of a refused form. */
  readonly errors: readonly string[];
  readonly onChange: (cells: Cells, now: boolean) => void;
  readonly onLeave: () => void;
  readonly onChoose: (choice: "mine" | "theirs") => void;
  readonly onConfirm: () => void;
}

const CELL = "min-h-9 w-full rounded-box border border-strong bg-page px-2 py-1 text-text";

export function AnswerRow(props: Props) {
  const { row, topicLink, errors, draft } = props;
  const { t } = useTranslation("self-check-work");
  const errorText = useErrorText();
  return (
    <tr id={row.id} className="border-b border-line align-top">
      <th scope="row" className="py-2 pr-4 text-left text-small font-normal">
        {row.text}
      </th>
      {row.kind === null ? (
        <td colSpan={3} className="py-2 pr-4 text-small">
          {row.answer ?? t("table.none")} <Link to={topicLink}>{t("table.onPage")}</Link>
        </td>
      ) : (
        <EditCells {...props} kind={row.kind} />
      )}
      <td className="py-2 text-small">
        {errors.length > 0 ? (
          <p className="font-semibold text-bad">{errors.map(errorText).join(" ")}</p>
        ) : null}
        <State {...props} state={draft.state} />
        {draft.state.is === "idle" && errors.length === 0 ? <CarriedCell {...props} /> : null}
      </td>
    </tr>
  );
}

function EditCells({ row, at, mine, draft, onChange, onLeave, kind }: Props & { kind: NonNullable<TableRow["kind"]> }) {
  const { t } = useTranslation("self-check-work");
  const { cells } = draft;
  const question = row.text;
  const place = (column: keyof Cells) => ({
    name: column === "value" && kind === "text" ? `${row.id}.text` : `${row.id}.${column}`,
    "data-row": at,
    "data-column": column,
    disabled: !mine,
    className: CELL,
  });
  return (
    <>
      <td className="py-2 pr-2">
        <select
          {...place("is")}
          value={cells.is}
          aria-label={t("table.answerTo", { question })}
          onChange={(event) => onChange({ ...cells, is: event.target.value }, event.target.value !== "value")}
        >
          {useOptions(row).map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        <input type="hidden" name={`${row.id}.revision`} value={draft.revision} />
        <input type="hidden" name={`${row.id}.was`} value={row.read.was} />
      </td>
      <td className="py-2 pr-2">
        {hasValueCell(kind) ? (
          <>
            <input
              {...place("value")}
              {...(kind === "day" ? { type: "date" } : kind === "number" ? { inputMode: "decimal" as const } : {})}
              value={cells.value}
              aria-label={t("table.valueOf", { question })}
              onChange={({ target }) => onChange({ ...cells, is: target.value === "" ? "" : "value", value: target.value }, false)}
              onBlur={onLeave}
            />
            <span className="text-small text-muted">{row.unit}</span>
          </>
        ) : null}
      </td>
      <td className="py-2 pr-2">
        <textarea
          {...place("note")}
          rows={1}
          maxLength={2000}
          value={cells.note}
          aria-label={t("table.noteTo", { question })}
          onChange={(event) => onChange({ ...cells, note: event.target.value }, false)}
          onBlur={onLeave}
        />
      </td>
    </>
  );
}

function useOptions(row: TableRow): { value: string; label: string }[] {
  const { t } = useTranslation("self-check");
  const { t: table } = useTranslation("self-check-work");
  const own =
    row.kind === "yes-no"
      ? [
          { value: "yes", label: t("answer.yes") },
          { value: "no", label: t("answer.no") },
        ]
      : row.kind === "choice"
        ? row.choices.map(({ id, text }) => ({ value: id, label: text }))
        : [{ value: "value", label: table("table.enterValue") }];
  return [
    { value: "", label: table("table.none") },
    ...own,
    ...(row.allowsNotApplicable ? [{ value: "not-applicable", label: t("answer.not-applicable") }] : []),
    { value: "not-known", label: t("answer.not-known") },
  ];
}

const TONES: Readonly<Record<RowState["is"], Tone>> = {
  idle: "plain",
  waiting: "plain",
  saving: "info",
  saved: "good",
  offline: "attention",
  conflict: "attention",
  refused: "bad",
  number: "bad",
  "needs-answer": "plain",
};
const WORDS = {
  waiting: "table.waiting",
  saving: "table.saving",
  saved: "table.saved",
  conflict: "table.conflict",
  refused: "table.refused",
} as const;

function State({ row, state, onChoose }: Props & { state: RowState }) {
  const { t, i18n } = useTranslation("self-check-work");
  if (state.is === "idle") return null;
  if (state.is === "offline") return <p className="text-attention">{t("table.offline")}</p>;
  if (state.is === "number") return <p className="font-semibold text-bad">{t("table.number")}</p>;
  if (state.is === "needs-answer") return <p>{t("table.needsAnswer")}</p>;
  const tag = <Tag tone={TONES[state.is]}>{t(WORDS[state.is])}</Tag>;
  if (state.is === "saved" && state.clockOff) return <p>{t("table.clockOff")}</p>;
  if (state.is === "refused")
    return (
      <>
        {tag} <span>{state.message}</span>
      </>
    );
  if (state.is !== "conflict") return tag;
  const { theirs } = state;
  const at = formatInstant(theirs.at, i18n.language === "en" ? "en" : "zh-CN");
  return (
    <div className="space-y-2">
      {tag}
      <p>
        {t("conflict.theirs", { name: theirs.by, at })}
        <strong className="block">{theirs.answerText}</strong>
        {theirs.note ? <span className="block">{t("conflict.note", { note: theirs.note })}</span> : null}
      </p>
      <p className="flex flex-wrap gap-2">
        {(["theirs", "mine"] as const).map((choice) => (
          <Button
            key={choice}
            kind="secondary"
            name="choose"
            value={`${choice}:${row.id}`}
            aria-label={t(choice === "mine" ? "conflict.keepMineFor" : "conflict.takeTheirsFor", { question: row.text })}
            onClick={(event) => {
              event.preventDefault();
              onChoose(choice);
            }}
          >
            {t(choice === "mine" ? "conflict.keepMine" : "conflict.takeTheirs")}
          </Button>
        ))}
      </p>
      <input type="hidden" name={`${row.id}.seen`} value={theirs.revision} />
    </div>
  );
}
