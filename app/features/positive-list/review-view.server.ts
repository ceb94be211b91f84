/** An application as the review page shows it, in one language. */
import { z } from "zod";
import { citationViews } from "~/features/law/content.server";
import { formatDay, formatInstant } from "~/shared/format";
import { localisedSchema, type Locale } from "~/shared/locale";
import type { ApplicationView } from "./application-queries.server";
import { checkRecordSchema, type CheckRecord } from "./listing-life/county-check";
import { countyCheck } from "./listing-life/rules.server";

const pledge = z.object({ version: z.number(), text: localisedSchema });

export function reviewView(application: ApplicationView, locale: Locale) {
  const signed = pledge.parse(application.pledge);
  const checked = application.checkRecord === null ? null : checkRecordSchema.parse(application.checkRecord);
  const dayOf = (on: string | null) => on && formatDay(on, locale);
  return {
    status: application.status,
    uscc: application.uscc,
    hash: application.hash,
    evaluatedOn: formatDay(application.evaluatedOn, locale),
    submittedOn: formatDay(application.submittedOn, locale),
    pledge: { version: signed.version, text: signed.text[locale] },
    check: checked && { ...checkedView(checked, locale), by: application.checker ?? "", on: dayOf(application.checkedOn) ?? "" },
    sentBackReason: application.sentBackReason,
    isProposed: application.proposedBy !== null,
    renewalGround: application.renewalGround,
    decider: application.decider,
    decidedOn: dayOf(application.decidedOn),
    decisionReason: application.decisionReason,
    notice: application.noticeId && { id: application.noticeId, endsOn: dayOf(application.noticeEndsOn) ?? "" },
    listingId: application.listingId,
    objections: application.objections.map((objection) => ({ ...objection, createdAt: formatInstant(objection.createdAt, locale) })),
  };
}
export type ReviewView = ReturnType<typeof reviewView>;

/** Items by the titles of today's list; one that is no longer on it keeps its name. */
function checkedView({ basis, items, note }: CheckRecord, locale: Locale) {
  const titles = new Map(countyCheck().items.map(({ id, title }) => [id, title[locale]]));
  return { basis, note, items: Object.entries(items).map(([id, found]) => ({ id, title: titles.get(id) ?? id, ...found })) };
}

/** The checklist as the form shows it. */
export function checklist(locale: Locale) {
  const { items, source } = countyCheck();
  return {
    source: source[locale],
    items: items.map(({ id, title, look, offSite, citations }) => ({
      id,
      title: title[locale],
      look: look[locale],
      offSite,
      citations: citationViews(citations, locale),
    })),
  };
}
