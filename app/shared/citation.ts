/**
 * The one kind of pointer to law: "<instrument>/<article>[.<paragraph>[.<item>]]", e.g. "eec-2026/1108" or "pr-2021/33.2".
 *
 * What an id says, from when to when it is in force, and its official link stand once, in content/law/.
 */
import { z } from "zod";

const CITATION = /^[a-z][a-z0-9-]*\/\d+(-\d+)?(\.\d+){0,2}$/;

export type CitationId = string & { readonly __brand: "CitationId" };

export const citationSchema = z.string().regex(CITATION, {
  error: 'not a citation id: expected "<instrument>/<article>", e.g. "eec-2026/1108"',
}) as unknown as z.ZodType<CitationId, string>;

export interface CitationParts {
  readonly instrument: string;
  /** Article number, without paragraph and item. */
  readonly article: string;
  readonly paragraph: string | null;
  readonly item: string | null;
}

/** Splits an id that `citationSchema` has accepted. */
export function citationParts(id: CitationId): CitationParts {
  const [instrument = "", rest = ""] = id.split("/");
  const [article = "", paragraph = null, item = null] = rest.split(".");
  return { instrument, article, paragraph, item };
}
