/** What came of saving, as the page that asked is told. */
import { translator } from "~/platform/i18n.server";
import type { Locale } from "~/shared/locale";
import type { EntryResult } from "./answer-rows.server";
import { answerText } from "./answer-text.server";
import { readEntry, type Entry, type SentEntry } from "./entry";

/** Parts what can be read from what cannot. */
export function readEntries(sent: readonly SentEntry[]): {
  readonly entries: readonly Entry[];
  readonly refused: readonly EntryResult[];
} {
  const read = sent.map((each) => [each.questionId, readEntry(each)] as const);
  return {
    entries: read.flatMap(([, entry]) => (typeof entry === "string" ? [] : [entry])),
    refused: read.flatMap(([questionId, why]) =>
      typeof why === "string" ? [{ is: "refused" as const, questionId, why }] : []
    ),
  };
}

export function entryResultsView(results: readonly EntryResult[], locale: Locale) {
  return results.map((result) => {
    switch (result.is) {
      case "saved": {
        const { questionId, revision, clockOff } = result;
        return { questionId, is: result.is, revision, ...(clockOff ? { clockOff } : {}) };
      }
      case "refused":
        return {
          questionId: result.questionId,
          is: result.is,
          message: translator(locale, "self-check-work")(`refusal.${result.why}`),
        };
      case "conflict": {
        const { questionId, answer, note, revision, by, at } = result.theirs;
        const inWords = answerText(result.question, answer, locale);
        return {
          questionId,
          is: result.is,
          theirs: { answer, answerText: inWords, note, revision, by, at: at.toISOString() },
        };
      }
    }
  });
}
