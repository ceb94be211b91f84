import fc from "fast-check";
import { expect, it } from "vitest";
import { mayAnswerTopic, progressByPerson } from "./part";

const parts = [
  { topic: "water", accountId: "he" },
  { topic: "waste", accountId: "zhou" },
  { topic: "air", accountId: "he" },
];

it("learners answer what is given to them, everybody else everything", () => {
  const learner = { role: "learner", accountId: "he" } as const;
  expect(["water", "air", "waste", "permit"].filter((topic) => mayAnswerTopic(learner, parts, topic))).toEqual(["water", "air"]);
  expect(mayAnswerTopic({ role: "manager", accountId: "x" }, [], "water")).toBe(true);
  expect(mayAnswerTopic({ role: "legal-representative", accountId: "x" }, [], "water")).toBe(true);
});

it("adds up what each person has, and names what nobody has last", () => {
  const topics = [
    { id: "permit", answered: 1, total: 5 },
    { id: "water", answered: 2, total: 3 },
    { id: "waste", answered: 0, total: 4 },
    { id: "air", answered: 2, total: 2 },
  ];
  expect(progressByPerson(topics, parts)).toEqual([
    { accountId: "he", topics: 2, answered: 4, total: 5 },
    { accountId: "zhou", topics: 1, answered: 0, total: 4 },
    { accountId: null, topics: 1, answered: 1, total: 5 },
  ]);
});

it("nothing is counted twice or left out, however the topics are shared out", () => {
  const topic = fc.record({ id: fc.constantFrom("a", "b", "c", "d", "e"), answered: fc.nat(9), total: fc.nat(9) });
  const part = fc.record({ topic: fc.constantFrom("a", "b", "c", "d", "e", "x"), accountId: fc.constantFrom("p", "q") });
  fc.assert(
    fc.property(fc.uniqueArray(topic, { selector: ({ id }) => id }), fc.array(part), (topics, given) => {
      const lines = progressByPerson(topics, given);
      const sum = (of: readonly { total: number }[]) => of.reduce((all, { total }) => all + total, 0);
      expect(sum(lines)).toBe(sum(topics));
      expect(new Set(lines.map(({ accountId }) => accountId)).size).toBe(lines.length);
    })
  );
});
