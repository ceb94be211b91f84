/** The law a statement rests on, as a quiet line of links. */
import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { CitationView } from "../citation-view";

export function Citations({ basis }: { basis: readonly CitationView[] }) {
  const { t } = useTranslation();
  if (basis.length === 0) return null;
  return (
    <p className="text-small text-muted">
      {t("basis")}
      {t("colon")}
      {basis.map((view, index) => (
        <span key={view.id}>
          {index > 0 ? t("comma") : null}
          <Link to={view.to} title={view.heading}>
            {view.label}
          </Link>
        </span>
      ))}
    </p>
  );
}
