/**
 * The reference under which a statement stands in its source: "<the source's own number>#<words>", "<words>" without a
 * number, and at the end the statement it replaces. So the same statement twice is stored once, a later one with the same
 * number corrects the earlier one, and a way back to earlier words is a statement of its own. Pure.
 */
export interface Reference {
  /** The source's own number; null when it gave none. */
  readonly number: string | null;
  /** Hash of what the statement says. */
  readonly words: string;
}

export function referenceText({ number, words }: Reference, replaces: string | null): string {
  const base = number === null ? words : `${number}#${words}`;
  return replaces === null ? base : `${base}#${replaces}`;
}

/** Texts of other writers read as words without a number. */
export function readReference(text: string): Reference {
  const parts = /^(?:(.*)#)?([0-9a-f]{32})(?:#[0-9a-f-]{36})?$/s.exec(text);
  return { number: parts?.[1] ?? null, words: parts?.[2] ?? text };
}
