import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { StandingTag } from "~/features/correction/components/standing-tag";
import { may } from "~/features/correction/policy";
import { correctionLines } from "~/features/correction/queries.server";
import { SeverityTag } from "~/features/self-check/components/tags";
import { today } from "~/platform/clock.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { formatDay } from "~/shared/format";
import { Page } from "~/shared/ui/page";
import { EmptyState } from "~/shared/ui/status";
import { Table } from "~/shared/ui/table";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.list);
  const locale = await localeOf(request);
  const lines = await correctionLines(actor, today());
  return {
    title: translator(locale, "correction")("list.title"),
    lines: lines.map(({ id, status, standing, severity, siteName, text, dueOn }) => ({
      id,
      status,
      standing,
      severity,
      siteName,
      text: text[locale],
      dueOn: formatDay(dueOn, locale),
    })),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function Corrections() {
  const { lines } = useLoaderData<typeof loader>();
  const { t } = useTranslation("correction");
  const overdue = lines.filter(({ standing }) => standing === "overdue").length;
  return (
    <Page
      title={t("list.title")}
      lead={overdue > 0 ? t("list.overdue", { count: overdue }) : t("list.lead")}
    >
      {lines.length === 0 ? (
        <EmptyState title={t("list.none")}>
          <Link to="/self-checks">{t("list.toSelfChecks")}</Link>
        </EmptyState>
      ) : (
        <Table
          caption={t("list.caption")}
          captionHidden
          rows={lines}
          rowKey={({ id }) => id}
          columns={[
            { head: t("facts.due"), label: t("facts.due"), cell: ({ dueOn }) => dueOn },
            {
              head: t("facts.standing"),
              label: t("facts.standing"),
              cell: ({ standing, status }) => <StandingTag standing={standing} status={status} />,
            },
            {
              head: t("list.finding"),
              label: t("list.finding"),
              cell: ({ id, text }) => <Link to={`/corrections/${id}`}>{text}</Link>,
            },
            {
              head: t("facts.severity"),
              label: t("facts.severity"),
              cell: ({ severity }) => <SeverityTag severity={severity} />,
            },
            { head: t("facts.site"), label: t("facts.site"), cell: ({ siteName }) => siteName },
          ]}
        />
      )}
    </Page>
  );
}
