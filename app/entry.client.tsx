/** Hydrates the page in the language it was sent in; only that language's texts are loaded. */
import { RemixBrowser } from "@remix-run/react";
import i18next from "i18next";
import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { I18nextProvider, initReactI18next } from "react-i18next";

async function hydrate(): Promise<void> {
  const locale = document.documentElement.lang === "en" ? "en" : "zh-CN";
  const { texts } = await (locale === "en" ? import("~/locales/en") : import("~/locales/zh-CN"));
  const instance = i18next.createInstance();
  await instance.use(initReactI18next).init({
    lng: locale,
    resources: { [locale]: texts as Record<string, Record<string, string>> },
    defaultNS: "common",
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  startTransition(() => {
    hydrateRoot(
      document,
      <I18nextProvider i18n={instance}>
        <StrictMode>
          <RemixBrowser />
        </StrictMode>
      </I18nextProvider>
    );
  });
}

void hydrate();
