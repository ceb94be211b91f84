/** All a device needs to take a round without a connection: the questions, what decides whether they are asked, the answers. */
import { now, today } from "~/platform/clock.server";
import type { EnterpriseActor } from "~/shared/actor";
import type { Locale } from "~/shared/locale";
import { answerText } from "./answer-text.server";
import { answersTopics } from "./part-queries.server";
import type { Run } from "./queries.server";
import type { Questionnaire } from "./questionnaire";
import type { RoundData } from "./offline/round-data";

export async function roundView(run: Run, actor: EnterpriseActor, locale: Locale): Promise<RoundData> {
  const mine = await answersTopics(actor, run.id);
  const questions = new Map(
    run.questionnaires.flatMap((each) => each.questions.map((question) => [question.id, question]))
  );
  const topics = run.questionnaires.flatMap((each) => each.topics);
  return {
    id: run.id,
    accountId: actor.accountId,
    siteName: run.siteName,
    siteFacts: run.siteFacts,
    on: today(),
    readAt: now().toISOString(),
    questionnaires: run.questionnaires.map(slim),
    topics: topics.map(({ id, title }) => ({ id, title: title[locale], mine: mine(id) })),
    stored: run.stored.map(({ questionId, answer, note, revision }) => {
      const question = questions.get(questionId);
      const inWords = question ? answerText(question, answer, locale) : "";
      return { questionId, answer, note, revision, answerText: inWords };
    }),
  };
}

const NOTHING = { "zh-CN": "", en: "" };

/** Reasons and basis are read on the ordinary pages: a third of the size, on a slow line. */
const slim = (questionnaire: Questionnaire): Questionnaire => ({
  ...questionnaire,
  topics: [],
  questions: questionnaire.questions.map((question) => ({
    ...question,
    waivableIf: undefined,
    why: NOTHING,
    basis: [],
  })),
});
