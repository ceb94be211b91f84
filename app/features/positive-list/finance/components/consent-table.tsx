/** Consents to banks: to whom, how long, how often used, and the way to revoke each. */
import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Tag } from "~/shared/ui/status";
import { Table } from "~/shared/ui/table";
import type { ConsentState } from "../finance-answer";

interface Props {
  readonly mayRevoke: boolean;
  readonly consents: readonly {
    readonly id: string;
    readonly organisation: string;
    readonly from: string;
    readonly to: string;
    readonly state: ConsentState;
    readonly revoked: string | null;
    readonly answers: number;
    readonly last: string | null;
  }[];
}

const TONES = { "in-force": "good", revoked: "plain", ended: "plain" } as const;

export function ConsentTable({ consents, mayRevoke }: Props) {
  const { t } = useTranslation("green-finance");
  return (
    <Table
      caption={t("consents")}
      captionHidden
      rows={consents}
      rowKey={(row) => row.id}
      columns={[
        { head: t("organisation"), label: t("organisation"), cell: (row) => row.organisation },
        { head: t("term"), label: t("term"), cell: (row) => t("termOf", { from: row.from, to: row.to }) },
        {
          head: t("asked"),
          label: t("asked"),
          cell: (row) => (row.last ? t("askedTimes", { count: row.answers, last: row.last }) : t("askedNever")),
        },
        {
          head: t("state"),
          label: t("state"),
          cell: (row) => (
            <div className="flex flex-wrap items-center gap-x-4">
              <Tag tone={TONES[row.state]}>{t(`states.${row.state}`)}</Tag>
              {row.revoked ? <span>{row.revoked}</span> : null}
              {mayRevoke && row.state === "in-force" ? (
                <Form method="post">
                  <input type="hidden" name="consentId" value={row.id} />
                  <button name="intent" value="revoke" className="min-h-6 text-bad underline">
                    {t("revoke")} <span className="sr-only">{row.organisation}</span>
                  </button>
                </Form>
              ) : null}
            </div>
          ),
        },
      ]}
    />
  );
}
