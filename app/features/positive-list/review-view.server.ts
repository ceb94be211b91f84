/** An application as the review page shows it, in one language. */
import { z } from "zod";
import { formatDay, formatInstant } from "~/shared/format";
import { localisedSchema, type Locale } from "~/shared/locale";
import { CHECKS } from "./application-forms";
import type { ApplicationView } from "./application-queries.server";

const checkRecord = z.object({ inOrder: z.array(z.enum(CHECKS)), note: z.string() });
const pledge = z.object({ version: z.number(), text: localisedSchema });

export function reviewView(application: ApplicationView, locale: Locale) {
  const signed = pledge.parse(application.pledge);
  const checked = application.checkRecord === null ? null : checkRecord.parse(application.checkRecord);
  const dayOf = (on: string | null) => on && formatDay(on, locale);
  return {
    status: application.status,
    uscc: application.uscc,
    hash: application.hash,
    evaluatedOn: formatDay(application.evaluatedOn, locale),
    submittedOn: formatDay(application.submittedOn, locale),
    pledge: { version: signed.version, text: signed.text[locale] },
    check: checked && { ...checked, by: application.checker ?? "", on: dayOf(application.checkedOn) ?? "" },
    decider: application.decider,
    decidedOn: dayOf(application.decidedOn),
    decisionReason: application.decisionReason,
    notice: application.noticeId && { id: application.noticeId, endsOn: dayOf(application.noticeEndsOn) ?? "" },
    listingId: application.listingId,
    objections: application.objections.map((objection) => ({ ...objection, createdAt: formatInstant(objection.createdAt, locale) })),
  };
}
export type ReviewView = ReturnType<typeof reviewView>;
