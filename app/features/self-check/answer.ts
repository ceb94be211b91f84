/**
 * One answer to one question. "Not applicable", "not known" and "no" are three answers; a question without an answer has
 * none of them.
 */
import { z } from "zod";
import { daySchema, isDay } from "~/shared/day";
import type { Column, Question, QuestionOf } from "./questionnaire";

/** One row of a table by column; a cell left empty is not there. */
const rowSchema = z.record(z.string(), z.union([z.string(), z.number()]));
export type Row = z.output<typeof rowSchema>;

export const answerSchema = z.discriminatedUnion("is", [
  z.strictObject({ is: z.literal("yes") }),
  z.strictObject({ is: z.literal("no") }),
  z.strictObject({ is: z.literal("not-applicable") }),
  z.strictObject({ is: z.literal("not-known") }),
  z.strictObject({ is: z.literal("number"), value: z.number() }),
  z.strictObject({ is: z.literal("day"), value: daySchema }),
  z.strictObject({ is: z.literal("choice"), value: z.string() }),
  z.strictObject({ is: z.literal("choices"), value: z.array(z.string()) }),
  z.strictObject({ is: z.literal("text"), value: z.string() }),
  z.strictObject({ is: z.literal("table"), rows: z.array(rowSchema) }),
  /** SHA-256 of each file, hex. */
  z.strictObject({ is: z.literal("files"), value: z.array(z.string()) }),
]);
export type Answer = z.output<typeof answerSchema>;
export type Answers = Readonly<Record<string, Answer>>;

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
