/** A request in the reader's language. */
import { day } from "~/shared/day";
import { formatPeriod } from "~/shared/format";
import type { Locale, Localised } from "~/shared/locale";

interface Row {
  readonly id: string;
  readonly enterprise: Localised;
  readonly agency: Localised;
  readonly uscc: string;
  readonly matter: string;
  readonly basis: string;
  readonly earliest: string;
  readonly latest: string;
  readonly status: "open" | "visit" | "refused" | "withdrawn";
  readonly visitStatus: "planned" | "made" | "cancelled" | null;
}

export const requestLine = ({ id, enterprise, agency, uscc, matter, basis, earliest, latest, status, visitStatus }: Row, locale: Locale) => ({
  id,
  enterprise: enterprise[locale],
  agency: agency[locale],
  uscc,
  matter,
  basis,
  days: formatPeriod(day(earliest), day(latest), locale),
  // What was granted says how far it has come: a visit that was called off is none.
  status: status === "visit" ? (visitStatus ?? "planned") : status,
});
