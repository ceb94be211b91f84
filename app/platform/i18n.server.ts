/** Languages on the server: one i18next instance per language, made once; the reader's choice by cookie, then Accept-Language. */
import { createCookie } from "@remix-run/node";
import i18next, { type FlatNamespace, type i18n, type TFunction } from "i18next";
import { initReactI18next } from "react-i18next";
import { RemixI18Next } from "remix-i18next/server";
import { texts as en } from "~/locales/en";
import { texts as zh } from "~/locales/zh-CN";
import { DEFAULT_LOCALE, isLocale, LOCALES, type Locale } from "~/shared/locale";

export const localeCookie = createCookie("lang", { path: "/", sameSite: "lax", maxAge: 400 * 86_400 });
export const largeTypeCookie = createCookie("type", { path: "/", sameSite: "lax", maxAge: 400 * 86_400 });

const detector = new RemixI18Next({
  detection: {
    supportedLanguages: [...LOCALES],
    fallbackLanguage: DEFAULT_LOCALE,
    cookie: localeCookie,
    order: ["cookie", "header"],
  },
});

export async function localeOf(request: Request): Promise<Locale> {
  const found = await detector.getLocale(request);
  return isLocale(found) ? found : DEFAULT_LOCALE;
}

function instance(locale: Locale, namespaces: Record<string, unknown>): i18n {
  const made = i18next.createInstance();
  void made.use(initReactI18next).init({
    lng: locale,
    resources: { [locale]: namespaces as Record<string, Record<string, string>> },
    ns: Object.keys(namespaces),
    defaultNS: "common",
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
    initImmediate: false,
  });
  return made;
}

const instances: Readonly<Record<Locale, i18n>> = { en: instance("en", en), "zh-CN": instance("zh-CN", zh) };

export const i18nFor = (locale: Locale): i18n => instances[locale];

/** Translator for texts made outside React: page titles, mails, PDFs, API messages. */
export function translator<N extends FlatNamespace = "common">(locale: Locale, namespace?: N): TFunction<N> {
  return instances[locale].getFixedT(locale, namespace ?? "common") as TFunction<N>;
}
