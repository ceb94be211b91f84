/** Top of every page: name, the reader's place, main tasks, search, language, account. Works without JavaScript. */
import { Form, Link, NavLink, useLocation } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { Person } from "../actor";

export interface HeaderPerson {
  readonly name: string;
  readonly kind: Person["kind"];
  readonly role: Person["role"];
  /** Name of the enterprise or agency, in both languages. */
  readonly place: { readonly "zh-CN": string; readonly en: string };
}

const TASKS = {
  visitor: [
    ["/guidance", "guidance"],
    ["/register", "register"],
  ],
  enterprise: [
    ["/dashboard", "dashboard"],
    ["/self-checks", "selfCheck"],
    ["/corrections", "correction"],
    ["/courses", "learning"],
    ["/appointments", "booking"],
    ["/positive-list", "positiveList"],
  ],
  agency: [
    ["/work", "work"],
    ["/applications", "applications"],
    ["/inspections", "inspections"],
    ["/facts", "facts"],
    ["/plan", "plan"],
    ["/guidance", "guidance"],
    ["/register", "register"],
  ],
  administrator: [
    ["/accounts", "accounts"],
    ["/guidance", "guidance"],
    ["/register", "register"],
  ],
} as const;

interface Props {
  readonly person: HeaderPerson | null;
  readonly largeType: boolean;
  readonly demonstration: boolean;
}

export function SiteHeader({ person, largeType, demonstration }: Props) {
  const { t, i18n } = useTranslation();
  const tasks = TASKS[person?.kind ?? "visitor"];
  const links = tasks.map(([to, key]) => (
    <li key={to}>
      <NavLink to={to} prefetch="none" className={({ isActive }) => `block py-2 no-underline hover:underline ${isActive ? "font-semibold text-text" : ""}`}>
        {t(`nav.${key}`)}
      </NavLink>
    </li>
  ));
  return (
    <header className="border-b border-line bg-surface">
      <div className="mx-auto flex max-w-page flex-wrap items-center gap-x-6 gap-y-1 px-4 py-3">
        <Link to={person?.kind === "enterprise" ? "/dashboard" : person?.kind === "agency" ? "/work" : "/"} className="text-lead font-bold text-text no-underline">
          {t("product")}
        </Link>
        <span className="min-w-0 grow text-small text-muted">{person ? person.place[i18n.language === "en" ? "en" : "zh-CN"] : t("tagline")}</span>
        <Preferences largeType={largeType} />
        {person ? (
          <>
            <Link to="/account" className="text-small">
              {person.name}
            </Link>
            <Form method="post" action="/sign-out">
              <button className="min-h-6 text-small text-accent underline">{t("signOut")}</button>
            </Form>
          </>
        ) : (
          <Link to="/sign-in" className="text-small">
            {t("signIn")}
          </Link>
        )}
      </div>
      <nav aria-label={t("nav.label")} className="mx-auto flex max-w-page flex-wrap items-center justify-between gap-x-6 px-4">
        <ul className="hidden flex-wrap gap-x-6 md:flex">{links}</ul>
        <details className="grow md:hidden">
          <summary className="py-2 font-semibold">{t("menu")}</summary>
          <ul className="pb-3">{links}</ul>
        </details>
        <Form method="get" action="/search" role="search" className="flex max-md:w-full max-md:pb-3">
          <input type="search" name="q" aria-label={t("searchLabel")} placeholder={t("search")} className="min-h-9 w-full rounded-l-box border-2 border-strong bg-page px-3 text-small" />
          <button className="min-h-9 shrink-0 rounded-r-box border-2 border-l-0 border-strong bg-page px-3 text-small">{t("search")}</button>
        </Form>
      </nav>
      {demonstration ? <p className="border-t border-line bg-attention-soft px-4 py-1 text-center text-small text-attention">{t("demonstration")}</p> : null}
    </header>
  );
}

/** Language and type size: buttons that post, so that a link never changes anything. */
function Preferences({ largeType }: { largeType: boolean }) {
  const { t, i18n } = useTranslation();
  const location = useLocation();
  return (
    <Form method="post" action="/preferences" reloadDocument className="flex gap-4 text-small">
      <input type="hidden" name="to" value={location.pathname + location.search} />
      <button name="type" value={largeType ? "normal" : "large"} className="min-h-6 text-accent underline">
        {t(largeType ? "normalType" : "largeType")}
      </button>
      <button name="lang" value={i18n.language === "en" ? "zh-CN" : "en"} aria-label={t("languageLabel")} lang={i18n.language === "en" ? "zh-CN" : "en"} className="min-h-6 text-accent underline">
        {t("language")}
      </button>
    </Form>
  );
}
