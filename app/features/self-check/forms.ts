/** Forms of sites, answers and evidence. Messages are keys of the `errors` namespace. */
import { z } from "zod";
import { daySchema, isDay, type Day } from "~/shared/day";
import { plainText } from "~/shared/plain-text";
import { fits, type Answer } from "./answer";
import { PURPOSES } from "./purpose";
import type { Question } from "./questionnaire";

const yesNo = z.enum(["yes", "no"]).transform((value) => value === "yes");
const PERMIT_NUMBER = /^[0-9A-Z]{22}$/;

export const siteForm = z
  .object({
    permitClass: z.enum(["key", "simplified", "registration"]),
    permitNumber: z
      .string()
      .transform((text) => text.replace(/\s/g, "").toUpperCase())
      .pipe(z.string().regex(PERMIT_NUMBER, { error: "permitNumber" }))
      .optional(),
    permitExpiresOn: daySchema.optional(),
    dischargesWater: yesNo,
    dischargesAir: yesNo,
    generatesHazardousWaste: yesNo,
    automaticMonitoring: yesNo,
    onDisclosureList: yesNo,
    sector: z.enum(["electroplating", "coating", "textile-dyeing"]),
    revision: z.coerce.number().int().positive(),
  })
  .transform(({ permitNumber = null, permitExpiresOn = null, ...rest }) => ({
    ...rest,
    permitNumber,
    permitExpiresOn,
  }))
  .superRefine(({ permitClass, permitNumber, permitExpiresOn }, context) => {
    if (permitClass === "registration") return;
    if (permitNumber === null)
      context.addIssue({ code: "custom", path: ["permitNumber"], message: "required" });
    if (permitExpiresOn === null)
      context.addIssue({ code: "custom", path: ["permitExpiresOn"], message: "required" });
  });
export type SiteInput = z.output<typeof siteForm>;

export const startForm = z.object({ siteId: z.uuid(), idempotencyKey: z.uuid() });

/** What a person did with one question. `answer` null: nothing answered. `was` is what the page had shown. */
export interface AnswerEntry {
  readonly questionId: string;
  readonly answer: Answer | null;
  readonly note: string;
  readonly revision: number;
  readonly was: string;
}

/** How an answer and its note are compared with what a page had shown. */
export const shownAs = (answer: Answer | null, note: string): string =>
  answer ? JSON.stringify([answer.is, "value" in answer ? answer.value : null, note]) : "";

const entryFields = z.object({
  is: z.string().max(80).optional(),
  value: z.string().max(40).optional(),
  note: z.string().transform(plainText).pipe(z.string().max(2000)).default(""),
  revision: z.coerce.number().int().nonnegative().catch(0),
  was: z.string().max(8000).default(""),
});

/** The form of one topic: a group of fields for each question, named by its id. */
export function topicForm(questions: readonly Question[]) {
  const fields = Object.fromEntries(
    questions.map(
      (question) => [question.id, entryFields.default({ note: "", revision: 0, was: "" })] as const
    )
  );
  return z.object(fields).transform((given, context) =>
    questions.map((question): AnswerEntry => {
      const { note = "", revision = 0, was = "", ...typed } = given[question.id] ?? {};
      const read = readAnswer(question, typed);
      if ("error" in read)
        context.addIssue({ code: "custom", path: [question.id, read.field], message: read.error });
      const answer = "error" in read ? null : read.answer;
      if (!("error" in read) && !answer && note !== "")
        context.addIssue({ code: "custom", path: [question.id, "is"], message: "required" });
      return { questionId: question.id, answer, note, revision, was };
    })
  );
}

/** On what a person's entry rests: the revision, and how it was shown. */
export interface ReadMark {
  readonly revision: number;
  readonly was: string;
}

/** The marks as they were posted: a refused form goes on resting on what its author had seen. */
export function postedReads(
  form: FormData,
  questions: readonly Question[]
): Record<string, ReadMark> {
  const text = (name: string) => String(form.get(name) ?? "");
  return Object.fromEntries(
    questions.map(({ id }) => [
      id,
      { revision: Number(text(`${id}.revision`)) || 0, was: text(`${id}.was`) },
    ])
  );
}

type Read = { answer: Answer | null } | { field: "is" | "value"; error: string };

function readAnswer(
  question: Question,
  { is, value = "" }: { is?: string | undefined; value?: string | undefined }
): Read {
  const typed = value.trim();
  if (is === "not-known" || is === "not-applicable") {
    if (is === "not-applicable" && !question.allowsNotApplicable)
      return { field: "is", error: "choose" };
    return typed === "" ? { answer: { is } } : { field: "value", error: "contradictory" };
  }
  if (question.kind === "number" || question.kind === "day") {
    if (typed === "")
      return is === "value" ? { field: "value", error: "required" } : { answer: null };
    return question.kind === "number"
      ? readNumber(question, typed)
      : isDay(typed)
        ? { answer: { is: "day", value: typed } }
        : { field: "value", error: "day" };
  }
  if (is === undefined || is === "") return { answer: null };
  const answer: Answer | null =
    question.kind === "choice"
      ? { is: "choice", value: is }
      : is === "yes" || is === "no"
        ? { is }
        : null;
  return answer && fits(question, answer) ? { answer } : { field: "is", error: "choose" };
}

/** Full-width digits and a comma as thousands mark are what people type. */
function readNumber(question: Extract<Question, { kind: "number" }>, typed: string): Read {
  const value = Number(
    typed
      .normalize("NFKC")
      .replace(/,(?=\d{3}\b)/g, "")
      .trim()
  );
  if (!Number.isFinite(value)) return { field: "value", error: "number" };
  if (value < question.min) return { field: "value", error: `tooSmall?min=${question.min}` };
  if (value > question.max) return { field: "value", error: `tooBig?max=${question.max}` };
  return { answer: { is: "number", value } };
}

/** A file with the day it speaks for, which lies between `from` and `on`. */
export function evidenceForm(on: Day, from: Day | null = null) {
  return z.object({
    file: z
      .instanceof(File, { error: "file" })
      .refine((file) => file.name !== "", { error: "file" }),
    effectiveOn: daySchema.superRefine((value, context) => {
      if (value > on) context.addIssue({ code: "custom", message: `tooLate?max=${on}` });
      if (from !== null && value < from)
        context.addIssue({ code: "custom", message: `tooEarly?min=${from}` });
    }),
  });
}
export const removeEvidenceForm = z.object({ intent: z.literal("remove"), evidenceId: z.uuid() });

export const purposeSchema = z.enum(PURPOSES);
