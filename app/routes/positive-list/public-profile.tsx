import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Citations } from "~/features/law/components/citation";
import { StatusTag } from "~/features/positive-list/profile-rules/components/status-tag";
import { profilePage } from "~/features/positive-list/profile-rules/profile-view.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { notFound, slugParam } from "~/shared/params";
import { Page, Section } from "~/shared/ui/page";
import { Tag } from "~/shared/ui/status";
import { Table } from "~/shared/ui/table";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const locale = await localeOf(request);
  const version = Number(new URL(request.url).searchParams.get("version") ?? 1);
  const page = profilePage(slugParam(params, "profileId"), version, locale);
  if (!page) throw notFound();
  return { ...page, heading: translator(locale, "profile-rules")("profileTitle", { title: page.title, version }) };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.heading }];

export default function ProfilePage() {
  const { id, heading, note, status, from, to, others, parts } = useLoaderData<typeof loader>();
  const { t } = useTranslation("profile-rules");
  return (
    <Page title={heading} lead={note} crumbs={[{ label: t("back"), to: "/rules/local" }]}>
      <p className="mb-6 flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <StatusTag status={status} />
        <span>{to ? t("fromTo", { from, to }) : t("from", { day: from })}</span>
        {others.length > 0 ? (
          <span>
            {t("others")}{" "}
            {others.map((version) => (
              <Link key={version} className="mr-2" to={`/rules/local/${id}?version=${version}`}>
                {t("otherVersion", { version })}
              </Link>
            ))}
          </span>
        ) : null}
      </p>
      {parts.map(({ part, rows }) => (
        <Section key={part} title={t(`part.${part}`)} id={part}>
          <Table
            caption={t(`part.${part}`)}
            captionHidden
            rows={rows}
            rowKey={({ key }) => key}
            columns={[
              { head: t("item"), label: t("item"), cell: ({ title }) => <strong className="font-semibold md:inline-block md:w-40">{title}</strong> },
              { head: t("value"), label: t("value"), cell: ({ value }) => value },
              {
                head: t("source"),
                label: t("source"),
                cell: ({ source, citations, isDesign }) => (
                  <>
                    <Tag tone={isDesign ? "attention" : "good"}>{t(isDesign ? "design" : "published")}</Tag>
                    <span className="block text-small">{source}</span>
                    <Citations basis={citations} />
                  </>
                ),
              },
            ]}
          />
        </Section>
      ))}
    </Page>
  );
}
