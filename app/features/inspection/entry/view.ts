/** A visit at the gate in the reader's language. */
import { formatInstant } from "~/shared/format";
import type { Locale, Localised } from "~/shared/locale";

interface Found {
  readonly agency: Localised;
  readonly officers: readonly string[];
  readonly kind: "routine" | "verification" | "joint" | "clue";
  readonly source: "alarm" | "complaint" | "satellite" | "referral" | "other" | null;
  readonly matters: readonly { readonly matter: string; readonly basis: string }[];
  readonly counted: number;
  readonly cap: number;
  readonly arrivedAt: Date | null;
}

export const entryVisit = ({ agency, officers, kind, source, matters, counted, cap, arrivedAt }: Found, locale: Locale) => ({
  agency: agency[locale],
  officers: officers.join(locale === "zh-CN" ? "、" : ", "),
  kind,
  source,
  matters,
  counted,
  cap,
  arrivedAt: arrivedAt && formatInstant(arrivedAt, locale),
});
export type EntryVisit = ReturnType<typeof entryVisit>;
