import { redirect, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { waitingOffers } from "~/features/self-check/carry-views.server";
import { OffersWaiting } from "~/features/self-check/components/carried-notice";
import { AreaTasks, MyPart } from "~/features/self-check/components/area-tasks";
import { FlaggedQuestions } from "~/features/self-check/components/flagged-questions";
import { StandSoFar, WhoSeesIt } from "~/features/self-check/components/stand-so-far";
import { workOf } from "~/features/self-check/part-queries.server";
import { may } from "~/features/self-check/policy";
import { selfCheckRun } from "~/features/self-check/queries.server";
import { overviewView } from "~/features/self-check/views.server";
import { workView } from "~/features/self-check/work-view.server";
import { today } from "~/platform/clock.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { notFound, uuidParam } from "~/shared/params";
import { BarChart } from "~/shared/ui/bar-chart";
import { ButtonLink } from "~/shared/ui/button";
import { Page } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";
import { TabLinks } from "~/shared/ui/table";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.readSelfChecks);
  const run = await selfCheckRun(actor, uuidParam(params, "selfCheckId"));
  if (!run) throw notFound();
  if (run.status === "completed") throw redirect(`/self-checks/${run.id}/result`);
  const locale = await localeOf(request);
  const search = new URL(request.url).searchParams;
  return {
    id: run.id,
    title: `${translator(locale, "self-check")("list.title")} · ${run.siteName}`,
    view: overviewView(run, locale, today()),
    work: workView(run, await workOf(actor, run.id), actor, locale, today()),
    waiting: waitingOffers(run, today()),
    learner: actor.role === "learner",
    flagged: search.get("show") === "flagged",
    mayComplete: may.complete(actor),
    saved: search.has("saved"),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function SelfCheckOverview() {
  const { id, view, work, waiting, flagged, learner, mayComplete, saved } = useLoaderData<typeof loader>();
  const { t } = useTranslation("self-check");
  const { t: w } = useTranslation("self-check-work");
  const { t: common } = useTranslation();
  const here = `/self-checks/${id}`;
  const people = work.people.map(({ name, answered, total }) => ({
    label: name ?? w("progress.nobody"),
    value: answered,
    max: total,
  }));
  return (
    <Page
      kicker={t("list.title")}
      title={view.siteName}
      lead={t("overview.lead")}
      crumbs={[{ to: "/self-checks", label: t("list.title") }]}
      side={<WhoSeesIt />}
    >
      {saved ? <Notice tone="good" announce title={common("saved")} /> : null}
      <OffersWaiting count={waiting} />
      <OtherWays here={here} mayShareOut={mayComplete} />
      {flagged || work.flags.length > 0 ? (
        <TabLinks
          label={w("flags.label")}
          tabs={[
            { to: here, label: w("flags.all"), current: !flagged },
            {
              to: `${here}?show=flagged`,
              label: w("flags.filter", { count: work.flags.length }),
              current: flagged,
            },
          ]}
        />
      ) : null}
      {flagged ? (
        <FlaggedQuestions selfCheckId={id} flags={work.flags} />
      ) : (
        <>
          {work.mine.length > 0 || learner ? <MyPart selfCheckId={id} topics={work.mine} /> : null}
          <AreaTasks selfCheckId={id} areas={work.areas} />
        </>
      )}
      {people.length > 0 ? (
        <BarChart title={w("progress.title")} unit={w("progress.unit")} bars={people} />
      ) : null}
      <StandSoFar view={view} />
      {mayComplete ? (
        <ButtonLink to={`${here}/complete`}>{t("overview.check")}</ButtonLink>
      ) : (
        <p>{t("overview.learner")}</p>
      )}
    </Page>
  );
}

function OtherWays({ here, mayShareOut }: { here: string; mayShareOut: boolean }) {
  const { t: w } = useTranslation("self-check-work");
  const { t: r } = useTranslation("self-check-round");
  return (
    <p className="mb-6 flex flex-wrap gap-x-6 gap-y-2">
      <Link to={`${here}/table`}>{w("areas.tableLink")}</Link>
      <Link to={`${here}/import`}>{w("areas.importLink")}</Link>
      {/* Loaded as a whole page: that is what is kept for use without a connection. */}
      <Link to={`${here}/round`} reloadDocument>
        {r("link")}
      </Link>
      {mayShareOut ? <Link to={`${here}/parts`}>{w("areas.partsLink")}</Link> : null}
    </p>
  );
}
