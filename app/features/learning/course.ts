/**
 * The shape of a published course version and its question bank. Content: content/courses/<slug>/course.yaml,
 * bank.yaml and lessons/<lesson>.<locale>.md (front matter: title, minutes).
 *
 * Published is immutable: a change raises `version`. Correct answers never leave the server.
 */
import { z } from "zod";
import { contentSectorSchema } from "~/features/guidance/guide";
import { citationSchema } from "~/shared/citation";
import { daySchema } from "~/shared/day-schema";
import { localisedSchema } from "~/shared/locale";

export const courseSchema = z.strictObject({
  slug: z.string().regex(/^[a-z][a-z0-9-]*$/),
  version: z.number().int().positive(),
  publishedOn: daySchema,
  title: localisedSchema,
  summary: localisedSchema,
  sector: contentSectorSchema,
  /** Lesson file names without locale and extension, in reading order. */
  lessons: z.array(z.string()).min(1),
  exam: z.strictObject({
    questionCount: z.number().int().min(5),
    secondsPerQuestion: z.number().int().min(10),
    passPercent: z.number().int().min(60).max(100),
  }),
});
export type Course = z.output<typeof courseSchema>;

export const lessonFrontMatterSchema = z.strictObject({
  title: z.string().min(1),
  minutes: z.number().int().positive(),
});

export const bankQuestionSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  lesson: z.string(),
  /** "single": one right option; "multiple": all right ones and no other must be chosen. */
  kind: z.enum(["single", "multiple"]),
  text: localisedSchema,
  options: z
    .array(z.strictObject({ id: z.string(), text: localisedSchema, correct: z.boolean() }))
    .min(2)
    .max(6),
  /** Shown after the exam. */
  explanation: localisedSchema,
  basis: z.array(citationSchema).min(1),
});
export type BankQuestion = z.output<typeof bankQuestionSchema>;

export const bankSchema = z.strictObject({ questions: z.array(bankQuestionSchema).min(20) });
