import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { CorrectionWork } from "~/features/correction/components/correction-work";
import type { FormReply } from "~/features/correction/components/work-forms";
import { carryOut } from "~/features/correction/intents.server";
import { may } from "~/features/correction/policy";
import { correctionOf } from "~/features/correction/queries.server";
import { correctionPage } from "~/features/correction/views.server";
import { recordOpening } from "~/features/self-check/access.server";
import { ThreeDaysOfFinding } from "~/features/self-check/components/three-days";
import { daysOfFinding } from "~/features/self-check/share-page.server";
import { today } from "~/platform/clock.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { notFound, uuidParam } from "~/shared/params";
import { Page, Section } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.read);
  const on = today();
  const correction = await correctionOf(actor, uuidParam(params, "correctionId"), on);
  if (!correction) throw notFound();
  if (actor.kind === "agency")
    await recordOpening(actor, {
      enterpriseId: correction.enterpriseId,
      record: `correction:${correction.id}`,
      purpose: "correction",
    });
  const locale = await localeOf(request);
  return {
    ...(await correctionPage(actor, correction, locale, on)),
    days: await daysOfFinding(actor, correction, locale, on),
    title: translator(locale, "correction")("one.title"),
    saved: new URL(request.url).searchParams.has("saved"),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.read);
  const id = uuidParam(params, "correctionId");
  const correction = await correctionOf(actor, id, today());
  if (!correction) throw notFound();
  const outcome = await carryOut(actor, correction, await request.formData(), today());
  if (outcome.is === "done") return redirect(`/corrections/${id}?saved`);
  if (outcome.is === "refused")
    return data({ form: outcome.form, reply: outcome.reply }, { status: 422 });
  throw outcome.is === "not-allowed"
    ? new Response("Forbidden", { status: 403 })
    : new Response("Conflict", { status: 409 });
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: page && `${page.title} · ${page.view.siteName}` },
];

export default function CorrectionPage() {
  const { view, agency, enterpriseName, selfCheckId, saved, days, ...work } =
    useLoaderData<typeof loader>();
  const { t } = useTranslation("correction");
  const { t: common } = useTranslation();
  const result: FormReply | undefined = useActionData<typeof action>();
  return (
    <Page
      kicker={agency ? enterpriseName : t("one.title")}
      title={view.text}
      crumbs={[
        agency
          ? { to: "/work", label: t("one.work") }
          : { to: "/corrections", label: t("list.title") },
      ]}
      side={
        <Section title={t("one.howTitle")}>
          <p className="mb-3 text-small">{t("one.how")}</p>
          {selfCheckId ? (
            <Link
              to={
                agency
                  ? `/agency/self-checks/${selfCheckId}?purpose=correction`
                  : `/self-checks/${selfCheckId}/result`
              }
            >
              {t("one.toSelfCheck")}
            </Link>
          ) : null}
        </Section>
      }
    >
      {saved ? <Notice tone="good" announce title={common("saved")} /> : null}
      <CorrectionWork {...work} agency={agency} view={view} result={result} />
      <ThreeDaysOfFinding line={days} />
    </Page>
  );
}
