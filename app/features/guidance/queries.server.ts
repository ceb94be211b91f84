/** What the guidance pages show, ready for one language. Content only: no database. */
import { formatDay } from "~/shared/format";
import type { Locale } from "~/shared/locale";
import { articleHtml, cases, guides } from "./content.server";
import { contentSectorSchema, type ContentSector } from "./guide";

export interface GuideLine {
  readonly to: string;
  readonly title: string;
  readonly summary: string;
  readonly topic: string;
}

/** Guides for a sector: its own first, then the general ones. */
export function guideLines(sector: ContentSector, locale: Locale): GuideLine[] {
  const rank = (line: { sector: ContentSector }) => (line.sector === "general" ? 1 : 0);
  return [...guides().values()]
    .map(({ slug, texts }) => ({ slug, ...texts[locale].frontMatter }))
    .filter((guide) => guide.sector === sector || guide.sector === "general")
    .sort((a, b) => rank(a) - rank(b))
    .map(({ slug, title, summary, topic }) => ({ to: `/guidance/${slug}`, title, summary, topic }));
}

export function guidePage(slug: string, locale: Locale) {
  const guide = guides().get(slug);
  if (!guide) return null;
  const { frontMatter } = guide.texts[locale];
  return {
    ...frontMatter,
    updated: formatDay(frontMatter.updatedOn, locale),
    html: articleHtml(guide.texts[locale], locale),
  };
}

export function caseLines(locale: Locale) {
  return [...cases().values()].map(({ slug, texts }) => {
    const { title, summary, place, sector } = texts[locale].frontMatter;
    return { to: `/cases/${slug}`, title, summary, place, sector };
  });
}

export function casePage(slug: string, locale: Locale) {
  const found = cases().get(slug);
  if (!found) return null;
  return { ...found.texts[locale].frontMatter, html: articleHtml(found.texts[locale], locale) };
}

/** The sector named in the address or remembered in the cookie's value; general otherwise. */
export function sectorFrom(value: unknown): ContentSector {
  const parsed = contentSectorSchema.safeParse(value);
  return parsed.success ? parsed.data : "general";
}
