/** The pages "about" and "accessibility": one text each, kept with the other texts. */
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { linkCitations } from "~/features/law/content.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { contentHtml } from "~/platform/markdown.server";
import { ContentHtml } from "~/shared/ui/html";
import { Page } from "~/shared/ui/page";

export async function loader({ request }: LoaderFunctionArgs) {
  const locale = await localeOf(request);
  const t = translator(locale, "guidance");
  const page = new URL(request.url).pathname.startsWith("/accessibility") ? "accessibility" : "about";
  return { title: t(`${page}.title`), html: contentHtml(linkCitations(t(`${page}.text`), locale)) };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function AboutPage() {
  const { title, html } = useLoaderData<typeof loader>();
  return (
    <Page title={title}>
      <ContentHtml html={html} />
    </Page>
  );
}
