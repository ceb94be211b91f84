/** A table with a caption; on a phone each row becomes a labelled block. */
import type { ReactNode } from "react";
import { Link, useSearchParams } from "@remix-run/react";
import { useTranslation } from "react-i18next";

export interface Column<Row> {
  readonly head: ReactNode;
  /** Repeated before the value on a phone. */
  readonly label: string;
  /** Null leaves the cell empty, and out on a phone. */
  readonly cell: (row: Row) => ReactNode;
  readonly numeric?: boolean;
}

interface Props<Row> {
  readonly caption: ReactNode;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Keep the caption for screen readers only, when a heading stands right above. */
  readonly captionHidden?: boolean;
}

export function Table<Row>({ caption, columns, rows, rowKey, captionHidden = false }: Props<Row>) {
  return (
    <table className="mb-6 w-full border-collapse text-left max-md:block">
      <caption className={captionHidden ? "sr-only" : "mb-2 text-left font-semibold max-md:block"}>{caption}</caption>
      <thead className="max-md:sr-only">
        <tr>
          {columns.map((column) => (
            <th key={column.label} scope="col" className={`border-b-2 border-strong py-2 pr-4 align-bottom wrap-normal ${column.numeric ? "text-right" : ""}`}>
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-md:block">
        {rows.map((row) => (
          <tr key={rowKey(row)} className="border-b border-line align-top max-md:block max-md:py-3">
            {columns.map((column) => {
              const content = column.cell(row);
              return (
                <td key={column.label} className={`py-2.5 pr-4 max-md:py-0.5 ${content === null ? "max-md:hidden" : "max-md:block"} ${column.numeric ? "md:text-right" : ""}`}>
                  <span className="mr-2 text-small whitespace-nowrap text-muted md:hidden" aria-hidden="true">
                    {column.label}
                  </span>
                  {content}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Links to the neighbouring pages of a list; keeps the other query parameters. */
export function Pagination({ page, pageCount }: { page: number; pageCount: number }) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  if (pageCount <= 1) return null;
  const to = (target: number) => {
    const next = new URLSearchParams(search);
    next.set("page", String(target));
    return `?${next}`;
  };
  return (
    <nav aria-label={t("pagination")} className="mb-6 flex items-center gap-6">
      {page > 1 ? <Link to={to(page - 1)}>{t("previous")}</Link> : null}
      <span className="text-muted">{t("pageOf", { page, pages: pageCount })}</span>
      {page < pageCount ? <Link to={to(page + 1)}>{t("next")}</Link> : null}
    </nav>
  );
}

/** Views of one thing, as links: they work without JavaScript and can be bookmarked. */
export function TabLinks({ label, tabs }: { label: string; tabs: readonly { to: string; label: ReactNode; current: boolean }[] }) {
  return (
    <nav aria-label={label} className="mb-6 border-b border-line">
      <ul className="flex flex-wrap gap-x-6">
        {tabs.map((tab) => (
          <li key={tab.to} className={tab.current ? "border-b-4 border-accent" : ""}>
            <Link to={tab.to} aria-current={tab.current ? "page" : undefined} className={`block py-2 no-underline ${tab.current ? "font-semibold text-text" : ""}`}>
              {tab.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
