import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { codePicture, entryAddress, spaced } from "~/features/inspection/entry/code.server";
import { issueCode } from "~/features/inspection/entry/commands.server";
import { shownCode } from "~/features/inspection/entry/queries.server";
import { may } from "~/features/inspection/policy";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { notFound, uuidParam } from "~/shared/params";
import { Button } from "~/shared/ui/button";
import { Page } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.record);
  const found = await shownCode(actor, uuidParam(params, "inspectionId"));
  if (!found) throw notFound();
  const locale = await localeOf(request);
  return {
    title: translator(locale, "one-check")("code.title"),
    id: found.id,
    enterprise: found.enterprise[locale],
    hasArrived: found.arrivedAt !== null,
    shown: found.code === null ? null : { code: spaced(found.code), picture: await codePicture(request, found.code), address: entryAddress(request) },
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.record);
  const id = uuidParam(params, "inspectionId");
  const outcome = await issueCode(actor, id);
  return outcome.is === "issued" ? redirect(`/inspections/${id}/code`) : data({ problem: outcome.is }, { status: 409 });
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function CodePage() {
  const { title, id, enterprise, hasArrived, shown } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation("one-check");
  const { t: tInspection } = useTranslation("inspection");
  const crumbs = [
    { to: "/inspections", label: tInspection("title") },
    { to: `/inspections/${id}`, label: enterprise },
  ];
  return (
    <Page title={title} lead={t("code.lead")} crumbs={crumbs}>
      {result ? <Notice tone="bad" announce title={t(`code.problem.${result.problem}`)} /> : null}
      {hasArrived ? <Notice tone="good" title={t("entry.confirmed")} /> : null}
      {!hasArrived && shown ? (
        <>
          <img src={shown.picture} alt={t("code.picture")} width={280} height={280} className="mb-4 border border-line bg-white" />
          <p className="text-lead font-semibold tracking-wide">{shown.code}</p>
          <p className="mb-2 text-muted">{t("code.today")}</p>
          <p>
            {t("code.address")}: <span className="break-all">{shown.address}</span>
          </p>
        </>
      ) : null}
      {!hasArrived && !shown ? (
        <Form method="post">
          <Button>{t("code.show")}</Button>
        </Form>
      ) : null}
    </Page>
  );
}
