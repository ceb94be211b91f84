/** The search index of each language, made from the content at the first search and kept. */
import { citationView, lawRegistry } from "~/features/law/content.server";
import { latestQuestionnaires } from "~/features/self-check/content.server";
import { LOCALES, type Locale } from "~/shared/locale";
import { cases, guides } from "./content.server";
import { buildIndex, search, type SearchDocument, type SearchHit, type SearchIndex } from "./search";

const indexes = new Map<Locale, SearchIndex>();

export function searchContent(query: string, locale: Locale): SearchHit[] {
  let index = indexes.get(locale);
  if (!index) indexes.set(locale, (index = buildIndex(documents(locale))));
  return search(index, query);
}

/** Makes the indexes before the first reader needs them. */
export function warmSearch(): void {
  for (const locale of LOCALES) searchContent("warm", locale);
}

function documents(locale: Locale): SearchDocument[] {
  const plain = (markdown: string) => markdown.replace(/\[\[[^\]]*\]\]|\{\{[^}]*\}\}|[#*`|]/g, " ");
  return [
    ...[...guides().values()].map(({ slug, texts }): SearchDocument => {
      const { frontMatter, body } = texts[locale];
      return { id: `/guidance/${slug}`, kind: "guide", title: frontMatter.title, text: `${frontMatter.summary} ${plain(body)}` };
    }),
    ...[...cases().values()].map(({ slug, texts }): SearchDocument => {
      const { frontMatter, body } = texts[locale];
      return { id: `/cases/${slug}`, kind: "case", title: frontMatter.title, text: `${frontMatter.lesson} ${plain(body)}` };
    }),
    ...[...lawRegistry().provisions.values()].map(({ id, provision }): SearchDocument => {
      const view = citationView(id, locale);
      return { id: view.to, kind: "provision", title: `${view.heading} · ${view.label}`, text: provision.summary[locale] };
    }),
    ...latestQuestionnaires().flatMap((questionnaire) =>
      questionnaire.questions.map((question): SearchDocument => ({
        id: `/questions/${question.id}`,
        kind: "question",
        title: question.text[locale],
        text: `${question.why[locale]} ${question.howToCheck[locale]}`,
      }))
    ),
  ];
}
