/**
 * One answer to one question. "Not applicable", "not known" and "no" are three answers; a question without an answer has
 * none of them.
 */
import { isDay } from "~/shared/day";
import type { Answer, Answers, Row } from "./answer-schema";
import type { Column, Question, QuestionOf } from "./questionnaire";

export type { Answer, Answers, Row };

/** Whether the answer is one that the question can be given. */
export function fits(question: Question, answer: Answer): boolean {
  switch (answer.is) {
    case "not-known":
      return true;
    case "not-applicable":
      return question.allowsNotApplicable;
    case "yes":
    case "no":
      return question.kind === "yes-no";
    case "number":
      return question.kind === "number" && within(question, answer.value);
    case "day":
      return question.kind === "day";
    case "choice":
      return question.kind === "choice" && question.choices.some(({ id }) => id === answer.value);
    case "choices":
      return question.kind === "choices" && fitsChoices(question, answer.value);
    case "text":
      return (
        question.kind === "text" &&
        answer.value.trim() !== "" &&
        answer.value.length <= question.maxLength
      );
    case "table":
      return (
        question.kind === "table" &&
        answer.rows.length >= question.minRows &&
        answer.rows.length <= question.maxRows &&
        answer.rows.every((row) => fitsRow(question.columns, row))
      );
    case "files":
      return question.kind === "file" && fitsFiles(question, answer.value);
  }
}

const within = ({ min, max }: { min: number; max: number }, value: number): boolean =>
  value >= min && value <= max;

const areDistinct = (values: readonly string[]): boolean => new Set(values).size === values.length;

function fitsChoices(question: QuestionOf<"choices">, ticked: readonly string[]): boolean {
  const chosen = question.choices.filter(({ id }) => ticked.includes(id));
  return (
    ticked.length > 0 &&
    chosen.length === ticked.length &&
    areDistinct(ticked) &&
    (ticked.length === 1 || !chosen.some(({ alone }) => alone))
  );
}

const SHA256 = /^[0-9a-f]{64}$/;

const fitsFiles = ({ maxFiles }: QuestionOf<"file">, hashes: readonly string[]): boolean =>
  hashes.length > 0 &&
  hashes.length <= maxFiles &&
  areDistinct(hashes) &&
  hashes.every((hash) => SHA256.test(hash));

function fitsRow(columns: readonly Column[], row: Row): boolean {
  const filled = columns.filter(({ id }) => Object.hasOwn(row, id));
  return (
    filled.length === Object.keys(row).length &&
    columns.every((column) => {
      const cell = Object.hasOwn(row, column.id) ? row[column.id] : undefined;
      return cell === undefined ? !column.required : fitsCell(column, cell);
    })
  );
}

export function fitsCell(column: Column, cell: string | number): boolean {
  if (column.kind === "number") return typeof cell === "number" && within(column, cell);
  if (typeof cell !== "string") return false;
  if (column.kind === "day") return isDay(cell);
  if (column.kind === "choice") return column.choices.some(({ id }) => id === cell);
  return cell.trim() !== "" && cell.length <= column.maxLength;
}

/** The word by which `is` of a condition knows an answer; null for values, which only comparisons ask. */
export function conditionWord(answer: Answer): string | null {
  if (answer.is === "choice") return answer.value;
  return "value" in answer || "rows" in answer ? null : answer.is;
}

/** What an answer holds beside its kind, in one order: equal answers hold equal JSON. */
export function heldBy(answer: Answer): unknown {
  if ("rows" in answer)
    return answer.rows.map((row) => Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));
  if (!("value" in answer)) return null;
  return Array.isArray(answer.value) ? [...answer.value].sort() : answer.value;
}

export function sameAnswer(a: Answer | null, b: Answer | null): boolean {
  if (!a || !b) return a === b;
  return a.is === b.is && JSON.stringify(heldBy(a)) === JSON.stringify(heldBy(b));
}
