import { redirect, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Round } from "~/features/self-check/components/round";
import { may } from "~/features/self-check/policy";
import { selfCheckRun } from "~/features/self-check/queries.server";
import { roundView } from "~/features/self-check/round-view.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { notFound, uuidParam } from "~/shared/params";
import { Page } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.readSelfChecks);
  const run = await selfCheckRun(actor, uuidParam(params, "selfCheckId"));
  if (!run) throw notFound();
  if (run.status === "completed") throw redirect(`/self-checks/${run.id}/result`);
  const locale = await localeOf(request);
  return {
    title: translator(locale, "self-check-round")("title"),
    round: await roundView(run, actor, locale),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data && `${data.title} · ${data.round.siteName}` },
];

export default function RoundPage() {
  const { title, round } = useLoaderData<typeof loader>();
  const { t } = useTranslation("self-check-round");
  const { t: selfCheck } = useTranslation("self-check");
  const overview = `/self-checks/${round.id}`;
  return (
    <Page
      kicker={round.siteName}
      title={title}
      crumbs={[
        { to: "/self-checks", label: selfCheck("list.title") },
        { to: overview, label: round.siteName },
      ]}
    >
      <noscript>
        <Notice tone="attention" title={t("noScript.title")}>
          <p>{t("noScript.text")}</p>
        </Notice>
      </noscript>
      {round.topics.some(({ mine }) => mine) ? (
        <Round key={round.id} loaded={round} />
      ) : (
        <Notice tone="info" title={t("notMine")} />
      )}
      <p className="mt-8 flex flex-wrap gap-x-6 gap-y-2">
        <Link to={overview}>{t("toTopics")}</Link>
        <Link to={`${overview}/table`}>{t("toTable")}</Link>
      </p>
    </Page>
  );
}
