/** Keys of other systems: whose, for what, since when. The key itself is nowhere. */
import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { ApiScope } from "~/shared/actor";
import { EmptyState, Tag } from "~/shared/ui/status";
import { Table } from "~/shared/ui/table";
import { SCOPE_TEXTS } from "../forms";

interface KeyView {
  readonly id: string;
  readonly organisation: string;
  readonly scopes: readonly ApiScope[];
  readonly regionCode: string;
  readonly perMinute: number;
  readonly since: string;
  readonly revoked: boolean;
}

export function KeyTable({ keys }: { keys: readonly KeyView[] }) {
  const { t } = useTranslation("accounts");
  if (keys.length === 0) return <EmptyState title={t("admin.noKeys")} />;
  return (
    <Table
      caption={t("admin.keys")}
      captionHidden
      rows={keys}
      rowKey={(row) => row.id}
      columns={[
        { head: t("admin.organisation"), label: t("admin.organisation"), cell: (row) => row.organisation },
        {
          head: t("admin.scopes"),
          label: t("admin.scopes"),
          cell: (row) => row.scopes.map((scope) => t(`admin.scope.${SCOPE_TEXTS[scope]}`)).join(" · "),
        },
        { head: t("admin.regionCode"), label: t("admin.regionCode"), cell: (row) => row.regionCode || null },
        { head: t("admin.perMinute"), label: t("admin.perMinute"), cell: (row) => row.perMinute },
        { head: t("admin.since"), label: t("admin.since"), cell: (row) => row.since },
        {
          head: t("members.state"),
          label: t("members.state"),
          cell: (row) =>
            row.revoked ? (
              <Tag tone="plain">{t("admin.revoked")}</Tag>
            ) : (
              <Form method="post" className="flex flex-wrap items-center gap-4">
                <Tag tone="good">{t("admin.live")}</Tag>
                <input type="hidden" name="apiKeyId" value={row.id} />
                <button name="intent" value="revoke" className="min-h-6 text-bad underline">
                  {t("admin.revoke")} <span className="sr-only">{row.organisation}</span>
                </button>
              </Form>
            ),
        },
      ]}
    />
  );
}
