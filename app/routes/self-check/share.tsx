import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Citations } from "~/features/law/components/citation";
import { citationViews } from "~/features/law/content.server";
import { shareSelfCheck } from "~/features/self-check/commands.server";
import { may } from "~/features/self-check/policy";
import { agenciesOver, selfCheckRun } from "~/features/self-check/queries.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { notFound, uuidParam } from "~/shared/params";
import { Button } from "~/shared/ui/button";
import { Page, Section } from "~/shared/ui/page";

const LENIENCY = ["apl-2021/32", "apl-2021/33", "eec-2026/1056"];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.share);
  const run = await selfCheckRun(actor, uuidParam(params, "selfCheckId"));
  if (!run) throw notFound();
  if (run.status === "draft") throw redirect(`/self-checks/${run.id}`);
  if (run.sharedAt) throw redirect(`/self-checks/${run.id}/result`);
  const locale = await localeOf(request);
  return {
    id: run.id,
    siteName: run.siteName,
    title: translator(locale, "self-check")("share.title"),
    agencies: (await agenciesOver(actor)).map(({ nameZh, nameEn }) =>
      locale === "en" ? nameEn : nameZh
    ),
    basis: citationViews(LENIENCY, locale),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.share);
  const id = uuidParam(params, "selfCheckId");
  if ((await shareSelfCheck(actor, id)) === "not-completed") throw notFound();
  return redirect(`/self-checks/${id}/result`);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

const POINTS = ["sees", "log", "days", "use", "final"] as const;

export default function SharePage() {
  const { id, siteName, agencies, basis } = useLoaderData<typeof loader>();
  const { t } = useTranslation("self-check");
  return (
    <Page
      kicker={siteName}
      title={t("share.title")}
      lead={t("share.lead")}
      crumbs={[
        { to: "/self-checks", label: t("list.title") },
        { to: `/self-checks/${id}/result`, label: t("result.title") },
      ]}
    >
      <ul className="mb-8 max-w-measure list-disc space-y-3 pl-5">
        {POINTS.map((point) => (
          <li key={point}>{t(`share.points.${point}`)}</li>
        ))}
      </ul>
      {agencies.length > 0 ? (
        <Section title={t("share.agencies")}>
          <ul className="list-disc pl-5">
            {agencies.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </Section>
      ) : null}
      <Section title={t("share.lawTitle")}>
        <p className="mb-2 max-w-measure">{t("share.law")}</p>
        <Citations basis={basis} />
      </Section>
      <Form method="post" className="flex flex-wrap items-center gap-6">
        <Button>{t("share.button")}</Button>
        <Link to={`/self-checks/${id}/result`}>{t("share.notNow")}</Link>
      </Form>
    </Page>
  );
}
