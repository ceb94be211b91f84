/** The work of a self-check as its pages show it: by area, by person, flagged. */
import type { EnterpriseActor } from "~/shared/actor";
import type { Day } from "~/shared/day";
import { formatDay, formatInstant } from "~/shared/format";
import type { Locale } from "~/shared/locale";
import { byArea } from "./area";
import { areas } from "./areas.server";
import { answerText } from "./answer-text.server";
import { progressByPerson } from "./part";
import type { talkOf, Work } from "./part-queries.server";
import type { Run } from "./queries.server";
import type { Question } from "./questionnaire";
import { overviewView } from "./views.server";

type Topics = ReturnType<typeof overviewView>["topics"];

export function workView(run: Run, work: Work, actor: EnterpriseActor, locale: Locale, on: Day) {
  const { topics } = overviewView(run, locale, on);
  const names = new Map(work.members.map(({ id, name }) => [id, name]));
  const flags = flagsView(run, work, locale);
  const tasks = topics.map((topic) => {
    const part = work.parts.find((each) => each.topic === topic.id);
    return {
      ...topic,
      person: part ? (names.get(part.accountId) ?? "") : null,
      mine: part?.accountId === actor.accountId,
      due: part?.dueOn
        ? {
            day: formatDay(part.dueOn, locale),
            late: part.dueOn < on && topic.state !== "done",
          }
        : null,
      flags: flags.filter((flag) => flag.topic === topic.id).length,
    };
  });
  return {
    flags,
    mine: tasks.filter(({ mine }) => mine),
    areas: byArea(areas(), run.questionnaires, tasks).map(({ area, topics: here }) => ({
      id: area.id,
      title: area.title[locale],
      hint: area.hint[locale],
      answered: sum(here.map(({ answered }) => answered)),
      total: sum(here.map(({ total }) => total)),
      topics: here,
    })),
    people: progressOf(topics, work),
  };
}
export type WorkView = ReturnType<typeof workView>;

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);

/** Only of interest once something is given to somebody. */
function progressOf(topics: Topics, { parts, members }: Work) {
  if (parts.length === 0) return [];
  return progressByPerson(topics, parts).map(({ accountId, answered, total }) => ({
    name: members.find(({ id }) => id === accountId)?.name ?? null,
    answered,
    total,
  }));
}

export function flagsView(run: Run, { flags }: Pick<Work, "flags">, locale: Locale) {
  const questions = run.questionnaires.flatMap((each) => each.questions);
  return questions.flatMap((question) => {
    const flag = flags.find(({ questionId }) => questionId === question.id);
    if (!flag) return [];
    const { reason, by, at } = flag;
    return [
      {
        questionId: question.id,
        topic: question.topic,
        text: question.text[locale],
        reason,
        by,
        at: formatInstant(at, locale),
      },
    ];
  });
}

/** Topics by area with the person each is with, for the page that shares them out. */
export function partsView(run: Run, work: Work, locale: Locale) {
  const names = new Map(work.members.map(({ id, name }) => [id, name]));
  // Also topics in which nothing is asked yet: an answer may open them.
  const rows = run.questionnaires.flatMap((each) => each.topics).map(({ id, title }) => {
    const part = work.parts.find(({ topic }) => topic === id);
    return {
      id,
      title: title[locale],
      person: part ? (names.get(part.accountId) ?? "") : null,
      due: part?.dueOn ? formatDay(part.dueOn, locale) : null,
    };
  });
  return byArea(areas(), run.questionnaires, rows).map(({ area, topics: here }) => ({
    id: area.id,
    title: area.title[locale],
    topics: here,
  }));
}

export function talkView(
  question: Question,
  { comments, versions }: Awaited<ReturnType<typeof talkOf>>,
  locale: Locale
) {
  return {
    comments: comments.map((comment) => ({ ...comment, at: formatInstant(comment.at, locale) })),
    versions: versions.map(({ answer, ...version }) => ({
      ...version,
      at: formatInstant(version.at, locale),
      answer: answerText(question, answer, locale),
    })),
  };
}

/** The topics somebody ticked, with those of the areas they ticked. */
export function topicsIn(
  run: Run,
  ticked: { readonly topics: readonly string[]; readonly areas: readonly string[] }
): string[] {
  const all = run.questionnaires.flatMap((each) => each.topics);
  const whole = byArea(areas(), run.questionnaires, all).flatMap(({ area, topics }) =>
    ticked.areas.includes(area.id) ? topics.map(({ id }) => id) : []
  );
  return [...new Set([...ticked.topics, ...whole])];
}
