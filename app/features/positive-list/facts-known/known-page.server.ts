/** The page of facts about one enterprise: the day they are about and the day by whose end they were known, from the address. */
import { today } from "~/platform/clock.server";
import { translator } from "~/platform/i18n.server";
import { addDays, instantAt, isDay } from "~/shared/day";
import { formatDay } from "~/shared/format";
import type { Locale } from "~/shared/locale";
import { factsKnown, type FactReader } from "./facts-queries.server";
import { shownFact } from "./facts-view.server";

export async function knownPage(actor: FactReader, enterpriseId: string, url: string, locale: Locale) {
  const t = translator(locale, "fact-dispute");
  const asked = new URL(url).searchParams;
  const [askedOn, askedBy] = [asked.get("on") ?? "", asked.get("by") ?? ""];
  const on = isDay(askedOn) ? askedOn : today();
  const by = isDay(askedBy) ? askedBy : null;
  // The day's last moment counts.
  const known = await factsKnown(actor, enterpriseId, on, by && instantAt(addDays(by, 1), 0).toISOString());
  const about = formatDay(on, locale);
  return {
    on,
    by: by ?? "",
    max: today(),
    isBadDay: (askedOn !== "" && !isDay(askedOn)) || (askedBy !== "" && by === null),
    caption: by === null ? t("known.caption", { on: about }) : t("known.captionBy", { on: about, by: formatDay(by, locale) }),
    facts: known.rows
      .toReversed()
      .map((row) => ({ ...shownFact(row, known.agencies, locale), disputeId: known.open.get(row.id) ?? null })),
  };
}
