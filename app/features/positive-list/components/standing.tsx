/** How an enterprise stands with the list: the sentence on top, facts and their age, earlier evaluations. */
import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { formatDay } from "~/shared/format";
import { EmptyState, Notice, type Tone } from "~/shared/ui/status";
import { Table } from "~/shared/ui/table";
import type { Evaluation } from "../evaluation";
import type { ListingSentence } from "../listing-sentence";
import type { TierCode } from "../weights";
import { useLocale } from "./reasons";

const TONES: Readonly<Record<ListingSentence, Tone>> = {
  listed: "good",
  suspended: "bad",
  inProgress: "info",
  ready: "good",
  recommended: "good",
  eligible: "info",
  unknown: "attention",
  notEligible: "attention",
};

interface Listing {
  readonly number: string;
  readonly status: "listed" | "suspended" | "removed" | "expired";
  readonly listedOn: string;
  readonly endsOn: string;
  readonly decisionDueOn: string | null;
  readonly reentryFrom: string | null;
}

export function StandingNotice({
  sentence,
  listing,
}: {
  sentence: ListingSentence;
  listing: Listing | null;
}) {
  const { t } = useTranslation("positive-list");
  const locale = useLocale();
  const isLive = listing?.status === "listed" || listing?.status === "suspended";
  return (
    <Notice tone={TONES[sentence]} title={t(`status.${sentence}`)}>
      {listing && isLive ? (
        <p>
          {t("overview.listingNumber", {
            number: listing.number,
            from: formatDay(listing.listedOn, locale),
            to: formatDay(listing.endsOn, locale),
          })}
        </p>
      ) : null}
      {listing?.status === "suspended" && listing.decisionDueOn ? (
        <p>
          {t("overview.decisionDue", {
            day: formatDay(listing.decisionDueOn, locale),
          })}
        </p>
      ) : null}
      {listing?.status === "removed" && listing.reentryFrom ? (
        <p>
          {t("overview.reentry", {
            day: formatDay(listing.reentryFrom, locale),
          })}
        </p>
      ) : null}
    </Notice>
  );
}

interface FactLine {
  readonly id: string;
  readonly label: string;
  readonly source: string;
  readonly from: string;
  readonly isStored: boolean;
}

export function FactTable({ facts }: { facts: readonly FactLine[] }) {
  const { t } = useTranslation("positive-list");
  return (
    <Table
      caption={t("overview.factsCaption")}
      captionHidden
      rows={facts}
      rowKey={({ id }) => id}
      columns={[
        {
          head: t("overview.fact"),
          label: t("overview.fact"),
          cell: ({ id, label, isStored }) => (isStored ? <Link to={`/facts/${id}`}>{label}</Link> : label),
        },
        {
          head: t("overview.source"),
          label: t("overview.source"),
          cell: ({ source }) => source,
        },
        {
          head: t("overview.from"),
          label: t("overview.from"),
          cell: ({ from }) => from,
        },
      ]}
    />
  );
}

interface Snapshot {
  readonly id: string;
  readonly day: string;
  readonly outcome: Evaluation["outcome"];
  readonly total: number;
  readonly tier: TierCode;
  readonly profileId: string;
  readonly profileVersion: number;
  readonly hash: string;
}

export function SnapshotTable({ snapshots }: { snapshots: readonly Snapshot[] }) {
  const { t } = useTranslation("positive-list");
  if (snapshots.length === 0) return <EmptyState title={t("overview.noHistory")} />;
  return (
    <Table
      caption={t("overview.history")}
      captionHidden
      rows={snapshots}
      rowKey={({ id }) => id}
      columns={[
        {
          head: t("overview.day"),
          label: t("overview.day"),
          cell: ({ day }) => day,
        },
        {
          head: t("overview.outcome"),
          label: t("overview.outcome"),
          cell: ({ outcome }) => t(`outcome.${outcome}`),
        },
        {
          head: t("overview.total"),
          label: t("overview.total"),
          cell: ({ total, tier }) => `${total} (${t(`tier.${tier}`)})`,
        },
        {
          head: t("overview.profile"),
          label: t("overview.profile"),
          cell: ({ profileId, profileVersion }) => `${profileId}@${profileVersion}`,
        },
        {
          head: t("overview.hash"),
          label: t("overview.hash"),
          cell: ({ hash }) => <code className="text-small">{hash.slice(0, 16)}…</code>,
        },
      ]}
    />
  );
}

export function RulesNote({
  title,
  note,
  profile,
}: {
  title: string;
  note: string;
  profile: Evaluation["profile"];
}) {
  const { t } = useTranslation("positive-list");
  return (
    <p className="max-w-measure text-small text-muted">
      {t("overview.sources")} <Link to={`/rules/local/${profile.id}?version=${profile.version}`}>{title}</Link> ({profile.id}@{profile.version}). {note}
    </p>
  );
}
