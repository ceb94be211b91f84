/** Whether something was found at the same site before: the same question, or a breach of the same provision. Pure. */
import { addMonths, type Day } from "~/shared/day";

export const RECURRENCE_MONTHS = [12, 24] as const;
export type RecurrenceMonths = (typeof RECURRENCE_MONTHS)[number];

export interface Found {
  readonly siteId: string;
  /** Null where it was not a question that found it. */
  readonly questionId: string | null;
  /** Citation ids. */
  readonly basis: readonly string[];
  readonly foundOn: Day;
}

export interface Recurrence {
  readonly of: string;
  readonly months: RecurrenceMonths;
}

/** Paragraph and item only narrow a citation: two items of one article are one provision. */
const provision = (citation: string): string => citation.split(".")[0] ?? citation;

function isSameMatter(a: Found, b: Found): boolean {
  if (a.siteId !== b.siteId) return false;
  if (a.questionId !== null && a.questionId === b.questionId) return true;
  const cited = new Set(a.basis.map(provision));
  return b.basis.some((citation) => cited.has(provision(citation)));
}

/**
 * The last of the earlier findings that `found` repeats, and the shortest span that holds both. The same date twelve
 * calendar months later is still within twelve months; what was found on the same day is not earlier.
 */
export function recurrenceOf<Earlier extends Found & { readonly id: string }>(
  found: Found,
  earlier: readonly Earlier[]
): Recurrence | null {
  let last: Earlier | null = null;
  for (const one of earlier) {
    if (one.foundOn >= found.foundOn || !isSameMatter(found, one)) continue;
    if (last === null || isLater(one, last, found.questionId)) last = one;
  }
  if (last === null) return null;
  const { id, foundOn } = last;
  const months = RECURRENCE_MONTHS.find((count) => found.foundOn <= addMonths(foundOn, count));
  return months === undefined ? null : { of: id, months };
}

/** Of two on one day the same question comes before the same provision; then the id, so that the order given does not matter. */
function isLater(
  a: Found & { readonly id: string },
  b: Found & { readonly id: string },
  questionId: string | null
): boolean {
  if (a.foundOn !== b.foundOn) return a.foundOn > b.foundOn;
  const [asked, other] = [a, b].map((one) => questionId !== null && one.questionId === questionId);
  return asked === other ? a.id < b.id : asked === true;
}
