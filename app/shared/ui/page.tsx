/** The inside of a page: breadcrumb, one h1, content two thirds and a side third. */
import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

export interface Crumb {
  readonly to: string;
  readonly label: string;
}

interface Props {
  readonly title: ReactNode;
  readonly crumbs?: readonly Crumb[];
  /** A line above the title: what kind of page this is. */
  readonly kicker?: ReactNode;
  readonly lead?: ReactNode;
  readonly side?: ReactNode;
  readonly children: ReactNode;
}

export function Page({ title, crumbs = [], kicker, lead, side, children }: Props) {
  const { t } = useTranslation();
  return (
    <>
      {crumbs.length > 0 ? (
        <nav aria-label={t("breadcrumb")} className="mb-4 text-small">
          <ol className="flex flex-wrap gap-x-2">
            {crumbs.map((crumb) => (
              <li key={crumb.to} className="after:ml-2 after:text-muted after:content-['›'] last:after:content-none">
                <Link to={crumb.to}>{crumb.label}</Link>
              </li>
            ))}
          </ol>
        </nav>
      ) : null}
      {kicker ? <p className="mb-1 text-muted">{kicker}</p> : null}
      <h1 className="mb-4 max-w-measure text-title md:text-display">{title}</h1>
      {lead ? <p className="mb-8 max-w-measure text-lead text-muted">{lead}</p> : null}
      {side ? (
        <div className="grid gap-8 lg:grid-cols-[2fr_1fr]">
          <div className="min-w-0">{children}</div>
          <aside className="min-w-0 lg:border-l lg:border-line lg:pl-8">{side}</aside>
        </div>
      ) : (
        children
      )}
    </>
  );
}

export function Section({ title, id, children }: { title: ReactNode; id?: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="mb-10">
      <h2 id={id} className="mb-3 text-lead">
        {title}
      </h2>
      {children}
    </section>
  );
}
