import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { excerpt } from "~/features/guidance/search";
import { searchContent } from "~/features/guidance/search.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { Button } from "~/shared/ui/button";
import { Page } from "~/shared/ui/page";
import { EmptyState, Tag } from "~/shared/ui/status";

export async function loader({ request }: LoaderFunctionArgs) {
  const locale = await localeOf(request);
  const query = (new URL(request.url).searchParams.get("q") ?? "").trim().slice(0, 100);
  const hits = query === "" ? [] : searchContent(query, locale);
  return {
    query,
    title: translator(locale, "guidance")("search.title"),
    hits: hits.map(({ id, kind, title, text }) => ({ id, kind, title, excerpt: excerpt(text, query, locale) })),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function SearchPage() {
  const { query, hits } = useLoaderData<typeof loader>();
  const { t } = useTranslation("guidance");
  return (
    <Page title={t("search.title")}>
      <Form method="get" className="mb-8 flex max-w-measure gap-3">
        <input
          key={query}
          type="search"
          name="q"
          defaultValue={query}
          aria-label={t("search.label")}
          className="min-h-11 w-full rounded-box border-2 border-strong bg-page px-3"
        />
        <Button className="shrink-0">{t("search.button")}</Button>
      </Form>
      {query !== "" ? <p className="mb-4 text-muted">{t("search.count", { count: hits.length, query })}</p> : null}
      {query !== "" && hits.length === 0 ? <EmptyState title={t("search.none")}>{t("search.tip")}</EmptyState> : null}
      <ul>
        {hits.map((hit) => (
          <li key={hit.id} className="border-b border-line py-3">
            <Tag tone="plain">{t(`search.kind.${hit.kind}`)}</Tag>
            <h2 className="text-base">
              <Link to={hit.id}>{hit.title}</Link>
            </h2>
            <p className="max-w-measure text-small text-muted">{hit.excerpt}</p>
          </li>
        ))}
      </ul>
    </Page>
  );
}
