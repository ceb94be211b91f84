/** A correction as its page shows it, in one language. */
import { citationViews } from "~/features/law/content.server";
import { EVIDENCE_MAX_MB } from "~/features/self-check/evidence.server";
import { ACCEPTED_FILES } from "~/platform/file-check.server";
import type { Day } from "~/shared/day";
import { formatDay, formatInstant, formatPeriod } from "~/shared/format";
import type { Locale } from "~/shared/locale";
import { extensionView, historyView } from "./history-view.server";
import { may } from "./policy";
import { membersOf, type Correction, type Reader } from "./queries.server";

function correctionView(correction: Correction, locale: Locale) {
  const dayText = (on: string | null) => (on === null ? null : formatDay(on, locale));
  const {
    status,
    standing,
    severity,
    source,
    siteName,
    cause,
    causeText,
    measure,
    owner,
    submitter,
    verifier,
    verdictReason,
    windowDays,
    windowKind,
  } = correction;
  return {
    status,
    standing,
    severity,
    source,
    siteName,
    cause,
    causeText,
    measure,
    owner,
    submitter,
    verifier,
    verdictReason,
    sourceRef: source === "self-check" ? "" : correction.sourceRef,
    window: windowDays && windowKind ? { days: windowDays, kind: windowKind } : null,
    firstDueOn:
      correction.firstDueOn === correction.dueOn ? null : formatDay(correction.firstDueOn, locale),
    recurrence: recurrenceView(correction, locale),
    text: correction.text[locale],
    foundOn: formatDay(correction.foundOn, locale),
    dueOn: formatDay(correction.dueOn, locale),
    submittedOn: dayText(correction.submittedOn),
    verifiedOn: dayText(correction.verifiedOn),
    basis: citationViews(correction.basis, locale),
    evidence: correction.evidence.map(({ id, fileName, effectiveFrom, effectiveTo, uploadedAt }) => ({
      id,
      fileName,
      effectiveOn: formatPeriod(effectiveFrom, effectiveTo, locale),
      uploadedAt: formatInstant(uploadedAt, locale),
    })),
  };
}

/** Said only where the reader may see the earlier finding. */
function recurrenceView(correction: Correction, locale: Locale) {
  const { recurrenceMonths, earlierFoundOn, earlierSource, earlierCorrectionId } = correction;
  if (recurrenceMonths === null || earlierFoundOn === null || earlierSource === null) return null;
  return {
    months: recurrenceMonths,
    day: formatDay(earlierFoundOn, locale),
    source: earlierSource,
    correctionId: earlierCorrectionId,
  };
}

/** All that the page of a correction shows this reader, and what they may do with it. */
export async function correctionPage(
  actor: Reader,
  correction: Correction,
  locale: Locale,
  on: Day
) {
  const { cause, causeText, measure, ownerAccountId, selfCheckId, foundOn, status, submittedBy } = correction;
  const members = actor.kind === "enterprise" ? await membersOf(actor) : [];
  return {
    view: correctionView(correction, locale),
    plan: { cause, causeText, measure, ownerAccountId },
    members,
    limits: { foundOn, on, accept: ACCEPTED_FILES, maxMb: EVIDENCE_MAX_MB },
    agency: actor.kind === "agency",
    enterpriseName: correction.enterpriseName,
    selfCheckId,
    mayWork: may.workOn(actor, correction),
    mayVerify: may.verify(actor, correction),
    extension: extensionView(actor, correction, members, locale, on),
    history: historyView(correction, locale),
    waitsForOther: status === "submitted" && submittedBy === actor.accountId,
  };
}
