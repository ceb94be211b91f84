import { describe, expect, it } from "vitest";
import type { Answers } from "./answer";
import { both, question, questionnaire } from "./example-questions";
import { nextTopic, runTopics } from "./run";

const topic = (id: string) => ({ id, title: both(id), intro: both("Intro") });
const set = [
  {
    ...questionnaire([
      question("a", { topic: "one" }),
      question("b", { topic: "two" }),
      question("c", { topic: "one" }),
      question("d", { topic: "three" }),
    ]),
    topics: [topic("one"), topic("two"), topic("three")],
  },
];
const topics = (visible: readonly string[], answers: Answers) => runTopics(set, visible, answers);

describe("topics of a run", () => {
  it("are those in which something is asked, with their questions in order", () => {
    expect(
      topics(["a", "c", "d"], {}).map(({ id, title, questions }) => [
        id,
        title.en,
        questions.map((each) => each.id),
      ])
    ).toEqual([
      ["one", "one", ["a", "c"]],
      ["three", "three", ["d"]],
    ]);
  });

  it.each<[Answers, string, number, number]>([
    [{}, "todo", 2, 0],
    [{ a: { is: "yes" } }, "doing", 1, 0],
    [{ a: { is: "not-known" } }, "doing", 1, 1],
    [{ a: { is: "yes" }, c: { is: "not-known" } }, "doing", 0, 1],
    [{ a: { is: "yes" }, c: { is: "no" } }, "done", 0, 0],
    [{ a: { is: "yes" }, c: { is: "not-applicable" }, b: { is: "not-known" } }, "done", 0, 0],
  ])("%o: %s", (answers, state, unanswered, notKnown) => {
    expect(topics(["a", "b", "c"], answers)[0]).toMatchObject({ state, unanswered, notKnown });
  });

  it("lead from one to the next, and nowhere after the last", () => {
    const list = topics(["a", "b", "d"], {});
    expect(nextTopic(list, "one")?.id).toBe("two");
    expect(nextTopic(list, "two")?.id).toBe("three");
    expect(nextTopic(list, "three")).toBeNull();
    // A topic that an answer has closed leads to the first.
    expect(nextTopic(list, "gone")?.id).toBe("one");
  });
});
