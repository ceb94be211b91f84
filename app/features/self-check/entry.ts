/** One answer on its way into a self-check: how it is read from what was sent, and when it is refused. */
import { z } from "zod";
import { plainText } from "~/shared/plain-text";
import { fits, type Answer } from "./answer";
import { answerSchema } from "./answer-schema";
import type { Question } from "./questionnaire";

export interface Entry {
  readonly questionId: string;
  readonly answer: Answer;
  readonly note: string;
  /** The revision its author had seen; 0: none. */
  readonly revision: number;
  /** The device's clock at the moment of answering, as it was sent. */
  readonly deviceTime?: string | undefined;
}

/** Why an entry is not taken. Words of the `self-check-work` texts. */
export const REFUSALS = [
  "unreadable",
  "note-too-long",
  "unknown-question",
  "not-asked",
  "wrong-kind",
  "not-your-part",
] as const;
export type Refusal = (typeof REFUSALS)[number];

export const MAX_ENTRIES = 200;
const MAX_NOTE = 2000;

/** The envelope; what is inside an entry is judged one by one, so that a wrong one does not hold back the others. */
export const entriesSchema = z.strictObject({
  entries: z
    .array(
      z.strictObject({
        questionId: z.string().min(1).max(100),
        answer: z.unknown(),
        note: z.string().max(100_000).default(""),
        revision: z.number().int().nonnegative().max(1_000_000_000).default(0),
        deviceTime: z.string().max(100).optional(),
      })
    )
    .max(MAX_ENTRIES),
  /** Questions whose answer of the last self-check is still so. */
  stillSo: z.array(z.string().min(1).max(100)).max(MAX_ENTRIES).optional(),
});
export type SentEntry = z.output<typeof entriesSchema>["entries"][number];

export function readEntry(sent: SentEntry): Entry | Refusal {
  const answer = answerSchema.safeParse(sent.answer);
  if (!answer.success) return "unreadable";
  const note = plainText(sent.note).trim();
  if (note.length > MAX_NOTE) return "note-too-long";
  return { ...sent, answer: answer.data, note };
}

/** Whether the run takes this answer. `question` is undefined when no version of the run has it. */
export function refusalOf(
  { questionId, answer }: Pick<Entry, "questionId" | "answer">,
  question: Question | undefined,
  asked: ReadonlySet<string>,
  mine: (topic: string) => boolean
): Refusal | null {
  if (!question) return "unknown-question";
  if (!mine(question.topic)) return "not-your-part";
  if (!fits(question, answer)) return "wrong-kind";
  return asked.has(questionId) ? null : "not-asked";
}

const DAY_MS = 86_400_000;

/** A clock more than a day off says nothing: the answer is dated by the server alone. */
export function deviceClock(
  sent: string | undefined,
  now: Date
): { readonly deviceAt: Date | null; readonly clockOff: boolean } {
  if (sent === undefined) return { deviceAt: null, clockOff: false };
  const deviceAt = new Date(sent);
  const off = Math.abs(deviceAt.getTime() - now.getTime());
  return off <= DAY_MS ? { deviceAt, clockOff: false } : { deviceAt: null, clockOff: true };
}
