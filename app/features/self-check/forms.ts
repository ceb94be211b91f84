/** Forms of sites, answers and evidence. Messages are keys of the `errors` namespace. */
import { z } from "zod";
import type { Day } from "~/shared/day";
import { daySchema } from "~/shared/day-schema";
import { plainText } from "~/shared/plain-text";
import { heldBy, type Answer } from "./answer";
import type { EvidenceDays } from "./evidence-days";
import { PURPOSES } from "./purpose";
import type { Question } from "./questionnaire";
import { readAnswer, typedFields } from "./read-answer";

const yesNo = z.enum(["yes", "no"]).transform((value) => value === "yes");
const PERMIT_NUMBER = /^[0-9A-Z]{22}$/;

/** Groups of enterprises by size, largest first. */
export const SIZES = ["large", "medium", "small", "micro"] as const;

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
    size: z.enum(SIZES).optional(),
    revision: z.coerce.number().int().positive(),
  })
  .transform(({ permitNumber = null, permitExpiresOn = null, size = null, ...rest }) => ({
    ...rest,
    size,
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

export const startForm = z.object({
  siteId: z.uuid(),
  idempotencyKey: z.uuid(),
  from: z.enum(["last", "empty"]).default("empty"),
});

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
  answer ? JSON.stringify([answer.is, heldBy(answer), note]) : "";

const entryFields = z.object({
  ...typedFields,
  note: z.string().transform(plainText).pipe(z.string().max(2000)).default(""),
  revision: z.coerce.number().int().nonnegative().catch(0),
  was: z.string().max(200_000).default(""),
});

/**
 * The form of one topic: a group of fields for each question, named by its id. `attached`: the hashes of the files that
 * are there for a question.
 */
export function topicForm(
  questions: readonly Question[],
  attached: (questionId: string) => readonly string[] = () => []
) {
  const fields = Object.fromEntries(
    questions.map(
      (question) => [question.id, entryFields.default({ note: "", revision: 0, was: "" })] as const
    )
  );
  return z.object(fields).transform((given, context) =>
    questions.map((question): AnswerEntry => {
      const { note = "", revision = 0, was = "", ...typed } = given[question.id] ?? {};
      const read = readAnswer(question, typed, attached(question.id));
      const faults = "wrong" in read ? read.wrong : [];
      for (const { path, error } of faults)
        context.addIssue({ code: "custom", path: [question.id, ...path], message: error });
      const answer = "wrong" in read ? null : read.answer;
      if (faults.length === 0 && !answer && note !== "")
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

/** From when to when evidence speaks; it begins between `from` and `on`, and may end later. */
export function evidenceDaysForm(on: Day, from: Day | null = null) {
  const begins = daySchema.superRefine((value, context) => {
    if (value > on) context.addIssue({ code: "custom", message: `tooLate?max=${on}` });
    if (from !== null && value < from)
      context.addIssue({ code: "custom", message: `tooEarly?min=${from}` });
  });
  return z
    .object({ effectiveFrom: begins, effectiveTo: daySchema.optional() })
    .superRefine(({ effectiveFrom, effectiveTo }, context) => {
      if (effectiveTo !== undefined && effectiveTo < effectiveFrom)
        context.addIssue({
          code: "custom",
          path: ["effectiveTo"],
          message: `tooEarly?min=${effectiveFrom}`,
        });
    })
    .transform(
      ({ effectiveFrom, effectiveTo = null }): EvidenceDays => ({ effectiveFrom, effectiveTo })
    );
}

/** A file with its days. */
export function evidenceForm(on: Day, from: Day | null = null) {
  const file = z
    .instanceof(File, { error: "file" })
    .refine(({ name }) => name !== "", { error: "file" });
  return z
    .object({ file })
    .and(evidenceDaysForm(on, from))
    .transform(({ file: given, ...days }) => ({ file: given, days }));
}
export const removeEvidenceForm = z.object({ intent: z.literal("remove"), evidenceId: z.uuid() });

export const purposeSchema = z.enum(PURPOSES);

/** Files that are there already, for questions of the same draft. */
export const reuseForm = z.object({
  evidenceIds: z.array(z.uuid()).min(1, { error: "chooseFile" }).max(50),
  questionIds: z
    .array(z.string().regex(/^[a-z0-9][a-z0-9-]{0,80}$/))
    .min(1, { error: "chooseQuestion" })
    .max(50),
});
