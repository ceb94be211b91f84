/** What completing a self-check today would find, and by when each of it would have to be corrected. */
import { useTranslation } from "react-i18next";
import { Section } from "~/shared/ui/page";
import { Table } from "~/shared/ui/table";
import type { Severity } from "../evaluate";
import { SeverityTag } from "./tags";

interface Finding {
  readonly questionId: string;
  readonly severity: Severity;
  readonly text: string;
  readonly ruleDue: string | null;
}

export function FindingsAhead({ findings }: { readonly findings: readonly Finding[] }) {
  const { t } = useTranslation("self-check");
  if (findings.length === 0) return null;
  return (
    <Section title={t("findings.title", { count: findings.length })} id="findings">
      <Table
        caption={t("findings.ahead")}
        rows={findings}
        rowKey={({ questionId }) => questionId}
        columns={[
          { head: t("findings.finding"), label: t("findings.finding"), cell: ({ text }) => text },
          {
            head: t("findings.severity"),
            label: t("findings.severity"),
            cell: ({ severity }) => <SeverityTag severity={severity} />,
          },
          {
            head: t("findings.dueIf"),
            label: t("findings.dueIf"),
            cell: ({ ruleDue }) => ruleDue,
          },
        ]}
      />
    </Section>
  );
}
