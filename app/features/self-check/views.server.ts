/** What the pages of a self-check show, ready for one language. */
import { citationViews } from "~/features/law/content.server";
import type { Day } from "~/shared/day";
import { formatDay, formatInstant, formatPeriod } from "~/shared/format";
import type { Locale } from "~/shared/locale";
import { answerText } from "./answer-text.server";
import type { Answer } from "./answer";
import type { Conflict } from "./answer-rows.server";
import { gravestFirst, isComplete } from "./evaluate";
import { findingReasons } from "./explanation.server";
import { shownAs } from "./forms";
import { answersOf, evaluationOf, type Run, type StoredAnswer } from "./queries.server";
import type { Column, Question } from "./questionnaire";
import { filledIn, type EntryValue } from "./read-answer";
import { nextTopic, runTopics, type RunTopic } from "./run";

export function overviewView(run: Run, locale: Locale, on: Day) {
  const { completeness, findings, result, visible } = evaluationOf(run, on);
  return {
    siteName: run.siteName,
    startedOn: formatDay(run.startedOn, locale),
    startedBy: run.startedBy,
    completeness,
    complete: isComplete(completeness),
    findingCount: findings.length,
    result,
    questionnaires: run.questionnaires.map(({ title, version }) => ({
      title: title[locale],
      version,
    })),
    topics: runTopics(run.questionnaires, visible, answersOf(run)).map(
      ({ id, title, questions, unanswered, notKnown, state }) => ({
        id,
        title: title[locale],
        total: questions.length,
        answered: questions.length - unanswered - notKnown,
        notKnown,
        state,
      })
    ),
  };
}

export function topicOf(run: Run, topicId: string, on: Day): RunTopic | null {
  return (
    runTopics(run.questionnaires, evaluationOf(run, on).visible, answersOf(run)).find(
      ({ id }) => id === topicId
    ) ?? null
  );
}

/** The topic to go to after saving this one, or null after the last. Computed after the save: answers open topics. */
export function topicAfter(run: Run, topicId: string, on: Day): string | null {
  return (
    nextTopic(runTopics(run.questionnaires, evaluationOf(run, on).visible, answersOf(run)), topicId)
      ?.id ?? null
  );
}

export function questionView(run: Run, question: Question, locale: Locale) {
  const stored: StoredAnswer | undefined = run.stored.find(
    ({ questionId }) => questionId === question.id
  );
  return {
    id: question.id,
    kind: question.kind,
    text: question.text[locale],
    why: question.why[locale],
    howToCheck: question.howToCheck[locale],
    severity: question.severity,
    basis: citationViews(question.basis, locale),
    unit: question.kind === "number" ? question.unit[locale] : null,
    choices:
      question.kind === "choice" || question.kind === "choices"
        ? question.choices.map(({ id, text }) => ({ id, text: text[locale] }))
        : [],
    columns: question.kind === "table" ? question.columns.map((each) => columnView(each, locale)) : [],
    maxRows: question.kind === "table" ? question.maxRows : 0,
    allowsNotApplicable: question.allowsNotApplicable,
    waivableIf: question.waivableIf
      ? {
          text: question.waivableIf.text[locale],
          basis: citationViews(question.waivableIf.basis, locale),
        }
      : null,
    shown: shownOf(run, question, stored),
    read: {
      revision: stored?.revision ?? 0,
      was: shownAs(stored?.answer ?? null, stored?.note ?? ""),
    },
    saved: stored ? { by: stored.by, at: formatInstant(stored.at, locale) } : null,
    evidence: run.evidence
      .filter(({ questionId }) => questionId === question.id)
      .map(({ id, fileName, originalHash, effectiveFrom, effectiveTo }) => ({
        id,
        fileName,
        hash: originalHash,
        effectiveOn: formatPeriod(effectiveFrom, effectiveTo, locale),
      })),
  };
}
export type QuestionView = ReturnType<typeof questionView>;

/** Files that came in for a file question are its answer until something else was answered. */
function shownOf(run: Run, question: Question, stored: StoredAnswer | undefined): EntryValue {
  const shown = filledIn(stored?.answer ?? null, stored?.note ?? "");
  return question.kind === "file" && !stored
    ? { ...shown, ticked: attachedTo(run, question.id) }
    : shown;
}

/** Hashes of the files that are there for a question. */
export const attachedTo = ({ evidence }: Run, questionId: string): string[] => [
  ...new Set(
    evidence.filter((each) => each.questionId === questionId).map((each) => each.originalHash)
  ),
];

const columnView = (column: Column, locale: Locale) => ({
  id: column.id,
  kind: column.kind,
  required: column.required,
  title: column.title[locale],
  unit: column.kind === "number" ? column.unit[locale] : null,
  choices:
    column.kind === "choice"
      ? column.choices.map(({ id, text }) => ({ id, text: text[locale] }))
      : [],
});

/** Both answers, that of the reader being the one that was not saved. */
export function conflictView(
  question: Question,
  { answer, note, revision, by, at }: Conflict,
  mine: { readonly answer: Answer | null; readonly note: string } | undefined,
  locale: Locale
) {
  return {
    questionId: question.id,
    answer: answerText(question, answer, locale),
    note,
    revision,
    by,
    at: formatInstant(at, locale),
    mine: mine?.answer ? answerText(question, mine.answer, locale) : "",
    mineNote: mine?.note ?? "",
  };
}

/** Answers by topic, for "check answers" and the report. */
export function answersView(run: Run, locale: Locale, on: Day) {
  const { visible } = evaluationOf(run, on);
  const stored = new Map(run.stored.map((row) => [row.questionId, row]));
  return runTopics(run.questionnaires, visible, answersOf(run)).map(({ id, title, questions }) => ({
    id,
    title: title[locale],
    questions: questions.map((question) => {
      const row = stored.get(question.id);
      return {
        id: question.id,
        text: question.text[locale],
        answer: row ? answerText(question, row.answer, locale) : null,
        notKnown: row?.answer.is === "not-known",
        note: row?.note ?? "",
      };
    }),
  }));
}

const dayOrNull = (on: Day | null | undefined, locale: Locale): string | null =>
  on ? formatDay(on, locale) : null;

export function resultView(run: Run, locale: Locale, on: Day) {
  const reasons = findingReasons(run, on, locale);
  const { completeness, findings, result } = evaluationOf(run, on);
  const questions = new Map(
    run.questionnaires.flatMap((each) => each.questions.map((question) => [question.id, question]))
  );
  const answers = answersOf(run);
  return {
    siteName: run.siteName,
    enterprise: {
      uscc: run.enterprise.uscc,
      name: locale === "en" ? (run.enterprise.nameEn ?? run.enterprise.name) : run.enterprise.name,
    },
    completedOn: run.completedOn ? formatDay(run.completedOn, locale) : "",
    completedBy: run.completedBy ?? "",
    sharedAt: run.sharedAt ? formatInstant(run.sharedAt, locale) : null,
    resultHash: run.resultHash ?? "",
    result,
    completeness,
    complete: isComplete(completeness),
    versions: run.questionnaires.map(({ title, version }) => ({ title: title[locale], version })),
    findings: gravestFirst(findings).flatMap(({ questionId, severity }) => {
      const question = questions.get(questionId);
      const answer = answers[questionId];
      if (!question || !answer) return [];
      return [
        {
          questionId,
          severity,
          text: question.text[locale],
          answer: answerText(question, answer, locale),
          because: reasons.get(questionId)?.lines ?? [],
          ruleDue: dayOrNull(reasons.get(questionId)?.dueOn, locale),
          basis: citationViews(question.basis, locale),
          waivableIf: question.waivableIf
            ? {
                text: question.waivableIf.text[locale],
                basis: citationViews(question.waivableIf.basis, locale),
              }
            : null,
          lesson: question.lesson ?? null,
        },
      ];
    }),
    evidence: run.evidence.map(({ id, questionId, fileName, hash, effectiveFrom, effectiveTo, uploadedAt }) => ({
      id,
      question: questions.get(questionId)?.text[locale] ?? questionId,
      fileName,
      hash,
      effectiveOn: formatPeriod(effectiveFrom, effectiveTo, locale),
      uploadedAt: formatInstant(uploadedAt, locale),
    })),
  };
}
export type ResultView = ReturnType<typeof resultView>;
