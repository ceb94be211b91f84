/** The workbook of a draft's questions: written with what stands, read back with care. */
import ExcelJS from "exceljs";
import { checkZip } from "~/platform/zip-check";
import { translator } from "~/platform/i18n.server";
import type { Day } from "~/shared/day";
import { LOCALES, type Locale } from "~/shared/locale";
import { plainCell } from "~/shared/table-file";
import type { Answer } from "./answer";
import type { SheetRow, SheetWords, Standing } from "./answer-import";
import { answersOf, evaluationOf, type Run } from "./queries.server";
import type { Question } from "./questionnaire";
import { runTopics } from "./run";

/** The hidden sheet: whose file it is, the revisions it was made on, and the words of the lists. */
const MARK = "portal";
/** Rows of it before the first question's. */
const MARK_ROWS = 2;
export const SHEET_MAX_MB = 1;
const MAX_ROWS = 1000;
const PLAIN = ["yes", "no", "not-known", "not-applicable"] as const;

export const versionsOf = ({ questionnaires }: Run): string =>
  questionnaires.map(({ id, version }) => `${id}@${version}`).join(",");

/** Words are taken in every language, whatever language the file was made in. */
export function sheetWords(): SheetWords {
  const inAll = (each: (typeof PLAIN)[number]) =>
    LOCALES.map((locale) => translator(locale, "self-check")(`answer.${each}`));
  return {
    plain: {
      yes: inAll("yes"),
      no: inAll("no"),
      "not-known": inAll("not-known"),
      "not-applicable": inAll("not-applicable"),
    },
    onPage: LOCALES.map((locale) => translator(locale, "self-check-report")("import.onPage")),
  };
}

/** How the sheet shows an answer; "" for one it cannot. */
function cellOf(question: Question, answer: Answer, locale: Locale): string | number {
  switch (answer.is) {
    case "number":
      return answer.value;
    case "day":
    case "text":
      return answer.value;
    case "choice":
      return labelOf(question, answer.value, locale);
    case "choices": {
      const labels = answer.value.map((id) => labelOf(question, id, locale));
      return (labels.some((label) => /[;；]/.test(label)) ? answer.value : labels).join("; ");
    }
    case "table":
    case "files":
      return "";
    default:
      return translator(locale, "self-check")(`answer.${answer.is}`);
  }
}

const labelOf = (question: Question, id: string, locale: Locale): string =>
  ("choices" in question ? question.choices.find((each) => each.id === id)?.text[locale] : undefined) ?? id;

/** What stands in the portal, as each language's file shows it. */
export function standingsOf(run: Run): Map<string, Standing> {
  const questions = questionsOf(run);
  return new Map(
    run.stored.flatMap(({ questionId, answer, note }) => {
      const question = questions.get(questionId);
      const cells = question ? LOCALES.map((locale) => String(cellOf(question, answer, locale)).trim()) : [];
      return [[questionId, { answer, note, cells: cells.filter(Boolean) }] as const];
    })
  );
}

export const questionsOf = ({ questionnaires }: Run): Map<string, Question> =>
  new Map(questionnaires.flatMap(({ questions }) => questions.map((each) => [each.id, each] as const)));

export async function answersTemplate(run: Run, locale: Locale, on: Day): Promise<Buffer> {
  const t = translator(locale, "self-check-report");
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet(t("import.sheet"), { views: [{ state: "frozen", ySplit: 1 }] });
  const mark = book.addWorksheet(MARK, { state: "veryHidden" });
  mark.addRow([run.id]);
  mark.addRow([versionsOf(run)]);
  const titles = (["id", "question", "answer", "unit", "note"] as const).map((each) => t(`import.column.${each}`));
  sheet.addRow(titles).font = { bold: true };
  const stored = new Map(run.stored.map((each) => [each.questionId, each]));
  const { visible } = evaluationOf(run, on);
  for (const question of runTopics(run.questionnaires, visible, answersOf(run)).flatMap((topic) => topic.questions)) {
    const here = stored.get(question.id);
    const shown = here ? cellOf(question, here.answer, locale) : "";
    const onPage = question.kind === "table" || question.kind === "file";
    const cell = onPage ? t("import.onPage") : typeof shown === "number" ? shown : plainCell(shown);
    const row = sheet.addRow([question.id, plainCell(question.text[locale]), cell, formOf(question, locale), plainCell(here?.note ?? "")]);
    const words = offeredTo(question, locale);
    mark.addRow([question.id, here?.revision ?? 0, ...words]);
    if (words.length > 0) {
      const last = mark.getColumn(2 + words.length).letter;
      const list = `${MARK}!$C$${mark.rowCount}:$${last}$${mark.rowCount}`;
      row.getCell(3).dataValidation = { type: "list", allowBlank: true, formulae: [list], showErrorMessage: true, error: t("import.pick") };
    }
  }
  for (const [at, width] of [32, 60, 32, 22, 40].entries()) {
    const column = sheet.getColumn(at + 1);
    column.width = width;
    column.alignment = { wrapText: true, vertical: "top" };
    column.numFmt = "@";
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}

function formOf(question: Question, locale: Locale): string {
  const t = translator(locale, "self-check-report");
  if (question.kind === "number") return question.unit[locale];
  if (question.kind === "day") return t("import.dayForm");
  return question.kind === "choices" ? t("import.severalForm") : "";
}

/** For the list that opens at the cell. */
function offeredTo(question: Question, locale: Locale): string[] {
  if (question.kind !== "yes-no" && question.kind !== "choice") return [];
  const t = translator(locale, "self-check");
  const own = question.kind === "choice" ? question.choices.map(({ text }) => text[locale]) : [t("answer.yes"), t("answer.no")];
  return [...own, t("answer.not-known"), ...(question.allowsNotApplicable ? [t("answer.not-applicable")] : [])];
}

export type RefusedFile =
  | "fileEmpty"
  | "fileTooLarge"
  | "notXlsx"
  | "bomb"
  | "noMark"
  | "otherRun"
  | "otherVersions"
  | "tooManyRows"
  | "noFile";
export interface AnswerSheet {
  readonly rows: readonly SheetRow[];
  /** On which revision of each answer the file was made. */
  readonly revisions: ReadonlyMap<string, number>;
}

export async function readAnswerSheet(file: File, run: Run): Promise<AnswerSheet | RefusedFile> {
  if (file.size === 0) return file.name === "" ? "noFile" : "fileEmpty";
  if (file.size > SHEET_MAX_MB * 1024 * 1024) return "fileTooLarge";
  const bytes = Buffer.from(await file.arrayBuffer());
  const zip = await checkZip(bytes);
  if (!zip.ok) return zip.why === "bomb" ? "bomb" : "notXlsx";
  if (!zip.names.includes("xl/workbook.xml")) return "notXlsx";
  const book = new ExcelJS.Workbook();
  try {
    await book.xlsx.load(new Uint8Array(bytes).buffer);
  } catch {
    return "notXlsx";
  }
  const mark = book.getWorksheet(MARK);
  const sheet = book.worksheets.find(({ name }) => name !== MARK);
  if (!mark || !sheet) return "noMark";
  if (textIn(mark.getCell("A1").value) !== run.id) return "otherRun";
  if (textIn(mark.getCell("A2").value) !== versionsOf(run)) return "otherVersions";
  if (sheet.actualRowCount > MAX_ROWS + 1 || mark.actualRowCount > MAX_ROWS + MARK_ROWS) return "tooManyRows";
  const rows: SheetRow[] = [];
  sheet.eachRow((row, line) => {
    if (line === 1) return;
    const cell = (at: number) => textIn(row.getCell(at).value);
    rows.push({ line, id: cell(1), answer: cell(3), unit: cell(4), note: cell(5) });
  });
  const revisions = new Map<string, number>();
  mark.eachRow((row, line) => {
    if (line > MARK_ROWS) revisions.set(textIn(row.getCell(1).value) ?? "", Number(row.getCell(2).value) || 0);
  });
  return { rows, revisions };
}

/** Null for a formula: what it says depends on who opens it. */
function textIn(value: ExcelJS.CellValue): string | null {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "" : value.toISOString().slice(0, 10);
  if (typeof value !== "object") return String(value);
  if ("richText" in value) return value.richText.map(({ text }) => text).join("");
  if ("hyperlink" in value) return textIn(value.text);
  return null;
}
