/** The table view: every question that is asked, a row each, by topic. */
import type { Day } from "~/shared/day";
import type { Locale } from "~/shared/locale";
import { answerText } from "./answer-text.server";
import { carriedViews } from "./carry-views.server";
import { cellsOf, isInline, type TableTopic } from "./grid";
import { answersOf, evaluationOf, type Run } from "./queries.server";
import type { Question } from "./questionnaire";
import { runTopics } from "./run";
import { questionView } from "./views.server";

/** Questions that can be answered in their row. */
export function inlineQuestions(run: Run, on: Day): Question[] {
  return topicsOf(run, on).flatMap(({ questions }) => questions.filter(({ kind }) => isInline(kind)));
}

const topicsOf = (run: Run, on: Day) =>
  runTopics(run.questionnaires, evaluationOf(run, on).visible, answersOf(run));

interface Filter {
  /** Only these; null: all that are asked. */
  readonly only: ReadonlySet<string> | null;
  readonly mine: (topic: string) => boolean;
}

export function tableView(
  run: Run,
  locale: Locale,
  on: Day,
  { only, mine }: Filter
): TableTopic[] {
  const opening = openingQuestions(run);
  return topicsOf(run, on).flatMap((topic) => {
    const questions = topic.questions.filter(({ id }) => only === null || only.has(id));
    if (questions.length === 0) return [];
    const carried = carriedViews(run, questions, locale, on);
    return [
      {
        id: topic.id,
        title: topic.title[locale],
        mine: mine(topic.id),
        rows: questions.map((question) => ({
          ...rowOf(run, question, locale),
          opens: opening.has(question.id),
          carried: carried.get(question.id) ?? null,
        })),
      },
    ];
  });
}

function rowOf(run: Run, question: Question, locale: Locale) {
  const { text, unit, choices, allowsNotApplicable, read } = questionView(run, question, locale);
  const stored = run.stored.find(({ questionId }) => questionId === question.id);
  return {
    id: question.id,
    text,
    kind: isInline(question.kind) ? question.kind : null,
    unit,
    choices,
    allowsNotApplicable,
    read,
    cells: cellsOf(stored?.answer ?? null, stored?.note ?? ""),
    answer: stored ? answerText(question, stored.answer, locale) : null,
  };
}

/** Named in any condition: found in the JSON of the conditions, whatever form they have. */
function openingQuestions(run: Run): Set<string> {
  const conditions = run.questionnaires.flatMap(({ questions }) =>
    questions.map(({ visibleIf }) => JSON.stringify(visibleIf ?? null))
  );
  const named = conditions.flatMap((text) => [...text.matchAll(/"([a-z][a-z0-9-]*)"/g)]);
  return new Set(named.map(([, name = ""]) => name));
}
