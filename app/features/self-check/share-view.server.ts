/** What the pages of sharing show, in one language. */
import { citationViews } from "~/features/law/content.server";
import { formatDay, formatInstant } from "~/shared/format";
import type { Locale } from "~/shared/locale";
import { disclosure } from "./disclosure.server";
import type { acknowledgmentsOf, Agency, OwnShare, SharedLine } from "./share-queries.server";

const nameOf = ({ nameZh, nameEn }: Pick<Agency, "nameZh" | "nameEn">, locale: Locale): string =>
  locale === "en" ? nameEn : nameZh;

/** The explanation to be read before sharing. */
export function termsView(locale: Locale) {
  const { version, publishedOn, does, doesNot } = disclosure().explanation;
  const statements = (all: typeof does) =>
    all.map(({ text, basis }) => ({ text: text[locale], basis: citationViews(basis, locale) }));
  return {
    version,
    day: formatDay(publishedOn, locale),
    does: statements(does),
    doesNot: statements(doesNot),
  };
}
export type TermsView = ReturnType<typeof termsView>;

export const agencyNames = (agencies: readonly Agency[], locale: Locale): string[] =>
  agencies.map((agency) => nameOf(agency, locale));

function lineView(share: OwnShare, locale: Locale) {
  const { openedAt, openedAgencyZh, openedAgencyEn, revokedAt } = share;
  return {
    id: share.id,
    at: formatInstant(share.sharedAt, locale),
    by: share.sharedBy ?? "",
    withEvidence: share.withEvidence,
    counts: {
      answers: share.answerCount,
      findings: share.findingCount,
      evidence: share.evidenceCount,
    },
    agencies: agencyNames(share.recipients, locale),
    opened: openedAt && {
      at: formatInstant(openedAt, locale),
      agency: nameOf({ nameZh: openedAgencyZh ?? "", nameEn: openedAgencyEn ?? "" }, locale),
    },
    revoked: revokedAt && {
      at: formatInstant(revokedAt, locale),
      by: share.revokedBy ?? "",
      reason: share.revokeReason ?? "",
    },
  };
}
export type ShareLineView = ReturnType<typeof lineView>;

/** The share in force, if any, and those that were taken back. */
export function sharesView(all: readonly OwnShare[], locale: Locale) {
  const lines = all.map((share) => lineView(share, locale));
  return {
    live: lines.find(({ revoked }) => revoked === null) ?? null,
    earlier: lines.filter(({ revoked }) => revoked !== null),
  };
}

export const acknowledgmentsView = (
  all: Awaited<ReturnType<typeof acknowledgmentsOf>>,
  locale: Locale
) =>
  all.map(({ id, nextStep, note, writtenAt, by, agencyZh, agencyEn }) => ({
    id,
    nextStep,
    note,
    by: by ?? "",
    agency: locale === "en" ? agencyEn : agencyZh,
    at: formatInstant(writtenAt, locale),
  }));
export type AcknowledgmentView = ReturnType<typeof acknowledgmentsView>[number];

/** A shared self-check as an agency sees it before reading it. */
export function sharedView({ enterprise, sharedAt, openedAt, ...rest }: SharedLine, locale: Locale) {
  const { id, selfCheckId, siteName, withEvidence, evidenceCount } = rest;
  return {
    id,
    selfCheckId,
    siteName,
    withEvidence,
    evidenceCount,
    enterprise: {
      name: locale === "en" ? (enterprise.nameEn ?? enterprise.name) : enterprise.name,
      uscc: enterprise.uscc,
    },
    sharedAt: formatInstant(sharedAt, locale),
    openedAt: openedAt && formatInstant(openedAt, locale),
  };
}
