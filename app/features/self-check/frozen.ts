/**
 * A completed self-check as it is kept: versions, inputs and result in one value, and the one text of it that is hashed.
 * Evaluating the inputs again gives the same text, byte for byte.
 */
import { z } from "zod";
import type { Day } from "~/shared/day";
import { daySchema } from "~/shared/day-schema";
import type { Answers } from "./answer";
import { answerSchema } from "./answer-schema";
import type { FrozenCalendar } from "./due-day";
import { evaluateSelfCheck, frozenPart, type Evaluation } from "./evaluate";
import {
  questionnaireSchema,
  siteFactsSchema,
  type Questionnaire,
  type SiteFacts,
} from "./questionnaire";

export interface FrozenEvidence {
  readonly questionId: string;
  /** SHA-256 of the stored bytes, hex. */
  readonly hash: string;
  /** First day it speaks for. */
  readonly effectiveOn: Day;
  /** Last day; absent when no end is known, as in everything frozen before there were ends. */
  readonly effectiveTo?: Day | undefined;
}
interface Inputs {
  readonly on: Day;
  readonly siteFacts: SiteFacts;
  readonly answers: Answers;
  readonly evidence: readonly FrozenEvidence[];
  /** What the due days of its findings rest on; absent in everything frozen before it was kept. */
  readonly calendar?: FrozenCalendar | undefined;
}
export interface FrozenSelfCheck extends Inputs {
  readonly questionnaires: readonly { readonly id: string; readonly version: number }[];
  readonly evaluation: Evaluation;
}

export const frozenSchema = z.strictObject({
  on: daySchema,
  siteFacts: siteFactsSchema,
  answers: z.record(z.string(), answerSchema),
  evidence: z.array(
    z.strictObject({ questionId: z.string(), hash: z.string(), effectiveOn: daySchema, effectiveTo: daySchema.optional() })
  ),
  calendar: z
    .strictObject({ holidays: z.array(daySchema), makeUpWorkingDays: z.array(daySchema) })
    .optional(),
  questionnaires: z.array(
    z.strictObject({ id: questionnaireSchema.shape.id, version: z.number() })
  ),
  evaluation: z.strictObject({
    visible: z.array(z.string()),
    completeness: z.strictObject({ answered: z.number(), notKnown: z.number(), total: z.number() }),
    findings: z.array(
      z.strictObject({ questionId: z.string(), severity: z.enum(["red-line", "major", "minor"]) })
    ),
    result: z.enum(["red", "amber", "green"]),
  }),
});

/** Freezes a self-check. The order in which answers and evidence came in leaves no trace. */
export function freeze(questionnaires: readonly Questionnaire[], inputs: Inputs): FrozenSelfCheck {
  const { on, siteFacts, answers, calendar } = inputs;
  const key = ({ questionId, hash, effectiveOn, effectiveTo }: FrozenEvidence) =>
    `${questionId} ${hash} ${effectiveOn} ${effectiveTo ?? ""}`;
  return {
    on,
    siteFacts,
    answers,
    evidence: [...inputs.evidence].sort((a, b) => (key(a) < key(b) ? -1 : 1)),
    ...(calendar ? { calendar } : {}),
    questionnaires: questionnaires.map(({ id, version }) => ({ id, version })),
    evaluation: frozenPart(evaluateSelfCheck(questionnaires, siteFacts, answers, on)),
  };
}

/** JSON with sorted keys and no spaces: equal values have equal texts. Only for plain JSON values. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, inner]) => `${JSON.stringify(name)}:${canonicalJson(inner)}`).join(",")}}`;
}
