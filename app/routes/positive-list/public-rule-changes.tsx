import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { announcedChanges } from "~/features/positive-list/rule-versions/queries.server";
import { announcement } from "~/features/positive-list/rule-versions/view.server";
import { today } from "~/platform/clock.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { Page, Section } from "~/shared/ui/page";
import { EmptyState } from "~/shared/ui/status";
import { Table } from "~/shared/ui/table";

export async function loader({ request }: LoaderFunctionArgs) {
  const locale = await localeOf(request);
  const changes = await announcedChanges();
  return {
    title: translator(locale, "rule-versions")("public.title"),
    changes: changes.map((change) => announcement(change, today(), locale)),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function RuleChangesPage() {
  const { title, changes } = useLoaderData<typeof loader>();
  const { t } = useTranslation("rule-versions");
  const { t: profileRules } = useTranslation("profile-rules");
  return (
    <Page title={title} lead={t("public.lead")}>
      {changes.length === 0 ? <EmptyState title={t("public.none")} /> : null}
      {changes.map((change) => (
        <Section key={change.id} id={`change-${change.id}`} title={t("public.changeTitle", { profile: change.profile, version: change.version })}>
          <p className="mb-2 font-semibold">{change.isAhead ? t("public.ahead", { day: change.from }) : t("public.past", { day: change.from })}</p>
          <p className="mb-2">
            {t("public.region")}: {change.regionCode}
          </p>
          <p className="mb-4 max-w-measure">
            {t("public.why")}: {change.reason}
          </p>
          {change.counts ? <p className="mb-4 max-w-measure">{t("public.whoText", change.counts)}</p> : <p className="mb-4">{t("public.small")}</p>}
          {change.groups.length > 0 ? (
            <Table
              caption={t("bySector")}
              rows={change.groups}
              rowKey={({ name }) => name}
              columns={[
                { head: t("group"), label: t("group"), cell: ({ name }) => name },
                { head: t("count"), label: t("count"), numeric: true, cell: ({ enterprises }) => enterprises },
                { head: t("movedHead"), label: t("movedHead"), numeric: true, cell: ({ moved }) => moved },
              ]}
            />
          ) : null}
        </Section>
      ))}
      <p className="max-w-measure text-small text-muted">{t("public.open")}</p>
      <p className="mt-2 text-small">
        <Link to="/rules/local">{profileRules("title")}</Link>
      </p>
    </Page>
  );
}
