/** The one place where HTML made on our server from our own content enters a page. Never for what people typed. */
export function ContentHtml({ html }: { html: string }) {
  return <div className="prose" dangerouslySetInnerHTML={{ __html: html }} />;
}
