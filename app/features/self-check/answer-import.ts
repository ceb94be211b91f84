/** Answers that come in a spreadsheet: each row read and judged, nothing saved. */
import { isDay } from "~/shared/day";
import { plainCell } from "~/shared/table-file";
import { sameAnswer, type Answer } from "./answer";
import type { Question } from "./questionnaire";
import { readAnswer, type Typed } from "./read-answer";

/** A row as it stands in the sheet; null: the cell holds a formula. */
export interface SheetRow {
  readonly line: number;
  readonly id: string | null;
  readonly answer: string | null;
  readonly unit: string | null;
  readonly note: string | null;
}
export const FAULTS = [
  "formula",
  "unknown",
  "twice",
  "word",
  "number",
  "unit",
  "range",
  "day",
  "contradictory",
  "tooLong",
  "noteAlone",
  "onPage",
] as const;
export interface Fault {
  readonly line: number;
  readonly questionId: string;
  readonly why: (typeof FAULTS)[number];
  /** What would be right: words of the question, its unit or its bounds. */
  readonly words: string;
}
/** What a person may write for the four words, in every language. */
export type PlainWords = Readonly<Record<"yes" | "no" | "not-known" | "not-applicable", readonly string[]>>;
export interface SheetWords {
  readonly plain: PlainWords;
  /** In place of an answer that cannot be given in a sheet, in every language. */
  readonly onPage: readonly string[];
}
/** What stands in the portal for a question, and how the sheet would show it. */
export interface Standing {
  readonly answer: Answer;
  readonly note: string;
  readonly cells: readonly string[];
}
export interface ReadRow {
  readonly line: number;
  readonly question: Question;
  readonly answer: Answer;
  readonly note: string;
  readonly is: "new" | "changed" | "same";
}

const MAX_NOTE = 2000;
/** The apostrophe before what a spreadsheet would take for a formula is the portal's own. */
const bare = (cell: string): string => {
  const text = cell.trim();
  return text.startsWith("'") && plainCell(text.slice(1)) === text ? text.slice(1) : text;
};
const word = (text: string): string => text.normalize("NFKC").trim().toLowerCase();
const isOneOf = (words: readonly string[], text: string): boolean =>
  words.some((each) => word(each) === word(text));

export function readRows(
  rows: readonly SheetRow[],
  questions: ReadonlyMap<string, Question>,
  stored: ReadonlyMap<string, Standing>,
  words: SheetWords
): { readonly read: readonly ReadRow[]; readonly faults: readonly Fault[] } {
  const count = new Map<string, number>();
  for (const { id } of rows) if (id !== null) count.set(id.trim(), (count.get(id.trim()) ?? 0) + 1);
  const read: ReadRow[] = [];
  const faults: Fault[] = [];
  for (const row of rows) {
    const outcome = readRow(row, questions, stored, count, words);
    if (outcome === null) continue;
    if ("why" in outcome) faults.push(outcome);
    else read.push(outcome);
  }
  return { read, faults };
}

function readRow(
  row: SheetRow,
  questions: ReadonlyMap<string, Question>,
  stored: ReadonlyMap<string, Standing>,
  count: ReadonlyMap<string, number>,
  words: SheetWords
): ReadRow | Fault | null {
  const id = row.id?.trim() ?? "";
  const fault = (why: Fault["why"], right = ""): Fault => ({ line: row.line, questionId: id, why, words: right });
  if (row.id === null || row.answer === null || row.note === null || row.unit === null) return fault("formula");
  const [cell, note] = [bare(row.answer), bare(row.note)];
  const question = questions.get(id);
  if (!question) return id === "" && cell === "" && note === "" ? null : fault("unknown");
  if ((count.get(id) ?? 0) > 1) return fault("twice");
  const here = stored.get(id);
  const base = { line: row.line, question };
  if (question.kind === "table" || question.kind === "file")
    return cell === "" || isOneOf(words.onPage, cell) ? null : fault("onPage");
  // Left empty: what stands stays.
  if (cell === "") return note === "" || note === here?.note ? null : fault("noteAlone");
  if (note.length > MAX_NOTE) return fault("tooLong", String(MAX_NOTE));
  const answer = here?.cells.includes(cell) ? here.answer : answerIn(question, cell, row.unit, words.plain);
  if ("why" in answer) return fault(answer.why, answer.words);
  const same = here !== undefined && sameAnswer(here.answer, answer) && here.note === note;
  return { ...base, answer, note, is: same ? "same" : here ? "changed" : "new" };
}

/** Every language's word; once where they are the same. */
const either = (words: readonly string[]): string => [...new Set(words)].join(" / ");

type Wrong = Pick<Fault, "why" | "words">;
const wrong = (why: Fault["why"], words = ""): Wrong => ({ why, words });

function answerIn(question: Question, cell: string, unit: string, plain: PlainWords): Answer | Wrong {
  const offered = (["yes", "no", "not-known", "not-applicable"] as const).filter((each) =>
    each === "not-known" ? true : each === "not-applicable" ? question.allowsNotApplicable : question.kind === "yes-no"
  );
  const said = offered.find((each) => isOneOf([each, ...plain[each]], cell));
  if (said) return { is: said };
  const typed = typedIn(question, cell, unit);
  if ("why" in typed) return typed;
  const read = readAnswer(question, typed, []);
  if ("answer" in read && read.answer) return read.answer;
  const error = "wrong" in read ? (read.wrong[0]?.error ?? "") : "";
  if (error.startsWith("contradictory")) return wrong("contradictory");
  if (error.startsWith("tooLong") && question.kind === "text") return wrong("tooLong", String(question.maxLength));
  if (question.kind === "number")
    return error === "number" ? wrong("number") : wrong("range", `${question.min} – ${question.max}`);
  if (question.kind === "day") return wrong("day");
  const choices = "choices" in question ? question.choices.map(({ text }) => either(Object.values(text))) : [];
  return wrong("word", [...offered.map((each) => either(plain[each])), ...choices].join("; "));
}

function typedIn(question: Question, cell: string, unit: string): Typed | Wrong {
  switch (question.kind) {
    case "number": {
      const units = Object.values(question.unit);
      if (unit.trim() !== "" && !isOneOf(units, unit)) return wrong("unit", either(units));
      const [, digits = cell, rest = ""] = /^([-+\d.,\s０-９．，]*[\d０-９])\s*(\D+)$/u.exec(cell) ?? [];
      if (rest !== "" && !isOneOf(units, rest)) return wrong("unit", either(units));
      return { value: digits.slice(0, 40) };
    }
    case "day":
      return { value: dayIn(cell) };
    case "text":
      return { text: cell };
    case "choices":
      return { ticked: cell.split(/[;；]/).map((each) => each.trim()).filter(Boolean).map((each) => choiceIn(question, each)) };
    case "choice":
      return { is: choiceIn(question, cell) };
    default:
      return { is: cell };
  }
}

const choiceIn = (question: Question, said: string): string =>
  "choices" in question
    ? (question.choices.find(({ id, text }) => isOneOf([id, ...Object.values(text)], said))?.id ?? said)
    : said;

/** 2026-11-22, 2026/11/22, 2026.11.22 and 2026年11月22日 are one day. */
function dayIn(cell: string): string {
  const [, year = "", month = "", date = ""] =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/u.exec(cell.normalize("NFKC")) ?? [];
  const text = `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
  return isDay(text) ? text : cell.slice(0, 40);
}
