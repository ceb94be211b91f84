/**
 * Questions that arrive together are answered together: those that wait while others are being answered share the next
 * transaction, so its cost is shared too, and nothing is kept between transactions that could be out of date.
 *
 * A question joins only what has not begun: its answer is read after it arrived, and its log entry is committed before
 * the answer leaves. A crash can leave an entry without an answer, never an answer without an entry.
 */
import type { MachineAnswer } from "./machine.server";
import { admit } from "./machine.server";
import type { ExemptionClaims } from "./exemption-answer";
import { answerQuestions, type Question } from "./exemption-queries.server";

export type ExemptionReply =
  | { readonly is: "answered"; readonly claims: ExemptionClaims | null; readonly epoch: number }
  | Exclude<MachineAnswer, { is: "known" }>;

interface Waiting extends Question {
  readonly keyHash: string;
  readonly reply: (reply: ExemptionReply) => void;
  readonly fail: (error: unknown) => void;
}

const AT_ONCE = 3;
const TOGETHER = 200;
let waiting: Waiting[] = [];
let running = 0;

/** `claims` are null when no enterprise with this code is registered within the key's region. */
export function askExemption(keyHash: string, question: Question): Promise<ExemptionReply> {
  return new Promise((reply, fail) => {
    waiting.push({ ...question, keyHash, reply, fail });
    // What the same turn of the event loop brings in comes along.
    if (waiting.length === 1) setImmediate(next);
  });
}

function next(): void {
  const [first] = waiting;
  if (!first || running >= AT_ONCE) return;
  const mine: Waiting[] = [];
  const others: Waiting[] = [];
  for (const one of waiting) (one.keyHash === first.keyHash && mine.length < TOGETHER ? mine : others).push(one);
  waiting = others;
  running += 1;
  void answerTogether(first.keyHash, mine).finally(() => {
    running -= 1;
    next();
  });
  next();
}

async function answerTogether(keyHash: string, asked: readonly Waiting[]): Promise<void> {
  try {
    const machines = await admit(keyHash, "exemption:read", asked.length);
    const known = machines.find((machine) => machine.is === "known");
    // Those admitted come before those that were too many.
    const admitted = machines.filter(({ is }) => is === "known").length;
    const claims = known ? await answerQuestions(known.actor, asked.slice(0, admitted)) : [];
    asked.forEach(({ reply }, at) => {
      const machine = machines[at] ?? { is: "no-key" as const };
      reply(machine.is === "known" ? { is: "answered", claims: claims[at] ?? null, epoch: machine.epoch } : machine);
    });
  } catch (error) {
    for (const { fail } of asked) fail(error);
  }
}
