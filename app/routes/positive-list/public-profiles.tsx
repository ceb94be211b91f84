import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { CompareProfiles } from "~/features/positive-list/profile-rules/components/compare-profiles";
import { StatusTag } from "~/features/positive-list/profile-rules/components/status-tag";
import { comparison, profileLines } from "~/features/positive-list/profile-rules/profile-view.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { Page, Section } from "~/shared/ui/page";
import { Table } from "~/shared/ui/table";

export async function loader({ request }: LoaderFunctionArgs) {
  const locale = await localeOf(request);
  const { searchParams } = new URL(request.url);
  const asked = { one: searchParams.get("one") ?? "", other: searchParams.get("other") ?? "" };
  return {
    title: translator(locale, "profile-rules")("title"),
    lines: profileLines(locale),
    asked,
    compared: comparison(asked.one, asked.other, locale),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function ProfilesPage() {
  const { title, lines, asked, compared } = useLoaderData<typeof loader>();
  const { t } = useTranslation("profile-rules");
  const validity = ({ from, to }: (typeof lines)[number]) => (to ? t("fromTo", { from, to }) : t("from", { day: from }));
  const regions = (line: (typeof lines)[number]) =>
    line.isDefault ? t("everywhere") : line.regions.length > 0 ? line.regions.join(t("listSeparator")) : t("nowhere");
  return (
    <Page title={title} lead={t("lead")}>
      <Section title={t("tableCaption")} id="profiles">
        <Table
          caption={t("tableCaption")}
          captionHidden
          rows={lines}
          rowKey={({ key }) => key}
          columns={[
            { head: t("place"), label: t("place"), cell: (line) => <Link to={`/rules/local/${line.id}?version=${line.version}`}>{line.title}</Link> },
            { head: t("version"), label: t("version"), numeric: true, cell: ({ version }) => version },
            { head: t("regions"), label: t("regions"), cell: regions },
            { head: t("validity"), label: t("validity"), cell: validity },
            { head: t("statusHead"), label: t("statusHead"), cell: ({ status }) => <StatusTag status={status} /> },
          ]}
        />
      </Section>
      <CompareProfiles lines={lines} asked={asked} compared={compared} />
    </Page>
  );
}
