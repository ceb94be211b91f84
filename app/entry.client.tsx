/**
 * Hydrates the page in the language it was sent in. Only that language's texts are loaded, and of those only what the
 * pages of answering need when the visit begins on one of them: the rest follows when another page asks for it.
 */
import { RemixBrowser } from "@remix-run/react";
import i18next, { type BackendModule } from "i18next";
import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { I18nextProvider, initReactI18next } from "react-i18next";

type Texts = Record<string, Record<string, string>>;

const isEnglish = document.documentElement.lang === "en";
const answering = async (): Promise<Texts> =>
  (await (isEnglish ? import("~/locales/answering.en") : import("~/locales/answering.zh-CN"))).texts as Texts;
const others = async (): Promise<Texts> =>
  (await (isEnglish ? import("~/locales/others.en") : import("~/locales/others.zh-CN"))).texts as Texts;

/** Asked for a namespace that did not come with the page. The page before stays until it is there. */
const later: BackendModule = {
  type: "backend",
  init: () => undefined,
  read: async (_locale, namespace) => (await others())[namespace] ?? {},
};

async function hydrate(): Promise<void> {
  const locale = isEnglish ? "en" : "zh-CN";
  const isAnswering = /^\/(self-checks|evidence)(\/|$)/.test(location.pathname);
  const [first, rest] = await Promise.all([answering(), isAnswering ? {} : others()]);
  const instance = i18next.createInstance();
  await instance
    .use(later)
    .use(initReactI18next)
    .init({
      lng: locale,
      resources: { [locale]: { ...first, ...rest } },
      partialBundledLanguages: true,
      defaultNS: "common",
      // Left to itself it asks for more languages and one more namespace, and so for all that answering does not need.
      ns: ["common"],
      load: "currentOnly",
      fallbackLng: false,
      interpolation: { escapeValue: false },
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
