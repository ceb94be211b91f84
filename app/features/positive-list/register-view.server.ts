/** A listing as anybody sees it who checks its number, in one language. */
import type { Day } from "~/shared/day";
import { formatDay } from "~/shared/format";
import type { Locale } from "~/shared/locale";
import { findListingByNumber } from "./register-queries.server";

export async function checkedListing(number: string, on: Day, locale: Locale) {
  const found = await findListingByNumber(number, on);
  if (!found) return null;
  const { listedOn, endsOn, number: printed, enterprise, uscc, status, exemptions } = found;
  return { number: printed, enterprise: enterprise[locale], uscc, status, from: formatDay(listedOn, locale), to: formatDay(endsOn, locale), exemptions: exemptions.map(({ kind }) => kind) };
}
