/** Bottom of every page: about, law basis, accessibility, contact, and how current the content is. */
import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { Day } from "../day";
import { formatDay } from "../format";

export function SiteFooter({ contentDay }: { contentDay: Day }) {
  const { t, i18n } = useTranslation();
  return (
    <footer className="border-t border-line bg-surface text-small">
      <div className="mx-auto flex max-w-page flex-wrap justify-between gap-x-6 gap-y-2 px-4 py-6">
        <ul className="flex flex-wrap gap-x-6 gap-y-1">
          {(["about", "lawBasis", "accessibility", "contact"] as const).map((key) => (
            <li key={key}>
              <Link to={{ about: "/about", lawBasis: "/law", accessibility: "/accessibility", contact: "/contact" }[key]}>{t(`footer.${key}`)}</Link>
            </li>
          ))}
        </ul>
        <p className="text-muted">{t("footer.content", { day: formatDay(contentDay, i18n.language === "en" ? "en" : "zh-CN") })}</p>
      </div>
    </footer>
  );
}
