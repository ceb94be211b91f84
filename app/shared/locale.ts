/** The two languages of the portal. Chinese comes first: it is what most readers use and what the law is written in. */
import { z } from "zod";

export const LOCALES = ["zh-CN", "en"] as const;
export type Locale = (typeof LOCALES)[number];
export const DEFAULT_LOCALE: Locale = "zh-CN";

export function isLocale(value: unknown): value is Locale {
  return LOCALES.includes(value as Locale);
}

/** One text in both languages, as content files and outcomes carry it. */
export const localisedSchema = z.strictObject({
  "zh-CN": z.string().trim().min(1),
  en: z.string().trim().min(1),
});
export type Localised = z.output<typeof localisedSchema>;
