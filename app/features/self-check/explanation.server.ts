/** Why there is a finding, and why a question is not asked, in words. */
import { holidays } from "~/platform/holidays.server";
import { translator } from "~/platform/i18n.server";
import type { Day } from "~/shared/day";
import { formatDay } from "~/shared/format";
import type { Locale } from "~/shared/locale";
import { choiceText, withUnit } from "./answer-text.server";
import type { Reason } from "./compile";
import type { DayTerm, NumberTerm } from "./condition";
import { calendarOf } from "./due-day";
import { evaluateSelfCheck, type DerivedUse, type ExplainedEvaluation } from "./evaluate";
import type { Because } from "./judge";
import { answersOf, type Run } from "./queries.server";
import type { Column, Question } from "./questionnaire";

/** A completed self-check is explained by what was frozen of it, a draft by what stands in it. */
export function explainedEvaluation(run: Run, on: Day): ExplainedEvaluation {
  const { siteFacts, answers } = run.frozen ?? {
    siteFacts: run.siteFacts,
    answers: answersOf(run),
  };
  const calendar = run.frozen?.calendar ? calendarOf(run.frozen.calendar) : holidays();
  return evaluateSelfCheck(run.questionnaires, siteFacts, answers, run.frozen?.on ?? on, calendar);
}

interface Words {
  readonly locale: Locale;
  readonly questions: ReadonlyMap<string, Question>;
  /** Name and value of a derived value. */
  readonly derived: (id: string, value: number | null) => { name: string; value: string };
}

function wordsOf({ questionnaires }: Run, locale: Locale): Words {
  const t = translator(locale, "self-check");
  const derived = new Map(questionnaires.flatMap((each) => (each.derived ?? []).map((one) => [one.id, one])));
  return {
    locale,
    questions: new Map(questionnaires.flatMap((each) => each.questions.map((one) => [one.id, one]))),
    derived: (id, value) => {
      const one = derived.get(id);
      return {
        name: one?.title[locale] ?? id,
        value: value === null ? t("because.unknown") : withUnit(rounded(value), one?.unit?.[locale] ?? ""),
      };
    },
  };
}

/** For reading; what is compared is exact. */
const rounded = (value: number): number => Number(value.toPrecision(6));

export interface FindingReason {
  /** Lines beyond "answered no". */
  readonly lines: readonly string[];
  /** By when its rule wants it corrected, counted from the day of the self-check. */
  readonly dueOn: Day | null;
}

/** What is to be said of each finding, by question. */
export function findingReasons(run: Run, on: Day, locale: Locale): ReadonlyMap<string, FindingReason> {
  const words = wordsOf(run, locale);
  return new Map(
    explainedEvaluation(run, on).findings.map(({ questionId, because, derived, dueOn }) => {
      const question = words.questions.get(questionId);
      const lines = question ? becauseLines(because, question, words) : [];
      return [questionId, { lines: [...lines, ...derived.map((use) => useLine(use, words))], dueOn }];
    })
  );
}

function becauseLines(because: Because, asked: Question | Column, words: Words): string[] {
  const t = translator(words.locale, "self-check");
  switch (because.is) {
    case "said-no":
      return [];
    case "ticked":
    case "not-ticked": {
      const choices = because.choices.map((id) => choiceText(asked, id, words.locale));
      return [t(`because.${because.is}`, { choices: choices.join(t("kind.list")) })];
    }
    case "above":
    case "below": {
      const unit = asked.kind === "number" ? asked.unit[words.locale] : "";
      const value = withUnit(because.value, unit);
      const bound = withUnit(rounded(because.bound), unit);
      const name = because.derived === null ? "" : words.derived(because.derived, null).name;
      return [
        name
          ? t(`because.${because.is}Named`, { value, bound, name })
          : t(`because.${because.is}`, { value, bound }),
      ];
    }
    case "too-old":
    case "too-soon":
      return [
        t(`because.${because.is}`, {
          day: formatDay(because.value, words.locale),
          days: because.days,
          bound: formatDay(because.bound, words.locale),
        }),
      ];
    case "cells":
      return cellLines(because, asked, words);
  }
}

function cellLines(
  { cells }: Extract<Because, { is: "cells" }>,
  asked: Question | Column,
  words: Words
): string[] {
  const t = translator(words.locale, "self-check");
  const columns = asked.kind === "table" ? asked.columns : [];
  return cells.flatMap(({ row, column: id, because }) => {
    const column = columns.find((each) => each.id === id);
    if (!column) return [];
    return becauseLines(because, column, words).map((line) =>
      t("because.cell", { row: row + 1, column: column.title[words.locale], line })
    );
  });
}

/** "Limit = 100 t, worked out from: …" */
function useLine({ id, value, parts }: DerivedUse, words: Words): string {
  const t = translator(words.locale, "self-check");
  const from = parts.map(({ term, value: part }) => termText(term, part, words));
  return t("because.derived", { ...words.derived(id, value), from: from.join(t("kind.list")) });
}

/** A term with what it came to. */
function termText(
  term: NumberTerm | DayTerm,
  value: number | string | null,
  words: Words
): string {
  const t = translator(words.locale, "self-check");
  if (typeof term === "number") return String(term);
  const shown =
    value === null
      ? t("because.unknown")
      : typeof value === "string"
        ? formatDay(value, words.locale)
        : String(rounded(value));
  if (typeof term === "string" || "today" in term) return shown;
  if ("derived" in term)
    return t("because.is", words.derived(term.derived, typeof value === "number" ? value : null));
  if ("answer" in term) return t("because.is", { name: titleOf(term.answer, words), value: shown });
  if ("count" in term) return t("because.rows", { name: titleOf(term.count, words), value: shown });
  const table = words.questions.get(term.sum);
  const column =
    table?.kind === "table" ? table.columns.find(({ id }) => id === term.column) : undefined;
  return t("because.is", { name: column?.title[words.locale] ?? term.column, value: shown });
}

const titleOf = (id: string, { questions, locale }: Words): string =>
  questions.get(id)?.text[locale] ?? id;

/** The questions that are not asked, each with what stands against it. */
export function notAskedView(run: Run, on: Day, locale: Locale) {
  const words = wordsOf(run, locale);
  return explainedEvaluation(run, on).notAsked.map(({ questionId, because }) => ({
    id: questionId,
    text: titleOf(questionId, words),
    reasons: [...new Set(because.map((reason) => reasonText(reason, words)))],
  }));
}

function reasonText({ asks, found }: Reason, words: Words): string {
  const t = translator(words.locale, "self-check");
  const [first = null, second = null] = found;
  if ("site" in asks)
    return asks.site === "permitClass"
      ? t("because.is", { name: t("site.permitClass"), value: t(`site.classes.${permitClass(first)}`) })
      : t("because.is", { name: t(`site.fact.${asks.site}`), value: t(first === true ? "answer.yes" : "answer.no") });
  if ("answer" in asks) {
    const question = words.questions.get(asks.answer);
    const said = found.flatMap((word) => (typeof word === "string" ? [word] : []));
    const value = said.map((word) => wordText(word, question, words)).join(t("kind.list"));
    return t("because.is", {
      name: titleOf(asks.answer, words),
      value: value === "" ? t("because.unanswered") : value,
    });
  }
  const [left, right] = "number" in asks ? [asks.number, asks.to] : [asks.day, asks.to];
  return [left, right]
    .map((term, at) => [term, at === 0 ? first : second] as const)
    .filter(([term]) => typeof term === "object")
    .map(([term, value]) => termText(term, typeof value === "boolean" ? null : value, words))
    .join(t("kind.list"));
}

const permitClass = (found: Reason["found"][number]) =>
  found === "key" || found === "simplified" ? found : "registration";

function wordText(word: string, question: Question | undefined, { locale }: Words): string {
  if (word === "yes" || word === "no" || word === "not-known" || word === "not-applicable")
    return translator(locale, "self-check")(`answer.${word}`);
  return question ? choiceText(question, word, locale) : word;
}
