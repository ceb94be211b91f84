/**
 * What a device still owes the portal, and how each piece stands. Pure: every change makes a new queue.
 *
 * A piece leaves only in three ways: the portal has it (an answer was saved, a file came back with the hash the device
 * had made), its author chose the other answer, or its author discarded what the portal refused. Apart from that, a
 * person can take the whole round off the device.
 */
import { sameAnswer, type Answer } from "../answer";
import type { Theirs } from "../row-saver";

export type ItemState =
  | { readonly is: "saved-here" | "sending" | "sent" }
  | { readonly is: "conflict"; readonly theirs: Theirs }
  /** Without a message of the portal: its answer could not be read. */
  | { readonly is: "refused"; readonly message: string | null };

interface Kept {
  readonly id: string;
  readonly questionId: string;
  readonly state: ItemState;
}
export interface AnswerItem extends Kept {
  readonly is: "answer";
  readonly answer: Answer;
  readonly note: string;
  /** The revision its author had seen; once sent, the one it became. */
  readonly revision: number;
  /** Counts its author's changes, so that word of an earlier one is not taken for word of this one. */
  readonly edition: number;
}
export interface PhotoItem extends Kept {
  readonly is: "photo";
  /** SHA-256 made on the device. */
  readonly hash: string;
  readonly name: string;
  readonly type: string;
  readonly takenOn: string;
}
export type Item = AnswerItem | PhotoItem;
export type Queue = ReadonlyMap<string, Item>;

export type Photo = Omit<PhotoItem, "is" | "id" | "state">;
export type Given = Pick<AnswerItem, "questionId" | "answer" | "note" | "revision">;

export const EMPTY: Queue = new Map();
const SAVED_HERE: ItemState = { is: "saved-here" };

export const answerId = (questionId: string): string => `answer:${questionId}`;
export const photoId = (questionId: string, hash: string): string => `photo:${questionId}:${hash}`;

export function answerOf(queue: Queue, questionId: string): AnswerItem | null {
  const item = queue.get(answerId(questionId));
  return item?.is === "answer" ? item : null;
}
export const photosOf = (queue: Queue, questionId: string): PhotoItem[] =>
  [...queue.values()].filter(
    (item): item is PhotoItem => item.is === "photo" && item.questionId === questionId
  );

const put = (queue: Queue, item: Item): Queue => new Map(queue).set(item.id, item);
const inState = <T extends Item>(item: T, state: ItemState): T => ({ ...item, state });
function without(queue: Queue, id: string): Queue {
  const next = new Map(queue);
  next.delete(id);
  return next;
}

/** An answer rests on what its author last had from the portal. One in conflict stays there until it is chosen. */
export function answered(queue: Queue, given: Given): Queue {
  const before = answerOf(queue, given.questionId);
  const id = answerId(given.questionId);
  if (!before) return put(queue, { ...given, is: "answer", id, edition: 1, state: SAVED_HERE });
  if (sameAnswer(before.answer, given.answer) && before.note === given.note) return queue;
  const state = before.state.is === "conflict" ? before.state : SAVED_HERE;
  // What others saved meanwhile was never shown beside an answer that still waits: it goes on resting on what was.
  const revision =
    before.state.is === "sent" ? Math.max(before.revision, given.revision) : before.revision;
  return put(queue, { ...before, ...given, revision, edition: before.edition + 1, state });
}

/** The same photo of the same question again is the same piece. */
export function photographed(queue: Queue, photo: Photo): Queue {
  const id = photoId(photo.questionId, photo.hash);
  const before = queue.get(id);
  if (before && before.state.is !== "refused") return queue;
  return put(queue, { ...photo, is: "photo", id, state: SAVED_HERE });
}

export const waiting = (queue: Queue): Item[] =>
  [...queue.values()].filter(({ state }) => state.is === "saved-here");

export function sending(queue: Queue, items: readonly Item[]): Queue {
  return changeAll(queue, items, (item) =>
    item.state.is === "saved-here" ? inState(item, { is: "sending" }) : item
  );
}

/** No word came from the portal, or the page went away meanwhile: it is sent again. */
export function unsent(queue: Queue, items: Iterable<Item> = queue.values()): Queue {
  return changeAll(queue, items, (item) =>
    item.state.is === "sending" ? inState(item, SAVED_HERE) : item
  );
}

export type AnswerWord =
  | { readonly is: "saved"; readonly revision: number }
  | { readonly is: "conflict"; readonly theirs: Theirs }
  | { readonly is: "refused"; readonly message: string | null };

/** The portal's word on an answer as it was sent; one changed since then waits for its own turn. */
export function answerSettled(queue: Queue, sent: AnswerItem, word: AnswerWord): Queue {
  const now = answerOf(queue, sent.questionId);
  if (!now || now.state.is === "sent") return queue;
  const changed = now.edition !== sent.edition;
  switch (word.is) {
    case "saved":
      return put(queue, {
        ...now,
        revision: Math.max(now.revision, word.revision),
        state: changed ? SAVED_HERE : { is: "sent" },
      });
    case "conflict":
      return put(queue, inState(now, word));
    case "refused":
      return changed ? queue : put(queue, inState(now, word));
  }
}

export type PhotoWord =
  | { readonly is: "stored"; readonly originalHash: string }
  | { readonly is: "refused"; readonly message: string | null };

/** Only the device's own hash, given back, says that the portal has the file. */
export function photoSettled(queue: Queue, sent: PhotoItem, word: PhotoWord): Queue {
  const now = queue.get(sent.id);
  if (now?.is !== "photo" || now.state.is === "sent") return queue;
  if (word.is === "stored" && word.originalHash === now.hash) return put(queue, inState(now, { is: "sent" }));
  return put(queue, inState(now, { is: "refused", message: word.is === "refused" ? word.message : null }));
}

export function chosen(queue: Queue, questionId: string, choice: "mine" | "theirs"): Queue {
  const item = answerOf(queue, questionId);
  if (item?.state.is !== "conflict") return queue;
  const { answer, note, revision } = item.state.theirs;
  const edition = item.edition + 1;
  return choice === "mine"
    ? put(queue, { ...item, revision, edition, state: SAVED_HERE })
    : put(queue, { ...item, answer, note, revision, edition, state: { is: "sent" } });
}

/** Sends a refused piece once more, for when what stood in the way is gone. */
export function again(queue: Queue, id: string): Queue {
  const item = queue.get(id);
  return item?.state.is === "refused" ? put(queue, inState(item, SAVED_HERE)) : queue;
}

/** Only what the portal has refused can be discarded. */
export const discarded = (queue: Queue, id: string): Queue =>
  queue.get(id)?.state.is === "refused" ? without(queue, id) : queue;

/** What the portal itself shows by now need not be kept: its revision of each question, and its files by hash. */
export function caughtUp(
  queue: Queue,
  stored: readonly { readonly questionId: string; readonly revision: number }[]
): Queue {
  const revisions = new Map(stored.map(({ questionId, revision }) => [questionId, revision]));
  return [...queue.values()].reduce(
    (next, item) =>
      item.is === "answer" && item.state.is === "sent" && (revisions.get(item.questionId) ?? -1) >= item.revision
        ? without(next, item.id)
        : next,
    queue
  );
}

export type Totals = Readonly<Record<ItemState["is"], number>>;
export function totals(queue: Queue): Totals {
  const counts = { "saved-here": 0, sending: 0, sent: 0, conflict: 0, refused: 0 };
  for (const { state } of queue.values()) counts[state.is] += 1;
  return counts;
}

/** What would be lost with the device: pieces the portal does not have. */
export function unsentOf(queue: Queue): { readonly answers: number; readonly photos: number } {
  const left = [...queue.values()].filter(({ state }) => state.is !== "sent");
  const answers = left.filter(({ is }) => is === "answer").length;
  return { answers, photos: left.length - answers };
}

function changeAll(queue: Queue, items: Iterable<Item>, change: (item: Item) => Item): Queue {
  const next = new Map(queue);
  for (const { id } of items) {
    const item = next.get(id);
    if (item) next.set(id, change(item));
  }
  return next;
}
