/** A correction as its page shows it, in one language. */
import { citationViews } from "~/features/law/content.server";
import { formatDay, formatInstant } from "~/shared/format";
import type { Locale } from "~/shared/locale";
import type { Correction } from "./queries.server";

export function correctionView(correction: Correction, locale: Locale) {
  const dayText = (on: string | null) => (on === null ? null : formatDay(on, locale));
  const {
    status,
    standing,
    severity,
    source,
    siteName,
    cause,
    measure,
    owner,
    submitter,
    verifier,
    verdictReason,
  } = correction;
  return {
    status,
    standing,
    severity,
    source,
    siteName,
    cause,
    measure,
    owner,
    submitter,
    verifier,
    verdictReason,
    text: correction.text[locale],
    foundOn: formatDay(correction.foundOn, locale),
    dueOn: formatDay(correction.dueOn, locale),
    submittedOn: dayText(correction.submittedOn),
    verifiedOn: dayText(correction.verifiedOn),
    basis: citationViews(correction.basis, locale),
    evidence: correction.evidence.map(({ id, fileName, effectiveOn, uploadedAt }) => ({
      id,
      fileName,
      effectiveOn: formatDay(effectiveOn, locale),
      uploadedAt: formatInstant(uploadedAt, locale),
    })),
  };
}
