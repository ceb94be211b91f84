import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { demonstrationCodes } from "~/features/accounts/demonstration.server";
import { env } from "~/platform/env.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { notFound } from "~/shared/params";
import { Page } from "~/shared/ui/page";
import { Table } from "~/shared/ui/table";

export async function loader({ request }: LoaderFunctionArgs) {
  if (!env().demonstration) throw notFound();
  return { title: translator(await localeOf(request), "accounts")("dev.codes"), codes: await demonstrationCodes() };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function CodesPage() {
  const { title, codes } = useLoaderData<typeof loader>();
  const { t } = useTranslation("accounts");
  return (
    <Page title={title} lead={t("dev.codesLead")}>
      <Table
        caption={title}
        captionHidden
        rows={codes}
        rowKey={(row) => row.loginName}
        columns={[
          { head: t("dev.account"), label: t("dev.account"), cell: (row) => `${row.loginName} · ${row.name}` },
          {
            head: t("dev.code"),
            label: t("dev.code"),
            cell: (row) => (
              <code data-login={row.loginName} data-code={row.code}>
                {row.code}
              </code>
            ),
          },
        ]}
      />
    </Page>
  );
}
