/** The law registry: content/law, parsed and indexed once. Every citation of the product resolves here. */
import { ContentError, contentFile, contentFiles, parseYaml, type ContentFile } from "~/platform/content.server";
import { citationParts, citationSchema, type CitationId } from "~/shared/citation";
import type { Day } from "~/shared/day";
import type { Locale } from "~/shared/locale";
import { z } from "zod";
import type { CitationView } from "./citation-view";
import { instrumentSchema, provisionFileSchema, type Instrument, type Provision } from "./provision";

export interface RegisteredProvision {
  readonly id: CitationId;
  readonly instrument: Instrument;
  readonly provision: Provision;
}

interface Registry {
  readonly instruments: ReadonlyMap<string, Instrument>;
  /** By article-level id, e.g. "eec-2026/1108". */
  readonly provisions: ReadonlyMap<string, RegisteredProvision>;
  /** Article-level ids of those that say now what a former article said. */
  readonly successors: ReadonlyMap<string, readonly CitationId[]>;
}

let cached: Registry | undefined;
/** @throws {ContentError} at the first file that does not fit */
export function lawRegistry(): Registry {
  return (cached ??= loadRegistry());
}

function loadRegistry(): Registry {
  const list = parseYaml(contentFile("law/instruments.yaml"), z.array(instrumentSchema));
  const instruments = new Map(list.map((instrument) => [instrument.id, instrument]));
  const provisions = new Map<string, RegisteredProvision>();
  for (const file of contentFiles("law/provisions/", "yaml")) {
    const parsed = parseYaml(file, provisionFileSchema);
    const instrument = instruments.get(parsed.instrument);
    if (!instrument) throw new ContentError(file.path, 1, `instrument "${parsed.instrument}" is not in law/instruments.yaml.`);
    for (const provision of parsed.provisions) {
      const id = `${instrument.id}/${provision.article}` as CitationId;
      if (provisions.has(id)) throw new ContentError(file.path, lineOfArticle(file, provision.article), `article ${provision.article} stands twice.`);
      provisions.set(id, { id, instrument, provision });
    }
  }
  return { instruments, provisions, successors: successorsOf([...provisions.values()]) };
}

function successorsOf(provisions: readonly RegisteredProvision[]): ReadonlyMap<string, readonly CitationId[]> {
  const successors = new Map<string, CitationId[]>();
  for (const { id, provision } of provisions)
    for (const former of provision.formerly) {
      const { instrument, article } = citationParts(former);
      const key = `${instrument}/${article}`;
      successors.set(key, [...(successors.get(key) ?? []), id]);
    }
  return successors;
}

const lineOfArticle = (file: ContentFile, article: string): number =>
  Math.max(1, file.text.split("\n").findLastIndex((line) => line.includes(`"${article}"`)) + 1);

/** The provision behind an id (paragraph and item only narrow it), or null. */
export function provisionOf(id: CitationId): RegisteredProvision | null {
  const { instrument, article } = citationParts(id);
  return lawRegistry().provisions.get(`${instrument}/${article}`) ?? null;
}

/** Whether the registry has the provision that somebody typed. */
export const isKnownCitation = (text: string): boolean => {
  const id = citationSchema.safeParse(text);
  return id.success && provisionOf(id.data) !== null;
};

/** Was the provision in force on that day? */
export function inForceOn({ instrument, provision }: RegisteredProvision, on: Day): boolean {
  const from = provision.inForceFrom ?? instrument.inForceFrom;
  const to = provision.inForceTo ?? instrument.inForceTo;
  return from <= on && (to === null || on <= to);
}

/** When the provision behind an id is in force, and what says it afterwards; null for an id outside the registry. */
export function spanOf(id: CitationId): { from: Day; to: Day | null; replacedBy: readonly CitationId[] } | null {
  const found = provisionOf(id);
  if (!found) return null;
  const { instrument, provision } = found;
  return {
    from: provision.inForceFrom ?? instrument.inForceFrom,
    to: provision.inForceTo ?? instrument.inForceTo,
    replacedBy: lawRegistry().successors.get(found.id) ?? [],
  };
}

/**
 * Checks that ids cited by a content file exist and were in force on `on`.
 *
 * @throws {ContentError} with the line of the first id that does not resolve, and the remedy
 */
export function checkCitations(file: ContentFile, ids: readonly CitationId[], on: Day): void {
  for (const id of ids) {
    const line = file.text.split("\n").findIndex((text) => text.includes(id)) + 1;
    const found = provisionOf(id);
    if (!found) throw new ContentError(file.path, line, `${id} is not in content/law/provisions. Add the provision or correct the id.`);
    if (!inForceOn(found, on))
      throw new ContentError(file.path, line, `${id} was not in force on ${on}. Cite the provision that took its place.`);
  }
}

/** How readers of each language write a citation, e.g. 《生态环境法典》第1108条 / Code, art. 1108; also for articles outside the registry. */
export function citationLabel(id: CitationId, locale: Locale): string {
  const { instrument, article, paragraph, item } = citationParts(id);
  const short = lawRegistry().instruments.get(instrument)?.shortTitle[locale] ?? instrument;
  return locale === "zh-CN"
    ? `${short}第${article}条${paragraph ? `第${paragraph}款` : ""}${item ? `第${item}项` : ""}`
    : `${short}, art. ${article}${paragraph ? `(${paragraph})` : ""}${item ? `(${item})` : ""}`;
}

/** Label and target of a citation. @throws {Error} for an id outside the registry */
export function citationView(id: CitationId, locale: Locale): CitationView {
  const found = provisionOf(id);
  if (!found) throw new Error(`No provision ${id}.`);
  const to = `/law/${found.instrument.id}/${found.provision.article}`;
  return { id, label: citationLabel(id, locale), heading: found.provision.heading[locale], to };
}

export function citationViews(ids: readonly string[], locale: Locale): CitationView[] {
  return ids.map((id) => citationView(id as CitationId, locale));
}

const INLINE = /\[\[([a-z][a-z0-9-]*\/\d+(?:-\d+)?(?:\.\d+){0,2})\]\]/g;

/** Ids cited inline as [[id]]. */
export function inlineCitations(markdown: string): CitationId[] {
  return [...markdown.matchAll(INLINE)].map((match) => match[1] as CitationId);
}

/** Markdown with each [[id]] turned into a link that reads as lawyers write it. */
export function linkCitations(markdown: string, locale: Locale): string {
  return markdown.replace(INLINE, (_whole, id: string) => {
    const view = citationView(id as CitationId, locale);
    return locale === "zh-CN" ? `（[${view.label}](${view.to})）` : `([${view.label}](${view.to}))`;
  });
}

/** Repealed article → article of the Code, for the page that shows what changed. */
export function lawChanges(): { former: RegisteredProvision | null; formerId: CitationId; current: RegisteredProvision }[] {
  return [...lawRegistry().provisions.values()].flatMap((current) =>
    current.provision.formerly.map((formerId) => ({ former: provisionOf(formerId), formerId, current }))
  );
}
