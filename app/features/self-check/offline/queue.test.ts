import fc from "fast-check";
import { expect, it } from "vitest";
import type { Answer } from "../answer";
import {
  again, answered, answerOf, answerSettled, caughtUp, chosen, discarded, EMPTY, photographed, photoId, photosOf,
  photoSettled, sending, totals, unsent, unsentOf, waiting, type Item, type Queue,
} from "./queue";

const QUESTIONS = ["a", "b", "c"];
const HASHES = ["11", "22"];
const answer = fc.constantFrom<Answer>({ is: "yes" }, { is: "no" }, { is: "not-known" });

/** A portal that may take, contest, refuse or not hear; it may also answer an earlier sending late. */
const step = fc.oneof(
  fc.record({ do: fc.constant("answer" as const), q: fc.constantFrom(...QUESTIONS), answer }),
  fc.record({ do: fc.constant("photo" as const), q: fc.constantFrom(...QUESTIONS), hash: fc.constantFrom(...HASHES) }),
  fc.record({ do: fc.constant("send" as const) }),
  fc.record({
    do: fc.constant("word" as const),
    nth: fc.nat(10),
    word: fc.constantFrom("saved", "conflict", "refused", "other-hash"),
    answer,
  }),
  fc.record({ do: fc.constantFrom("lost" as const, "read" as const, "again" as const) }),
  fc.record({ do: fc.constant("choose" as const), q: fc.constantFrom(...QUESTIONS), choice: fc.constantFrom("mine" as const, "theirs" as const) })
);

it("loses nothing: what was given is acknowledged, still there, or given up by its author", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      let queue: Queue = EMPTY;
      const server = new Map<string, { revision: number; answer: Answer }>();
      const files = new Set<string>();
      /** What each author last wished, until it is given up. */
      const wished = new Map<string, Answer>();
      const taken = new Set<string>();
      let flying: Item[] = [];
      for (const now of steps) {
        if (now.do === "answer") {
          const stored = server.get(now.q)?.revision ?? 0;
          queue = answered(queue, { questionId: now.q, answer: now.answer, note: "", revision: stored });
          wished.set(now.q, now.answer);
        } else if (now.do === "photo") {
          queue = photographed(queue, { questionId: now.q, hash: now.hash, name: "p.jpg", type: "image/jpeg", takenOn: "2026-11-23" });
          taken.add(photoId(now.q, now.hash));
        } else if (now.do === "send") {
          flying = [...flying, ...waiting(queue)];
          queue = sending(queue, waiting(queue));
        } else if (now.do === "word") {
          const sent = flying[now.nth];
          if (!sent) continue;
          flying = flying.toSpliced(now.nth, 1);
          if (sent.is === "photo") {
            if (now.word === "refused" || now.word === "conflict")
              queue = photoSettled(queue, sent, { is: "refused", message: "no" });
            else {
              if (now.word === "saved") files.add(sent.id);
              queue = photoSettled(queue, sent, { is: "stored", originalHash: now.word === "saved" ? sent.hash : "99" });
            }
          } else if (now.word === "saved") {
            const revision = (server.get(sent.questionId)?.revision ?? 0) + 1;
            server.set(sent.questionId, { revision, answer: sent.answer });
            queue = answerSettled(queue, sent, { is: "saved", revision });
          } else if (now.word === "conflict") {
            const revision = (server.get(sent.questionId)?.revision ?? 0) + 1;
            server.set(sent.questionId, { revision, answer: now.answer });
            const theirs = { answer: now.answer, answerText: "", note: "", revision, by: "x", at: "" };
            queue = answerSettled(queue, sent, { is: "conflict", theirs });
          } else queue = answerSettled(queue, sent, { is: "refused", message: "no" });
        } else if (now.do === "lost") queue = unsent(queue);
        else if (now.do === "read") queue = caughtUp(queue, [...server].map(([questionId, { revision }]) => ({ questionId, revision })));
        else if (now.do === "again") for (const id of queue.keys()) queue = again(queue, id);
        else if (now.do === "choose") {
          const before = answerOf(queue, now.q);
          queue = chosen(queue, now.q, now.choice);
          if (now.choice === "theirs" && before?.state.is === "conflict") wished.delete(now.q);
        }
        for (const [q, wish] of wished) {
          const item = answerOf(queue, q);
          // Gone from the device only when the portal has said "saved" to it (or to a later one).
          if (item) expect(item.answer).toEqual(wish);
          else expect(server.has(q)).toBe(true);
          if (item?.state.is === "sent") expect(server.get(q)!.revision).toBeGreaterThanOrEqual(item.revision);
        }
        for (const id of taken) {
          expect(queue.has(id)).toBe(true);
          if (queue.get(id)?.state.is === "sent") expect(files.has(id)).toBe(true);
        }
      }
    }),
    { numRuns: 500 }
  );
});

const given = (is: "yes" | "no", revision = 0) => ({ questionId: "a", answer: { is }, note: "", revision }) as const;
const photo = { questionId: "a", hash: "11", name: "p.jpg", type: "image/jpeg", takenOn: "2026-11-23" };

it("sends on the new revision what was changed while it was on its way", () => {
  let queue = answered(EMPTY, given("yes"));
  const [sent] = waiting(queue);
  queue = answered(sending(queue, [sent!]), given("no"));
  if (sent?.is === "answer") queue = answerSettled(queue, sent, { is: "saved", revision: 1 });
  expect(answerOf(queue, "a")).toMatchObject({ answer: { is: "no" }, revision: 1, state: { is: "saved-here" } });
});

it("lets nobody discard what was not refused", () => {
  const queue = photographed(answered(EMPTY, given("yes")), photo);
  for (const id of queue.keys()) expect(discarded(queue, id)).toBe(queue);
  const [item] = photosOf(queue, "a");
  const refused = photoSettled(queue, item!, { is: "stored", originalHash: "99" });
  expect(totals(refused)).toMatchObject({ "saved-here": 1, refused: 1 });
  expect(discarded(refused, item!.id).size).toBe(1);
});

it("keeps both answers of a conflict until one is chosen", () => {
  let queue = answered(EMPTY, given("yes"));
  const [sent] = waiting(queue);
  const theirs = { answer: { is: "no" }, answerText: "No", note: "", revision: 4, by: "x", at: "" } as const;
  if (sent?.is === "answer") queue = answerSettled(queue, sent, { is: "conflict", theirs });
  expect(waiting(queue)).toEqual([]);
  expect(answerOf(chosen(queue, "a", "mine"), "a")).toMatchObject({ answer: { is: "yes" }, revision: 4, state: { is: "saved-here" } });
  expect(answerOf(chosen(queue, "a", "theirs"), "a")).toMatchObject({ answer: { is: "no" }, revision: 4, state: { is: "sent" } });
});

it("counts what the portal does not have yet, by what it is", () => {
  expect(unsentOf(EMPTY)).toEqual({ answers: 0, photos: 0 });
  let queue = photographed(answered(answered(EMPTY, given("yes")), { ...given("no"), questionId: "b" }), photo);
  expect(unsentOf(queue)).toEqual({ answers: 2, photos: 1 });
  const sent = answerOf(queue, "a")!;
  queue = answerSettled(sending(queue, [sent]), sent, { is: "saved", revision: 1 });
  expect(unsentOf(queue)).toEqual({ answers: 1, photos: 1 });
  const [item] = photosOf(queue, "a");
  expect(unsentOf(photoSettled(queue, item!, { is: "refused", message: null }))).toEqual({ answers: 1, photos: 1 });
  expect(unsentOf(photoSettled(queue, item!, { is: "stored", originalHash: "11" }))).toEqual({ answers: 1, photos: 0 });
});
