/** One self-check seen as a list of topics: what is asked in each and how far the answers have come. */
import type { Answers } from "./answer";
import type { Question, Questionnaire } from "./questionnaire";
import type { Localised } from "~/shared/locale";

export interface RunTopic {
  readonly id: string;
  readonly title: Localised;
  readonly intro: Localised;
  /** Only those that are asked. */
  readonly questions: readonly Question[];
  /** Without any answer. */
  readonly unanswered: number;
  readonly notKnown: number;
  readonly state: "todo" | "doing" | "done";
}

/** Topics in which something is asked, in order. A topic is done when every question has an answer that is known. */
export function runTopics(
  questionnaires: readonly Questionnaire[],
  visible: readonly string[],
  answers: Answers
): RunTopic[] {
  const asked = new Set(visible);
  return questionnaires.flatMap(({ topics, questions }) =>
    topics.flatMap(({ id, title, intro }) => {
      const mine = questions.filter((question) => question.topic === id && asked.has(question.id));
      if (mine.length === 0) return [];
      const unanswered = mine.filter((question) => !answers[question.id]).length;
      const notKnown = mine.filter((question) => answers[question.id]?.is === "not-known").length;
      const state =
        unanswered === mine.length ? "todo" : unanswered + notKnown > 0 ? "doing" : "done";
      return [{ id, title, intro, questions: mine, unanswered, notKnown, state }];
    })
  );
}

/** The topic after this one, or null after the last: where "save and continue" leads. */
export function nextTopic(topics: readonly RunTopic[], id: string): RunTopic | null {
  return topics[topics.findIndex((topic) => topic.id === id) + 1] ?? null;
}
