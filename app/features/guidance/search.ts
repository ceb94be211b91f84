/**
 * Search over guides, provisions, questions and cases, in the reader's language.
 *
 * Pure. Chinese is cut into pairs of neighbouring characters (a single character matches by prefix of a pair),
 * English into lower-case words without common endings. Titles weigh more than texts.
 */
import MiniSearch from "minisearch";
import type { Locale } from "~/shared/locale";

export interface SearchDocument {
  /** Also the address of the page. */
  readonly id: string;
  readonly kind: "guide" | "provision" | "question" | "case";
  readonly title: string;
  readonly text: string;
}
export interface SearchHit extends SearchDocument {
  readonly score: number;
}
export type SearchIndex = MiniSearch<SearchDocument>;

/** Runs of Han as pairs, everything else as words. */
export function tokens(text: string): string[] {
  const found: string[] = [];
  for (const [run] of text.normalize("NFKC").toLowerCase().matchAll(/\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu)) {
    if (!/\p{Script=Han}/u.test(run)) found.push(stem(run));
    else if (run.length === 1) found.push(run);
    else for (let at = 0; at + 1 < run.length; at += 1) found.push(run.slice(at, at + 2));
  }
  return found;
}

/** Drops the endings that make English words of one root differ; words under five letters stay as they are. */
function stem(word: string): string {
  if (word.length < 5 || /\d/.test(word)) return word;
  return word.replace(/(?:ies|ied)$/, "y").replace(/(?:ations?|ings?|ments?|ed|es|s|e)$/, "");
}

export function buildIndex(documents: readonly SearchDocument[]): SearchIndex {
  const index: SearchIndex = new MiniSearch<SearchDocument>({
    fields: ["title", "text"],
    storeFields: ["kind", "title", "text"],
    tokenize: tokens,
    processTerm: (term) => term,
    searchOptions: { boost: { title: 4 }, combineWith: "AND", prefix: (term) => term.length === 1 || /^[a-z]{3,}$/.test(term) },
  });
  index.addAll(documents);
  return index;
}

/** Best hits first; nothing for a query without a letter, digit or character. */
export function search(index: SearchIndex, query: string, limit = 30): SearchHit[] {
  return index
    .search(query.slice(0, 100))
    .slice(0, limit)
    .map(({ id, score, kind, title, text }) => ({ id: String(id), kind, title, text, score }));
}

/** A stretch of `text` around the first place that matches the query, at most `length` characters. */
export function excerpt(text: string, query: string, locale: Locale, length = locale === "zh-CN" ? 80 : 160): string {
  const plain = text.replace(/\s+/g, " ");
  const at = tokens(query)
    .map((token) => plain.toLowerCase().indexOf(token))
    .filter((position) => position >= 0)
    .sort((a, b) => a - b)[0];
  const from = Math.max(0, (at ?? 0) - Math.floor(length / 4));
  return `${from > 0 ? "…" : ""}${plain.slice(from, from + length)}${from + length < plain.length ? "…" : ""}`;
}
