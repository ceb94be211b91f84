/** A round as the portal hands it to a device. */
import type { Day } from "~/shared/day";
import type { Answer, Answers } from "../answer";
import { visibleQuestions } from "../evaluate";
import type { Question, Questionnaire } from "../questionnaire";
import type { SiteFacts } from "../site-facts";
import type { Queue } from "./queue";

export interface StoredLine {
  readonly questionId: string;
  readonly answer: Answer;
  readonly note: string;
  readonly revision: number;
  readonly answerText: string;
}
export interface RoundData {
  readonly id: string;
  readonly accountId: string;
  readonly siteName: string;
  readonly siteFacts: SiteFacts;
  /** The portal's day when this was read. */
  readonly on: Day;
  readonly readAt: string;
  readonly questionnaires: Questionnaire[];
  readonly topics: { readonly id: string; readonly title: string; readonly mine: boolean }[];
  readonly stored: StoredLine[];
}

/** The questions of the reader's own topics that are asked with what is stored and what waits on the device. */
export function roundQuestions(data: RoundData, queue: Queue): Question[] {
  const given: Record<string, Answer> = {};
  for (const { questionId, answer } of data.stored) given[questionId] = answer;
  for (const item of queue.values())
    if (item.is === "answer" && item.state.is !== "refused") given[item.questionId] = item.answer;
  const answers: Answers = given;
  const mine = new Set(data.topics.filter((topic) => topic.mine).map(({ id }) => id));
  return visibleQuestions(data.questionnaires, data.siteFacts, answers, data.on).filter(({ topic }) =>
    mine.has(topic)
  );
}

/** The one that was read from the portal last. */
export const newer = (a: RoundData, b: RoundData | null): RoundData =>
  b && b.readAt > a.readAt ? b : a;
