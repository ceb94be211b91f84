/** Kinds of legal notices, their stored words, and the line of times that both sides see. Pure. */
import { z } from "zod";
import type { Day } from "~/shared/day";

export const NOTICE_KINDS = [
  "approval",
  "refusal",
  "renewal-refusal",
  "suspension",
  "hearing",
  "reinstatement",
  "removal",
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

const wordsSchema = z.strictObject({ title: z.string(), text: z.string() });
export const noticeWordsSchema = z.strictObject({ "zh-CN": wordsSchema, en: wordsSchema });

export type NoticeStanding = "acknowledged" | "opened" | "served-otherwise" | "waiting" | "overdue";

interface Times {
  readonly openedAt: unknown;
  readonly acknowledgedAt: unknown;
  readonly fallbackWay: unknown;
  readonly openDueOn: Day;
}

/** How a notice stands on `on`; until its last day it only waits. */
export function noticeStanding({ openedAt, acknowledgedAt, fallbackWay, openDueOn }: Times, on: Day): NoticeStanding {
  if (acknowledgedAt !== null) return "acknowledged";
  if (openedAt !== null) return "opened";
  if (fallbackWay !== null) return "served-otherwise";
  return on > openDueOn ? "overdue" : "waiting";
}
