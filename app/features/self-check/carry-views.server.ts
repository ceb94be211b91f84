/** What is carried from the last run, in words: on the page of a topic, and before starting. */
import { citationLabel, citationView } from "~/features/law/content.server";
import { translator } from "~/platform/i18n.server";
import { day, type Day } from "~/shared/day";
import { formatDay } from "~/shared/format";
import type { Locale } from "~/shared/locale";
import { answerText } from "./answer-text.server";
import type { CarriedView } from "./carried-view";
import { countFates, type AskedWhy, type CarryLine, type CarryPlan } from "./carry";
import { staleIn } from "./carry.server";
import { visibleQuestions } from "./evaluate";
import { answersOf, type Run } from "./queries.server";
import type { Question } from "./questionnaire";
import type { LawChange } from "./stale";

function changeView({ provision, on, is, replacedBy }: LawChange, locale: Locale) {
  const { label, to } = citationView(provision, locale);
  const t = translator(locale, "rounds");
  const now = replacedBy.map((id) => citationLabel(id, locale)).join(translator(locale, "common")("comma"));
  const text = t(is === "ended" && now !== "" ? "change.endedNow" : `change.${is}`, {
    law: label,
    now,
    // What ends on a day still held on it: `on` is the first day after.
    day: formatDay(on, locale),
  });
  return { to, text };
}

/** For each question of a page what the reader must know of its earlier answer; null: nothing. */
export function carriedViews(
  run: Run,
  questions: readonly Question[],
  locale: Locale,
  on: Day
): ReadonlyMap<string, CarriedView> {
  const stale = staleIn(run, on);
  const views = questions.flatMap((question) => {
    const view = carriedView(run, question, stale.get(question.id), locale);
    return view ? [[question.id, view] as const] : [];
  });
  return new Map(views);
}

function carriedView(
  run: Run,
  question: Question,
  changes: readonly LawChange[] | undefined,
  locale: Locale
): CarriedView | null {
  const offer = run.carried.find(({ questionId }) => questionId === question.id);
  if (offer)
    return {
      is: "offered",
      day: formatDay(offer.carriedOn, locale),
      answer: answerText(question, offer.answer, locale),
      note: offer.note,
    };
  if (changes) return { is: "stale", changes: changes.map((change) => changeView(change, locale)) };
  const stored = run.stored.find(({ questionId }) => questionId === question.id);
  return stored?.carriedOn ? { is: "confirmed", day: formatDay(stored.carriedOn, locale) } : null;
}

/** How many offered answers belong to questions that are asked now or would be, once the others are confirmed. */
export function waitingOffers(run: Run, on: Day): number {
  const offered = run.carried.map(({ questionId, answer }) => [questionId, answer] as const);
  const answers = { ...Object.fromEntries(offered), ...answersOf(run) };
  const asked = visibleQuestions(run.questionnaires, run.siteFacts, answers, on);
  return asked.filter(({ id }) => run.carried.some(({ questionId }) => questionId === id)).length;
}

const FATES = ["kept", "asked-again", "new", "dropped"] as const;

/** The preview: how many of each fate, and every question with its reason. */
export function planView({ lines }: CarryPlan, locale: Locale) {
  const counts = countFates(lines);
  return FATES.map((fate) => ({
    fate,
    count: counts[fate],
    lines: lines
      .filter((line) => line.fate === fate)
      .map((line) => ({
        id: line.questionId,
        text: line.text[locale],
        why: whyText(line, locale),
      })),
  }));
}
export type PlanView = ReturnType<typeof planView>;

function whyText(line: CarryLine, locale: Locale): string {
  const t = translator(locale, "rounds");
  switch (line.fate) {
    case "kept":
      return t(line.reworded ? "start.reworded" : "start.givenOn", {
        day: formatDay(line.givenOn, locale),
      });
    case "asked-again":
      return againText(line.why, locale);
    case "dropped":
      return line.reason?.[locale] ?? t("start.droppedWhy");
    case "new":
      return line.reason?.[locale] ?? t("start.newWhy");
  }
}

function againText(why: AskedWhy, locale: Locale): string {
  const t = translator(locale, "rounds");
  switch (why.is) {
    case "version":
      return why.reason?.[locale] ?? t("start.whyAgain.version");
    case "law-changed":
      return t("start.whyAgain.law-changed", {
        changes: why.changes
          .map((change) => changeView(change, locale).text)
          .join(translator(locale, "common")("comma")),
      });
    case "evidence-ended":
      return t("start.whyAgain.evidence-ended", { day: formatDay(day(why.on), locale) });
    default:
      return t(`start.whyAgain.${why.is}`);
  }
}
