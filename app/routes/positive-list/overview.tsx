import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import {
  GateTable,
  ItemTable,
  ScoreChart,
} from "~/features/positive-list/components/evaluation-tables";
import { OverviewLinks } from "~/features/positive-list/components/overview-links";
import { PathList } from "~/features/positive-list/components/path-list";
import {
  FactTable,
  RulesNote,
  SnapshotTable,
  StandingNotice,
} from "~/features/positive-list/components/standing";
import { may as mayFinance } from "~/features/positive-list/finance/finance-policy";
import { citationsOf, factLines, sentenceOf, standingOf } from "~/features/positive-list/overview.server";
import { isStored } from "~/features/positive-list/facts-known/stored";
import { AdoptPath } from "~/features/positive-list/next-tier/components/adopt-path";
import { may as mayPlan } from "~/features/positive-list/next-tier/policy";
import { QualityTable } from "~/features/positive-list/part-quality/components/quality-table";
import { partQualities } from "~/features/positive-list/part-quality/part-quality";
import { ComparisonText } from "~/features/positive-list/percentile/components/comparison-text";
import { comparisonView } from "~/features/positive-list/percentile/percentile.server";
import { may } from "~/features/positive-list/policy";
import { Waiting } from "~/features/positive-list/listing-life/components/waiting";
import { may as mayLive } from "~/features/positive-list/listing-life/policy";
import { waitingWork } from "~/features/positive-list/listing-life/waiting.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { formatDay } from "~/shared/format";
import { Page, Section } from "~/shared/ui/page";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.seeEvaluation);
  const locale = await localeOf(request);
  const standing = await standingOf(actor);
  const { evaluation, inputs, profile, path, listing, snapshots } = standing;
  const sentence = await sentenceOf(actor, standing);
  return {
    title: translator(locale, "positive-list")("overview.title"),
    waiting: mayLive.speak(actor) ? await waitingWork(actor, locale) : null,
    evaluation,
    profile,
    path,
    listing,
    sentence,
    // Only the legal representative may apply; the page behind the link says so to others.
    mayApply: sentence !== "listed" && sentence !== "suspended" && sentence !== "inProgress",
    plan: standing.plan && { doneCount: standing.plan.doneCount, all: standing.plan.tasks.length },
    mayAdopt: mayPlan.changeTasks(actor) && path.isReachable && path.steps.length > 0,
    maySeeConsents: mayFinance.seeConsents(actor),
    comparison: await comparisonView(actor, actor.enterpriseId, evaluation.score.total, locale),
    quality: partQualities(evaluation, inputs.facts),
    citations: citationsOf(evaluation, locale),
    facts: factLines(inputs.facts, locale).map((line) => ({
      ...line,
      from: formatDay(line.validFrom, locale),
      isStored: isStored(line),
    })),
    snapshots: snapshots.map((row) => ({ ...row, day: formatDay(row.onDay, locale) })),
    profileTitle: profile.title[locale],
    profileNote: profile.note[locale],
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function PositiveListPage() {
  const page = useLoaderData<typeof loader>();
  const { t } = useTranslation("positive-list");
  const { t: d } = useTranslation("fact-dispute");
  const stored = page.facts.filter((fact) => fact.isStored);
  const { evaluation, path } = page;
  const { gates, score } = evaluation;
  const met = gates.filter(({ passed }) => passed).length;
  return (
    <Page title={page.title} lead={t("overview.lead", { profile: page.profileTitle })}>
      <StandingNotice sentence={page.sentence} listing={page.listing} />
      {page.waiting ? <Waiting work={page.waiting} /> : null}
      <OverviewLinks mayApply={page.mayApply} maySeeConsents={page.maySeeConsents} listed={page.listing?.status === "listed" ? page.listing.number : null} />
      <Section title={t("overview.path")} id="path">
        <PathList path={path} />
        <AdoptPath plan={page.plan} mayAdopt={page.mayAdopt} />
      </Section>
      <Section title={t("overview.gates")} id="gates">
        <p className="mb-3 max-w-measure">
          {t("overview.gatesCount", { met, all: gates.length })} {t("overview.gatesLead")}
        </p>
        <GateTable evaluation={evaluation} profile={page.profile} citations={page.citations} facts={stored} />
      </Section>
      <Section title={t("overview.score")} id="score">
        <p className="mb-3 max-w-measure">
          {t("overview.scoreLead", { total: score.total, tier: t(`tier.${score.tier}`) })}
        </p>
        <ComparisonText comparison={page.comparison} isOwn />
        <ScoreChart evaluation={evaluation} />
        <ItemTable evaluation={evaluation} facts={stored} />
        <QualityTable parts={page.quality} />
      </Section>
      <Section title={t("overview.facts")} id="facts">
        <p className="mb-3 max-w-measure">
          {t("overview.factsLead")} <Link to="/positive-list/facts">{d("known.link")}</Link>
        </p>
        <details>
          <summary className="mb-3">{t("overview.showFacts", { count: page.facts.length })}</summary>
          <FactTable facts={page.facts} />
        </details>
      </Section>
      <Section title={t("overview.history")} id="history">
        <p className="mb-3 max-w-measure">{t("overview.historyLead")}</p>
        <SnapshotTable snapshots={page.snapshots} />
      </Section>
      <RulesNote title={page.profileTitle} note={page.profileNote} profile={evaluation.profile} />
    </Page>
  );
}
