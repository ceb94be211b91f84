/** Where one is signed in, and the way to end it there. */
import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Table } from "~/shared/ui/table";

interface SessionView {
  readonly id: string;
  readonly userAgent: string;
  readonly since: string;
  readonly isThis: boolean;
}

export function SessionTable({ sessions }: { sessions: readonly SessionView[] }) {
  const { t } = useTranslation("accounts");
  return (
    <Table
      caption={t("account.sessionsCaption")}
      captionHidden
      rows={sessions}
      rowKey={(row) => row.id}
      columns={[
        { head: t("account.since"), label: t("account.since"), cell: (row) => row.since },
        { head: t("account.browser"), label: t("account.browser"), cell: (row) => <span className="break-words text-small">{row.userAgent}</span> },
        {
          head: t("account.end"),
          label: t("account.end"),
          cell: (row) =>
            row.isThis ? (
              t("account.thisOne")
            ) : (
              <Form method="post">
                <input type="hidden" name="sessionId" value={row.id} />
                <button name="intent" value="end-session" aria-label={`${t("account.end")} ${row.since}`} className="text-accent underline">
                  {t("account.end")}
                </button>
              </Form>
            ),
        },
      ]}
    />
  );
}
