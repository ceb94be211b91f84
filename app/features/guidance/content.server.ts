/** Guides and typical cases, parsed and checked once. */
import { checkCitations, inlineCitations, linkCitations } from "~/features/law/content.server";
import { ContentError, contentFiles, parseMarkdown, type ContentFile } from "~/platform/content.server";
import { contentHtml } from "~/platform/markdown.server";
import type { CitationId } from "~/shared/citation";
import { LOCALES, type Locale } from "~/shared/locale";
import type { z } from "zod";
import { caseSchema, guideSchema, type ContentSector, type Guide, type TypicalCase } from "./guide";

interface Text<T> {
  readonly frontMatter: T;
  readonly body: string;
  readonly file: ContentFile;
}
/** One guide or case in both languages. */
export interface Article<T> {
  readonly slug: string;
  readonly texts: Readonly<Record<Locale, Text<T>>>;
}

const cache: { guides?: Map<string, Article<Guide>>; cases?: Map<string, Article<TypicalCase>> } = {};
/** By "<sector>/<slug>". @throws {ContentError} */
export const guides = (): Map<string, Article<Guide>> => (cache.guides ??= load("guides/", guideSchema, checkGuide));
/** By slug. @throws {ContentError} */
export const cases = (): Map<string, Article<TypicalCase>> => (cache.cases ??= load("cases/", caseSchema, checkCase));

function load<S extends z.ZodType>(
  folder: string,
  schema: S,
  check: (key: string, text: Text<z.output<S>>) => void
): Map<string, Article<z.output<S>>> {
  const found = new Map<string, Partial<Record<Locale, Text<z.output<S>>>>>();
  for (const file of contentFiles(folder, "md")) {
    const match = /^(.*)\.(zh-CN|en)\.md$/.exec(file.path.slice(folder.length));
    if (!match?.[1]) throw new ContentError(file.path, 1, 'name it "<slug>.zh-CN.md" or "<slug>.en.md".');
    const text = { ...parseMarkdown(file, schema), file };
    check(match[1], text);
    found.set(match[1], { ...found.get(match[1]), [match[2] as Locale]: text });
  }
  return new Map(
    [...found].map(([key, texts]) => {
      for (const locale of LOCALES)
        if (!texts[locale]) throw new ContentError(`${folder}${key}`, 1, `the ${locale} file is missing.`);
      return [key, { slug: key, texts: texts as Record<Locale, Text<z.output<S>>> }];
    })
  );
}

function checkGuide(key: string, { frontMatter, file, body }: Text<Guide>): void {
  if (!key.startsWith(`${frontMatter.sector}/`)) throw new ContentError(file.path, 2, "sector differs from the folder.");
  checkCitations(file, inlineCitations(body), frontMatter.updatedOn);
}

/** A case may cite what was in force when it happened, so only existence is checked. */
function checkCase(_key: string, { frontMatter, file, body }: Text<TypicalCase>): void {
  for (const id of [...frontMatter.citations, ...inlineCitations(body)]) linkable(file, id);
}

function linkable(file: ContentFile, id: CitationId): void {
  try {
    linkCitations(`[[${id}]]`, "en");
  } catch {
    throw new ContentError(file.path, file.text.split("\n").findIndex((line) => line.includes(id)) + 1, `${id} is not in content/law/provisions.`);
  }
}

export const articleHtml = (text: { body: string }, locale: Locale): string => contentHtml(linkCitations(text.body, locale));


export const guidesOf = (sector: ContentSector): Article<Guide>[] =>
  [...guides().values()].filter((guide) => guide.texts.en.frontMatter.sector === sector);
