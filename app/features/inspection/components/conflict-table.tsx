/** Conflicts of interest that last, each with a button to end it. */
import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import { Table } from "~/shared/ui/table";

interface Row {
  readonly id: string;
  readonly officer: string;
  readonly enterprise: string;
  readonly uscc: string;
  readonly reason: "relative" | "share" | "former-work" | "dispute" | "other";
  readonly note: string;
  readonly since: string;
}

export function ConflictTable({ rows }: { rows: readonly Row[] }) {
  const { t } = useTranslation("one-check");
  return (
    <Table
      caption={t("conflicts.list")}
      captionHidden
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { head: t("conflicts.officer"), label: t("conflicts.officer"), cell: ({ officer }) => officer },
        {
          head: t("conflicts.enterprise"),
          label: t("conflicts.enterprise"),
          cell: ({ enterprise, uscc }) => (
            <>
              {enterprise} <span className="text-small text-muted">{uscc}</span>
            </>
          ),
        },
        {
          head: t("conflicts.reason"),
          label: t("conflicts.reason"),
          cell: ({ reason, note }) => (
            <>
              {t(`conflicts.reasons.${reason}`)} {note ? <span className="block text-small text-muted">{note}</span> : null}
            </>
          ),
        },
        { head: t("conflicts.since"), label: t("conflicts.since"), cell: ({ since }) => since },
        {
          head: t("conflicts.end"),
          label: t("conflicts.end"),
          cell: ({ id, enterprise }) => (
            <Form method="post">
              <input type="hidden" name="conflictId" value={id} />
              <Button kind="secondary" name="intent" value="end" aria-label={t("conflicts.endOf", { enterprise })}>
                {t("conflicts.end")}
              </Button>
            </Form>
          ),
        },
      ]}
    />
  );
}
