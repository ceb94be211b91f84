/** A hearing as both sides see it: its days, the statement with files, the meeting, the record, the decision. */
import { useTranslation } from "react-i18next";
import { SummaryList } from "~/shared/ui/list";
import { Section } from "~/shared/ui/page";
import { Tag } from "~/shared/ui/status";
import type { HearingStatus } from "../states";
import { FileList, type ShownFile } from "./file-list";

export interface ShownHearing {
  readonly cause: string;
  readonly status: HearingStatus;
  readonly statementDueOn: string;
  readonly decisionDueOn: string;
  readonly statement: string;
  readonly stated: { readonly on: string; readonly inTime: boolean } | null;
  readonly waivedOn: string | null;
  readonly meeting: { readonly day: string; readonly place: string } | null;
  readonly record: string;
  readonly heldOn: string | null;
  readonly outcome: "reinstate" | "remove" | "expired" | null;
  readonly reason: string;
  readonly closedOn: string | null;
  readonly files: readonly ShownFile[];
}

export function HearingFacts({ hearing }: { hearing: ShownHearing }) {
  const { t } = useTranslation("listing-life");
  const optional = (label: string, value: string | null) => (value ? [{ label, value }] : []);
  return (
    <>
      <SummaryList
        rows={[
          { label: t("hearing.cause"), value: hearing.cause },
          { label: t("hearing.status"), value: <Tag tone={hearing.status === "closed" ? "plain" : "attention"}>{t(`hearingStatus.${hearing.status}`)}</Tag> },
          { label: t("hearing.statementDue"), value: hearing.statementDueOn },
          { label: t("hearing.decisionDue"), value: hearing.decisionDueOn },
          ...(hearing.meeting ? [{ label: t("hearing.meeting"), value: t("hearing.meetingLine", hearing.meeting) }] : []),
          ...optional(t("hearing.waivedOn"), hearing.waivedOn),
          ...(hearing.outcome ? [{ label: t("hearing.outcome"), value: `${t(`hearing.outcomes.${hearing.outcome}`)} · ${hearing.closedOn ?? ""}` }] : []),
          ...optional(t("hearing.reason"), hearing.reason),
        ]}
      />
      {hearing.stated ? (
        <Section title={t("hearing.statement")} id="statement-made">
          <p className="mb-2 text-small text-muted">{t(hearing.stated.inTime ? "hearing.inTime" : "hearing.late", { day: hearing.stated.on })}</p>
          <p className="mb-4 max-w-measure whitespace-pre-line">{hearing.statement}</p>
          <h3 className="mb-2 font-semibold">{t("hearing.files")}</h3>
          <FileList files={hearing.files} />
        </Section>
      ) : null}
      {hearing.heldOn ? (
        <Section title={t("hearing.record")} id="record">
          <p className="mb-2 text-small text-muted">{hearing.heldOn}</p>
          <p className="max-w-measure whitespace-pre-line">{hearing.record}</p>
        </Section>
      ) : null}
    </>
  );
}
