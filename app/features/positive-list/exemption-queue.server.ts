/**
 * Questions that arrive together are answered together: those that wait while others of their key are being answered share
 * the next statement, so its cost is shared too, and nothing is kept between statements that could be out of date.
 *
 * A question joins only what has not begun: its answer is read after it arrived, and its log entry is committed before
 * the answer leaves. A crash can leave an entry without an answer, never an answer without an entry.
 */
import { askWithKey, type ExemptionReply } from "./exemption-ask.server";
import type { Question } from "./exemption-queries.server";

interface Waiting extends Question {
  readonly reply: (reply: ExemptionReply) => void;
  readonly fail: (error: unknown) => void;
}

const TOGETHER = 200;
/** By key, for as long as somebody waits: two statements of one key would only wait for each other, as both count its points. */
const queues = new Map<string, Waiting[]>();

/** `claims` are null when no enterprise with this code is registered within the key's region. */
export function askExemption(keyHash: string, question: Question): Promise<ExemptionReply> {
  return new Promise((reply, fail) => {
    const waiting = { ...question, reply, fail };
    const queue = queues.get(keyHash);
    if (queue) queue.push(waiting);
    else {
      queues.set(keyHash, [waiting]);
      // What the same turn of the event loop brings in comes along.
      setImmediate(() => void workOff(keyHash));
    }
  });
}

async function workOff(keyHash: string): Promise<void> {
  for (let queue = queues.get(keyHash); queue && queue.length > 0; queue = queues.get(keyHash)) await answerTogether(keyHash, queue.splice(0, TOGETHER));
  queues.delete(keyHash);
}

async function answerTogether(keyHash: string, asked: readonly Waiting[]): Promise<void> {
  try {
    const questions = asked.map(({ uscc, purpose }) => ({ uscc, purpose }));
    const replies = await askWithKey(keyHash, questions);
    asked.forEach(({ reply }, at) => reply(replies[at] ?? { is: "no-key" }));
  } catch (error) {
    for (const { fail } of asked) fail(error);
  }
}
