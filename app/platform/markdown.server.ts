/**
 * Content Markdown to HTML, once per text: react-markdown at request time would cost 40 ms a page and 54 KB in the
 * browser. Sanitised; only relative, https and mailto links survive.
 */
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import Markdown from "react-markdown";
import rehypeSanitize from "rehype-sanitize";
import remarkGfm from "remark-gfm";

const rendered = new Map<string, string>();

/** The HTML of a content text. Keeps what it made: call it for content files only, never for what people typed. */
export function contentHtml(markdown: string): string {
  let html = rendered.get(markdown);
  if (html === undefined) {
    html = renderToStaticMarkup(
      createElement(
        Markdown,
        { remarkPlugins: [remarkGfm], rehypePlugins: [rehypeSanitize], components: { a: ContentLink } },
        markdown
      )
    );
    rendered.set(markdown, html);
  }
  return html;
}

function ContentLink({ href = "", children }: { href?: string | undefined; children?: React.ReactNode }) {
  const className = href.startsWith("/law/") ? "citation" : undefined;
  return createElement("a", { href, className }, children);
}
