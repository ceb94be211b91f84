/** A correction as its page shows it, in one language. */
import { citationViews } from "~/features/law/content.server";
import { EVIDENCE_MAX_MB } from "~/features/self-check/evidence.server";
import { ACCEPTED_FILES } from "~/platform/file-check.server";
import type { Day } from "~/shared/day";
import { formatDay, formatInstant, formatPeriod } from "~/shared/format";
import type { Locale } from "~/shared/locale";
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
    evidence: correction.evidence.map(({ id, fileName, effectiveFrom, effectiveTo, uploadedAt }) => ({
      id,
      fileName,
      effectiveOn: formatPeriod(effectiveFrom, effectiveTo, locale),
      uploadedAt: formatInstant(uploadedAt, locale),
    })),
  };
}

/** All that the page of a correction shows this reader, and what they may do with it. */
export async function correctionPage(
  actor: Reader,
  correction: Correction,
  locale: Locale,
  on: Day
) {
  const { cause, measure, ownerAccountId, selfCheckId, foundOn, status, submittedBy } = correction;
  return {
    view: correctionView(correction, locale),
    plan: { cause, measure, ownerAccountId },
    members: actor.kind === "enterprise" ? await membersOf(actor) : [],
    limits: { foundOn, on, accept: ACCEPTED_FILES, maxMb: EVIDENCE_MAX_MB },
    agency: actor.kind === "agency",
    enterpriseName: correction.enterpriseName,
    selfCheckId,
    mayWork: may.workOn(actor, correction),
    mayVerify: may.verify(actor, correction),
    waitsForOther: status === "submitted" && submittedBy === actor.accountId,
  };
}
