import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { correctionsOfSelfCheck } from "~/features/correction/queries.server";
import { RevokeForm, ShareForm } from "~/features/self-check/components/share-forms";
import { Acknowledgments, EarlierShares, ShareState } from "~/features/self-check/components/share-state";
import { LegalEffect, Recipients, SharedThings } from "~/features/self-check/components/share-terms";
import { ThreeDaysSection } from "~/features/self-check/components/three-days";
import { may } from "~/features/self-check/policy";
import { selfCheckRun } from "~/features/self-check/queries.server";
import { carryOutShare } from "~/features/self-check/share-intents.server";
import { sharePage } from "~/features/self-check/share-page.server";
import { today } from "~/platform/clock.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { notFound, uuidParam } from "~/shared/params";
import { Page, Section } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.share);
  const run = await selfCheckRun(actor, uuidParam(params, "selfCheckId"));
  if (!run) throw notFound();
  if (run.status === "draft") throw redirect(`/self-checks/${run.id}`);
  const locale = await localeOf(request);
  const on = today();
  const corrections = await correctionsOfSelfCheck(actor, run.id, on);
  return {
    title: translator(locale, "sharing")("title"),
    ...(await sharePage(actor, run, corrections, locale, on)),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.share);
  const id = uuidParam(params, "selfCheckId");
  const outcome = await carryOutShare(actor, id, await request.formData());
  if (outcome.is === "done") return redirect(`/self-checks/${id}/share`);
  if (outcome.is === "not-found") throw notFound();
  const { form, reply, news } = outcome;
  return data({ form, reply, news }, { status: outcome.is === "conflict" ? 409 : 422 });
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function SharePage() {
  const { id, title, siteName, live, earlier, words, counts, agencies, terms, days } =
    useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation("sharing");
  const { t: selfCheck } = useTranslation("self-check");
  const backTo = `/self-checks/${id}/result`;
  return (
    <Page
      kicker={siteName}
      title={title}
      lead={live ? undefined : t("lead")}
      crumbs={[
        { to: "/self-checks", label: selfCheck("list.title") },
        { to: backTo, label: selfCheck("result.title") },
      ]}
    >
      {result?.news ? (
        <Notice tone="attention" announce title={t(`${result.news}`)}>
          <p>{t(`${result.news}Text`)}</p>
        </Notice>
      ) : null}
      {live ? <ShareState share={live} /> : null}
      <Acknowledgments all={words} />
      <Section title={t("what")}>
        <SharedThings
          counts={live?.counts ?? counts}
          withEvidence={live?.withEvidence ?? true}
          siteName={siteName}
        />
      </Section>
      <Section title={t("whom")}>
        <Recipients agencies={agencies} />
        <p className="max-w-measure">{t("seen")}</p>
      </Section>
      {live && !live.opened ? (
        <Section title={t("revoke.title")}>
          <RevokeForm reply={result?.form === "revoke" ? result.reply : null} />
        </Section>
      ) : null}
      <LegalEffect {...terms} />
      {live ? null : (
        <ShareForm
          reply={result?.form === "share" ? result.reply : null}
          textVersion={terms.version}
          backTo={backTo}
        />
      )}
      <div className="mt-10">
        <ThreeDaysSection days={days} />
        <EarlierShares shares={earlier} />
      </div>
      {live ? <Link to={backTo}>{selfCheck("result.title")}</Link> : null}
    </Page>
  );
}
