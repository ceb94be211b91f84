/** What a filled-in workbook would change, and saving it through the one command that saves answers. */
import { z } from "zod";
import { translator } from "~/platform/i18n.server";
import type { EnterpriseActor } from "~/shared/actor";
import type { Day } from "~/shared/day";
import type { Locale } from "~/shared/locale";
import type { Answer } from "./answer";
import { readRows, type Fault, type ReadRow } from "./answer-import";
import { questionsOf, readAnswerSheet, sheetWords, standingsOf, type AnswerSheet, type RefusedFile } from "./answer-sheet.server";
import { answerText } from "./answer-text.server";
import { saveEntries } from "./answers.server";
import { entriesSchema, refusalOf, type Refusal } from "./entry";
import { readEntries } from "./entry-views.server";
import { visibleQuestions } from "./evaluate";
import { answersTopics } from "./part-queries.server";
import { answersOf, type Run } from "./queries.server";
import type { Question } from "./questionnaire";

interface Judged extends ReadRow {
  readonly refused: Refusal | null;
  /** Somebody has answered since the file was made. */
  readonly stale: boolean;
}

/** Answers of the same file count for what is asked. */
function judged(read: readonly ReadRow[], { revisions }: AnswerSheet, run: Run, mine: (topic: string) => boolean, on: Day): Judged[] {
  const given = { ...answersOf(run), ...Object.fromEntries(read.map(({ question, answer }) => [question.id, answer])) };
  const asked = new Set(visibleQuestions(run.questionnaires, run.siteFacts, given, on).map(({ id }) => id));
  const now = new Map(run.stored.map(({ questionId, revision }) => [questionId, revision]));
  return read.map((row) => ({
    ...row,
    refused: row.is === "same" ? null : refusalOf({ questionId: row.question.id, answer: row.answer }, row.question, asked, mine),
    stale: row.is !== "same" && (now.get(row.question.id) ?? 0) !== (revisions.get(row.question.id) ?? 0),
  }));
}

export async function previewOf(actor: EnterpriseActor, run: Run, file: File, locale: Locale, on: Day) {
  const sheet = await readAnswerSheet(file, run);
  if (typeof sheet === "string") return { is: "refused" as const, why: fileText(sheet, locale) };
  const { read, faults } = readRows(sheet.rows, questionsOf(run), standingsOf(run), sheetWords());
  const rows = judged(read, sheet, run, await answersTopics(actor, run.id), on);
  const stored = new Map(run.stored.map((each) => [each.questionId, each]));
  const work = translator(locale, "self-check-work");
  const taken = rows.filter(({ refused, is }) => refused === null && is !== "same");
  const line = ({ line: at, question, answer, note, is, stale }: Judged) => {
    const here = stored.get(question.id);
    return {
      line: at,
      questionId: question.id,
      question: question.text[locale],
      is,
      stale,
      now: here ? inWords(question, here.answer, here.note, locale) : translator(locale, "self-check-report")("import.none"),
      then: inWords(question, answer, note, locale),
    };
  };
  const refused = [
    ...faults.map((fault) => faultLine(fault, run, locale)),
    ...rows.flatMap(({ line: at, question, refused: why }) =>
      why ? [{ line: at, question: question.text[locale], why: work(`refusal.${why}`) }] : []
    ),
  ].sort((a, b) => a.line - b.line);
  const lines = taken.map(line);
  return {
    is: "preview" as const,
    changes: lines.filter(({ stale }) => !stale),
    stale: lines.filter(({ stale }) => stale),
    refused,
    counts: {
      new: taken.filter(({ is, stale }) => is === "new" && !stale).length,
      changed: taken.filter(({ is, stale }) => is === "changed" && !stale).length,
      stale: taken.filter(({ stale }) => stale).length,
      same: rows.filter(({ is }) => is === "same").length,
      refused: refused.length,
    },
    /** What the form carries; it is read and judged again when it comes back. */
    entries: JSON.stringify(
      taken.map(({ question, answer, note, stale }) => ({
        questionId: question.id,
        answer,
        note,
        revision: stored.get(question.id)?.revision ?? 0,
        stale,
      }))
    ),
  };
}
export type Preview = Extract<Awaited<ReturnType<typeof previewOf>>, { is: "preview" }>;

const fileText = (why: RefusedFile, locale: Locale): string =>
  translator(locale, "self-check-report")(`import.refusedFile.${why}`);

function faultLine({ line, questionId, why, words }: Fault, run: Run, locale: Locale) {
  const t = translator(locale, "self-check-report");
  const question = questionsOf(run).get(questionId)?.text[locale] ?? questionId;
  return { line, question, why: t(`import.fault.${why}`, { words }) };
}

function inWords(question: Question, answer: Answer, note: string, locale: Locale): string {
  const text = answerText(question, answer, locale);
  return note === "" ? text : translator(locale, "self-check-report")("import.withNote", { answer: text, note });
}

const carriedSchema = z.array(entriesSchema.shape.entries.element.extend({ stale: z.boolean() })).max(1000);

/** Saves what the preview showed; of what others had changed only what was ticked. Null: the form was not the portal's. */
export async function saveImported(actor: EnterpriseActor, run: Run, form: FormData, locale: Locale) {
  const sent = carriedSchema.safeParse(parsedJson(String(form.get("entries") ?? "")));
  if (!sent.success) return null;
  const ticked = new Set(form.getAll("replace").map(String));
  const wanted = sent.data.filter(({ stale, questionId }) => !stale || ticked.has(questionId));
  const { entries, refused } = readEntries(wanted.map(({ stale: _stale, ...entry }) => entry));
  const outcome = await saveEntries(actor, run.id, entries);
  if (outcome.is !== "done") return outcome.is;
  const questions = questionsOf(run);
  return {
    is: "saved" as const,
    count: outcome.results.filter(({ is }) => is === "saved").length,
    conflicts: outcome.results.flatMap((result) =>
      result.is === "conflict"
        ? [
            {
              question: result.question.text[locale],
              name: result.theirs.by,
              theirs: answerText(result.question, result.theirs.answer, locale),
            },
          ]
        : []
    ),
    refused: [...refused, ...outcome.results].flatMap((result) =>
      result.is === "refused"
        ? [
            {
              question: questions.get(result.questionId)?.text[locale] ?? result.questionId,
              why: translator(locale, "self-check-work")(`refusal.${result.why}`),
            },
          ]
        : []
    ),
  };
}
export type Imported = Exclude<Awaited<ReturnType<typeof saveImported>>, string | null>;

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
