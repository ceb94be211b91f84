/** An enterprise's own standing: live evaluation, way to the next tier, snapshots, listing. */
import { and, desc, eq, inArray } from "drizzle-orm";
import { citationViews } from "~/features/law/content.server";
import { today } from "~/platform/clock.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import type { EnterpriseActor } from "~/shared/actor";
import type { Locale } from "~/shared/locale";
import { evaluateEnterprise } from "./evaluation.server";
import { readSnapshots } from "./batch/snapshots.server";
import type { Evaluation } from "./evaluation";
import { FACT_KINDS } from "./fact-kinds";
import type { Fact } from "./facts";
import {
  isReadyToApply,
  sentenceFor,
  type ListingSentence,
  type ListingState,
} from "./listing-sentence";
import { planOf } from "./next-tier/plan-queries.server";
import { OPEN_APPLICATIONS } from "./listing-life/states";
import { pathToNextTier, type PathStep } from "./path";
import type { TierCode } from "./weights";

const { applications, evaluations, listings } = tables;
const SHOWN_SNAPSHOTS = 12;

export async function standingOf(actor: EnterpriseActor) {
  const on = today();
  return withTx(actor, async (tx) => {
    const { evaluation, inputs, profile } = await evaluateEnterprise(tx, actor.enterpriseId, on);
    const path = pathToNextTier(inputs.facts, profile, inputs.rules, on);
    return {
      on,
      evaluation,
      inputs,
      profile,
      path,
      plan: await planOf(tx, actor.enterpriseId, evaluation),
      listing: await currentListing(tx, actor.enterpriseId),
      snapshots: await snapshotsOf(tx, actor.enterpriseId),
    };
  });
}

/** The links behind all citations of an evaluation's gates, by id. */
export const citationsOf = (evaluation: Evaluation, locale: Locale) =>
  citationViews([...new Set(evaluation.gates.flatMap(({ basis }) => basis.citations))], locale);

/** Where each fact comes from and how fresh it is, newest first. */
export function factLines(facts: readonly Fact[], locale: Locale) {
  return facts
    .map(({ id, kind, source, validFrom, validTo }) => ({
      id,
      label: FACT_KINDS[kind].label[locale],
      source:
        source === "portal" ? FACT_KINDS[kind].source[locale] : agencyWords(source, kind, locale),
      validFrom,
      validTo,
    }))
    .sort((a, b) => (a.validFrom < b.validFrom ? 1 : a.validFrom > b.validFrom ? -1 : 0));
}

const agencyWords = (source: string, kind: Fact["kind"], locale: Locale): string => {
  const region = /^agency:(\d*)$/.exec(source)?.[1];
  return region
    ? `${FACT_KINDS[kind].source[locale]} (${region})`
    : FACT_KINDS[kind].source[locale];
};

/** The running listing, else the latest one; null when there never was one. */
async function currentListing(tx: Tx, enterpriseId: string) {
  const rows = await tx
    .select({
      id: listings.id,
      number: listings.number,
      status: listings.status,
      listedOn: listings.listedOn,
      endsOn: listings.endsOn,
      decisionDueOn: listings.decisionDueOn,
      reentryFrom: listings.reentryFrom,
    })
    .from(listings)
    .where(eq(listings.enterpriseId, enterpriseId))
    .orderBy(desc(listings.listedOn), desc(listings.createdAt))
    .limit(1);
  return rows[0] ?? null;
}

async function snapshotsOf(tx: Tx, enterpriseId: string) {
  const rows = await tx
    .select({
      id: evaluations.id,
      onDay: evaluations.onDay,
      profileId: evaluations.profileId,
      profileVersion: evaluations.profileVersion,
      hash: evaluations.hash,
    })
    .from(evaluations)
    .where(eq(evaluations.enterpriseId, enterpriseId))
    .orderBy(desc(evaluations.createdAt))
    .limit(SHOWN_SNAPSHOTS);
  const stored = await readSnapshots(tx, rows.map(({ id }) => id));
  return rows.flatMap((row) => {
    const snapshot = stored.get(row.id);
    if (!snapshot) return [];
    const { outcome, score } = snapshot.result;
    return { ...row, outcome, total: score.total, tier: score.tier };
  });
}

/** Is an application of the enterprise under way? */
async function isApplying(actor: EnterpriseActor): Promise<boolean> {
  const open = await withTx(actor, (tx) =>
    tx
      .select({ id: applications.id })
      .from(applications)
      .where(
        and(
          eq(applications.enterpriseId, actor.enterpriseId),
          inArray(applications.status, OPEN_APPLICATIONS)
        )
      )
      .limit(1)
  );
  return open.length > 0;
}

type Standing = Awaited<ReturnType<typeof standingOf>>;

export const sentenceOf = async (
  actor: EnterpriseActor,
  { evaluation, inputs, listing }: Standing
): Promise<ListingSentence> =>
  sentenceFor(
    evaluation,
    listing?.status ?? null,
    await isApplying(actor),
    isReadyToApply(inputs, evaluation)
  );

export interface ListingStatus {
  /** Key of `status` in the positive-list texts: one sentence. */
  readonly sentence: ListingSentence;
  readonly score: number;
  readonly tier: TierCode;
  readonly listingStatus: ListingState | null;
  /** The first steps to the next tier; `gate.<code>` or `item.<code>` of the texts names each. */
  readonly nextSteps: readonly Pick<PathStep, "kind" | "code">[];
  readonly openGates: number;
}

/** How an enterprise stands with the list, in short, for its overview page. */
export async function listingStatus(actor: EnterpriseActor): Promise<ListingStatus> {
  const standing = await standingOf(actor);
  const { evaluation, path } = standing;
  const state = standing.listing?.status ?? null;
  return {
    sentence: await sentenceOf(actor, standing),
    score: evaluation.score.total,
    tier: evaluation.score.tier,
    listingStatus: state,
    nextSteps: path.steps.slice(0, 3).map(({ kind, code }) => ({ kind, code })),
    openGates: evaluation.gates.filter(({ passed }) => !passed).length,
  };
}

/** Would the enterprise be eligible if it signed the pledge today, and how long would its notice run? */
export async function canApply(
  actor: EnterpriseActor
): Promise<{ eligible: boolean; noticeDays: number }> {
  const on = today();
  const pledge = { signedOn: on, version: 1, foundFalseOn: null };
  const { evaluation, profile } = await withTx(actor, (tx) =>
    evaluateEnterprise(tx, actor.enterpriseId, on, [
      {
        id: "application",
        kind: "pledge",
        value: pledge,
        validFrom: on,
        validTo: null,
        source: "portal",
      },
    ])
  );
  return {
    eligible: evaluation.outcome === "ELIGIBLE",
    noticeDays: profile.listing.noticeWorkingDays.value,
  };
}
