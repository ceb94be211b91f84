/** What waits for an agency's person, gathered from the features; groups without items are left out. */
import { appointmentsAwaiting } from "~/features/booking/queries.server";
import { correctionsAwaitingAgency } from "~/features/correction/queries.server";
import { may } from "~/features/self-check/policy";
import { sharesAwaiting } from "~/features/self-check/share-queries.server";
import { disputesAwaiting } from "~/features/positive-list/dispute/dispute-queries.server";
import { kindLabel } from "~/features/positive-list/import-queries.server";
import { applicationsAwaiting } from "~/features/positive-list/application-queries.server";
import { objectionsAwaiting, suspensionsAwaiting } from "~/features/positive-list/register-queries.server";
import { noticesToServe, noticeTitle } from "~/features/positive-list/listing-life/legal-notice-queries.server";
import { packsAwaiting } from "~/features/positive-list/listing-life/listing-queries.server";
import type { AgencyActor } from "~/shared/actor";
import type { Day } from "~/shared/day";
import type { Locale } from "~/shared/locale";

export interface WorkItem {
  readonly to: string;
  readonly enterprise: string;
  readonly what: string;
  readonly dueOn: string | null;
}
export interface WorkGroup {
  readonly key: "appointments" | "applications" | "objections" | "suspensions" | "corrections" | "packs" | "notices" | "shares" | "disputes";
  readonly items: readonly WorkItem[];
}

export async function workOf(actor: AgencyActor, on: Day, locale: Locale): Promise<WorkGroup[]> {
  const [visits, corrections, applications, objections, suspensions, packs, notices, shares, disputes] = await Promise.all([
    appointmentsAwaiting(actor, on),
    correctionsAwaitingAgency(actor, on),
    applicationsAwaiting(actor),
    objectionsAwaiting(actor),
    suspensionsAwaiting(actor),
    packsAwaiting(actor),
    noticesToServe(actor),
    may.readShared(actor) ? sharesAwaiting(actor) : [],
    disputesAwaiting(actor),
  ]);
  const groups: WorkGroup[] = [
    {
      key: "suspensions",
      items: suspensions.map(({ id, enterprise, number, decisionDueOn }) => ({ to: `/listings/${id}`, enterprise: enterprise[locale], what: number, dueOn: decisionDueOn })),
    },
    {
      key: "objections",
      items: objections.map(({ applicationId, enterprise, text, endsOn }) => ({ to: `/applications/${applicationId}#objections`, enterprise: enterprise[locale], what: text, dueOn: endsOn })),
    },
    { key: "applications", items: applications.map(({ id, enterprise, uscc }) => ({ to: `/applications/${id}`, enterprise: enterprise[locale], what: uscc, dueOn: null })) },
    {
      key: "disputes",
      items: disputes.map(({ id, enterprise, kind, dueOn }) => ({ to: `/fact-disputes/${id}`, enterprise: enterprise[locale], what: kindLabel(kind, locale), dueOn })),
    },
    {
      key: "packs",
      items: packs.map(({ applicationId, enterprise, uscc }) => ({ to: `/applications/${applicationId}/request`, enterprise: enterprise[locale], what: uscc, dueOn: null })),
    },
    {
      key: "notices",
      items: notices.map(({ id, enterprise, words, openDueOn }) => ({ to: `/legal-notices/${id}`, enterprise: enterprise[locale], what: noticeTitle(words, locale), dueOn: openDueOn })),
    },
    {
      key: "appointments",
      items: visits.map(({ id, enterprise, topic, status, replyDueOn, day }) => ({
        to: `/agency/appointments/${id}`,
        enterprise: enterprise[locale],
        what: topic,
        dueOn: status === "requested" ? replyDueOn : day,
      })),
    },
    {
      key: "corrections",
      items: corrections.map(({ id, enterpriseName, text, dueOn }) => ({ to: `/corrections/${id}`, enterprise: enterpriseName, what: text[locale], dueOn })),
    },
    {
      key: "shares",
      items: shares.map(({ selfCheckId, enterprise, siteName }) => ({
        to: `/agency/self-checks/${selfCheckId}?purpose=supervision`,
        enterprise: locale === "en" ? (enterprise.nameEn ?? enterprise.name) : enterprise.name,
        what: siteName,
        dueOn: null,
      })),
    },
  ];
  return groups.filter(({ items }) => items.length > 0);
}
