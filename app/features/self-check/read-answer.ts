/** Reads what was filled in for one question, and how an answer is filled in again. Messages are keys of `errors`. */
import { z } from "zod";
import { isDay } from "~/shared/day";
import { plainText } from "~/shared/plain-text";
import { fits, type Answer, type Row } from "./answer";
import type { Column, Question, QuestionOf } from "./questionnaire";

/** The fields of one question beside its note. */
export const typedFields = {
  is: z.string().max(80).optional(),
  value: z.string().max(40).optional(),
  /** Ticked choices, or files. */
  ticked: z.array(z.string().max(80)).max(100).optional(),
  text: z.string().optional(),
  rows: z.array(z.record(z.string(), z.string().max(1000).optional()).optional()).max(100).optional(),
};
const typedSchema = z.object(typedFields);
export type Typed = z.output<typeof typedSchema>;

export interface Wrong {
  /** Below the fields of the question. */
  readonly path: readonly (string | number)[];
  readonly error: string;
}
export type Read = { readonly answer: Answer | null } | { readonly wrong: readonly Wrong[] };

const wrong = (field: string, error: string): Read => ({ wrong: [{ path: [field], error }] });

/** `attached`: hashes of the files that are there for the question. */
export function readAnswer(question: Question, typed: Typed, attached: readonly string[]): Read {
  const { is } = typed;
  if (is === "not-known" || is === "not-applicable") {
    if (is === "not-applicable" && !question.allowsNotApplicable) return wrong("is", "choose");
    // Files stay attached whatever is answered, so their ticks contradict nothing.
    const field = question.kind === "file" ? null : filledField(typed);
    return field ? wrong(field, "contradictory") : { answer: { is } };
  }
  if (question.kind === "yes-no" || question.kind === "choice") return readChosen(question, is);
  const read = readValue(question, typed, attached);
  return is === "value" && "answer" in read && !read.answer
    ? wrong(FIELD_OF[question.kind], "required")
    : read;
}

const FIELD_OF = {
  number: "value",
  day: "value",
  choices: "ticked",
  text: "text",
  table: "rows",
  file: "ticked",
} as const;
type ValueKind = keyof typeof FIELD_OF;

function filledField({ value = "", ticked = [], text = "", rows = [] }: Typed): string | null {
  if (value.trim() !== "") return "value";
  if (ticked.length > 0) return "ticked";
  if (text.trim() !== "") return "text";
  return rows.some((row) => row && isFilled(row)) ? "rows" : null;
}

function readChosen(question: QuestionOf<"yes-no" | "choice">, is = ""): Read {
  if (is === "") return { answer: null };
  const answer: Answer | null =
    question.kind === "choice"
      ? { is: "choice", value: is }
      : is === "yes" || is === "no"
        ? { is }
        : null;
  return answer && fits(question, answer) ? { answer } : wrong("is", "choose");
}

function readValue(
  question: QuestionOf<ValueKind>,
  { value = "", ticked = [], text = "", rows = [] }: Typed,
  attached: readonly string[]
): Read {
  switch (question.kind) {
    case "number":
      return readNumber(question, value.trim());
    case "day":
      return readDay(value.trim());
    case "choices":
      return readTicked(question, { is: "choices", value: ticked });
    case "text":
      return readText(question, text);
    case "table":
      return readTable(question, rows);
    case "file":
      return ticked.every((hash) => attached.includes(hash))
        ? readTicked(question, { is: "files", value: ticked })
        : wrong("ticked", "choose");
  }
}

function readDay(typed: string): Read {
  if (typed === "") return { answer: null };
  return isDay(typed) ? { answer: { is: "day", value: typed } } : wrong("value", "day");
}

function readTicked(
  question: Question,
  answer: Extract<Answer, { is: "choices" | "files" }>
): Read {
  if (answer.value.length === 0) return { answer: null };
  if (fits(question, answer)) return { answer };
  const alone =
    question.kind === "choices" &&
    question.choices.some((choice) => choice.alone && answer.value.includes(choice.id));
  return wrong("ticked", alone ? "contradictory" : "choose");
}

function readText(question: QuestionOf<"text">, typed: string): Read {
  const text = plainText(typed).trim();
  if (text === "") return { answer: null };
  return text.length > question.maxLength
    ? wrong("text", `tooLong?max=${question.maxLength}`)
    : { answer: { is: "text", value: text } };
}

/** Full-width digits and a comma as thousands mark are what people type. */
function numberIn(typed: string): number {
  return Number(
    typed
      .normalize("NFKC")
      .replace(/,(?=\d{3}\b)/g, "")
      .trim()
  );
}

function readNumber(question: QuestionOf<"number">, typed: string): Read {
  if (typed === "") return { answer: null };
  const value = numberIn(typed);
  const error = numberError(question, value);
  return error ? wrong("value", error) : { answer: { is: "number", value } };
}

function numberError({ min, max }: { min: number; max: number }, value: number): string | null {
  if (!Number.isFinite(value)) return "number";
  if (value < min) return `tooSmall?min=${min}`;
  return value > max ? `tooBig?max=${max}` : null;
}

type TypedRow = Readonly<Record<string, string | undefined>>;

const isFilled = (row: TypedRow): boolean =>
  Object.values(row).some((cell) => cell !== undefined && cell.trim() !== "");

/** Rows in which nothing stands are left out. */
function readTable(
  question: QuestionOf<"table">,
  typed: readonly (TypedRow | undefined)[]
): Read {
  const faults: Wrong[] = [];
  const rows: Row[] = [];
  typed.forEach((cells, at) => {
    if (!cells || !isFilled(cells)) return;
    const row: Row = {};
    for (const column of question.columns) {
      const cell = readCell(column, (cells[column.id] ?? "").trim());
      if (typeof cell === "object") faults.push({ path: ["rows", at, column.id], ...cell });
      else if (cell !== "") row[column.id] = cell;
    }
    rows.push(row);
  });
  if (faults.length > 0) return { wrong: faults };
  if (rows.length === 0) return { answer: null };
  if (rows.length < question.minRows) return wrong("rows", `tooFewRows?min=${question.minRows}`);
  return rows.length > question.maxRows
    ? wrong("rows", `tooManyRows?max=${question.maxRows}`)
    : { answer: { is: "table", rows } };
}

function readCell(column: Column, typed: string): string | number | { readonly error: string } {
  if (typed === "") return column.required ? { error: "required" } : "";
  switch (column.kind) {
    case "number": {
      const value = numberIn(typed);
      const error = numberError(column, value);
      return error ? { error } : value;
    }
    case "day":
      return isDay(typed) ? typed : { error: "day" };
    case "choice":
      return column.choices.some(({ id }) => id === typed) ? typed : { error: "choose" };
    case "text": {
      const text = plainText(typed).trim();
      return text.length > column.maxLength ? { error: `tooLong?max=${column.maxLength}` } : text;
    }
  }
}

/** What the fields of a question show of its answer. */
export interface EntryValue {
  readonly is: string;
  readonly value: string;
  readonly ticked: string[];
  readonly text: string;
  readonly rows: Record<string, string>[];
  readonly note: string;
}

export function filledIn(answer: Answer | null, note: string): EntryValue {
  const nothing = { is: "", value: "", ticked: [], text: "", rows: [], note };
  if (!answer) return nothing;
  switch (answer.is) {
    case "choice":
      return { ...nothing, is: answer.value };
    case "number":
    case "day":
      return { ...nothing, is: "value", value: String(answer.value) };
    case "choices":
    case "files":
      return { ...nothing, is: "value", ticked: answer.value };
    case "text":
      return { ...nothing, is: "value", text: answer.value };
    case "table":
      return { ...nothing, is: "value", rows: answer.rows.map(inWords) };
    default:
      return { ...nothing, is: answer.is };
  }
}

const inWords = (row: Row): Record<string, string> =>
  Object.fromEntries(Object.entries(row).map(([column, cell]) => [column, String(cell)]));
