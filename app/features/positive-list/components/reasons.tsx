/** Reasons of an evaluation in the reader's language: why, and what would change it. */
import { useTranslation } from "react-i18next";
import { formatDay, formatYuan } from "~/shared/format";
import { isLocale, DEFAULT_LOCALE, type Locale } from "~/shared/locale";
import type { Reason } from "../evaluation";

export function useLocale(): Locale {
  const { i18n } = useTranslation();
  return isLocale(i18n.language) ? i18n.language : DEFAULT_LOCALE;
}

/** Days, money and codes among the parameters, as their names say, put into words. */
export function useReasonText() {
  const { t } = useTranslation("positive-list");
  const locale = useLocale();
  const words = (params: Reason["params"]) =>
    Object.fromEntries(
      Object.entries(params).map(([name, value]) => {
        if (name.endsWith("On")) return [name, formatDay(String(value), locale)];
        if (name.endsWith("Fen")) return [name, formatYuan(Number(value) / 100, locale)];
        if (name.endsWith("Code")) return [name, t(`code.${String(value)}` as "code.A")];
        return [name, value];
      })
    );
  return {
    why: ({ key, params }: Reason): string => t(`explain.${key}`, words(params)),
    change: ({ change, params }: Reason): string | null =>
      change ? t(`change.${change.key}`, words(params)) : null,
  };
}

export function Whys({ reasons }: { reasons: readonly Reason[] }) {
  const { why } = useReasonText();
  return (
    <>
      {reasons.map((reason, at) => (
        <span key={at} className="block">
          {why(reason)}
        </span>
      ))}
    </>
  );
}

/** What would change it and who can, each said once. */
export function Changes({ reasons }: { reasons: readonly Reason[] }) {
  const { t } = useTranslation("positive-list");
  const { change } = useReasonText();
  const lines = new Map(
    reasons.flatMap((reason) => {
      const words = change(reason);
      return words && reason.change ? [[words, reason.change.by] as const] : [];
    })
  );
  if (lines.size === 0) return <>–</>;
  return (
    <>
      {[...lines].map(([words, by]) => (
        <span key={words} className="block">
          {words} <span className="text-small text-muted">{t(`changer.${by}`)}</span>
        </span>
      ))}
    </>
  );
}
