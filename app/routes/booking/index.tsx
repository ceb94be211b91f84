import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { AppointmentStatusTag } from "~/features/booking/components/status-tag";
import { may } from "~/features/booking/policy";
import { ownAppointments } from "~/features/booking/queries.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { formatDay } from "~/shared/format";
import { ButtonLink } from "~/shared/ui/button";
import { Page } from "~/shared/ui/page";
import { EmptyState } from "~/shared/ui/status";
import { Table } from "~/shared/ui/table";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.see);
  const locale = await localeOf(request);
  const rows = (await ownAppointments(actor)).map((row) => ({ ...row, on: formatDay(row.day, locale) }));
  return { rows, mayBook: may.book(actor), title: translator(locale, "booking")("title") };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function AppointmentsPage() {
  const { rows, mayBook } = useLoaderData<typeof loader>();
  const { t } = useTranslation("booking");
  return (
    <Page title={t("title")} lead={t("lead")}>
      {mayBook ? (
        <p className="mb-8">
          <ButtonLink to="/appointments/new">{t("new")}</ButtonLink>
        </p>
      ) : null}
      {rows.length === 0 ? (
        <EmptyState title={t("list.empty")}>{t("list.emptyHint")}</EmptyState>
      ) : (
        <Table
          caption={t("list.caption")}
          rows={rows}
          rowKey={(row) => row.id}
          columns={[
            {
              head: t("list.when"),
              label: t("list.when"),
              cell: (row) => (
                <Link to={`/appointments/${row.id}`}>
                  {row.on} {t(`half.${row.half}`)}
                </Link>
              ),
            },
            { head: t("list.kind"), label: t("list.kind"), cell: (row) => t(`kind.${row.kind}`) },
            { head: t("list.site"), label: t("list.site"), cell: (row) => row.site },
            { head: t("list.status"), label: t("list.status"), cell: (row) => <AppointmentStatusTag status={row.status} /> },
          ]}
        />
      )}
    </Page>
  );
}
