/** What is known of a correction: finding, plan, evidence, what was decided. */
import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { CitationView } from "~/features/law/citation-view";
import { Citations } from "~/features/law/components/citation";
import { SeverityTag } from "~/features/self-check/components/tags";
import type { Severity } from "~/features/self-check/evaluate";
import { SummaryList } from "~/shared/ui/list";
import { Notice } from "~/shared/ui/status";
import type { Cause } from "../cause";
import type { CorrectionStatus, Standing } from "../standing";
import { StandingTag } from "./standing-tag";

export interface EvidenceItem {
  readonly id: string;
  readonly fileName: string;
  readonly effectiveOn: string;
  readonly uploadedAt: string;
}

export interface CorrectionView {
  readonly status: CorrectionStatus;
  readonly standing: Standing;
  readonly severity: Severity;
  readonly source: "self-check" | "visit" | "warning" | "inspection";
  readonly siteName: string;
  readonly foundOn: string;
  readonly dueOn: string;
  readonly cause: Cause | null;
  readonly measure: string;
  readonly owner: string | null;
  readonly submitter: string | null;
  readonly submittedOn: string | null;
  readonly verifier: string | null;
  readonly verifiedOn: string | null;
  readonly verdictReason: string;
  readonly basis: readonly CitationView[];
}

export function CorrectionFacts({ view }: { view: CorrectionView }) {
  const { t } = useTranslation("correction");
  const planned = view.cause !== null;
  return (
    <>
      {view.status === "reopened" ? (
        <Notice tone="attention" title={t("reopened.title")}>
          <p>{view.verdictReason}</p>
        </Notice>
      ) : null}
      <SummaryList
        rows={[
          {
            label: t("facts.standing"),
            value: <StandingTag standing={view.standing} status={view.status} />,
          },
          { label: t("facts.severity"), value: <SeverityTag severity={view.severity} /> },
          { label: t("facts.due"), value: view.dueOn },
          {
            label: t("facts.found"),
            value: t("facts.foundBy", { day: view.foundOn, source: t(`source.${view.source}`) }),
          },
          { label: t("facts.site"), value: view.siteName },
          ...(planned
            ? [
                { label: t("plan.cause"), value: view.cause ? t(`cause.${view.cause}`) : "" },
                {
                  label: t("plan.measure"),
                  value: <span className="whitespace-pre-line">{view.measure}</span>,
                },
                { label: t("plan.owner"), value: view.owner },
              ]
            : []),
          ...(view.submittedOn
            ? [
                {
                  label: t("facts.submitted"),
                  value: t("facts.by", { day: view.submittedOn, name: view.submitter }),
                },
              ]
            : []),
          ...(view.verifiedOn
            ? [
                {
                  label: t("facts.verified"),
                  value: t("facts.by", { day: view.verifiedOn, name: view.verifier }),
                },
              ]
            : []),
          ...(view.status === "verified" && view.verdictReason
            ? [{ label: t("verdict.reason"), value: view.verdictReason }]
            : []),
        ]}
      />
      <div className="mb-8">
        <Citations basis={view.basis} />
      </div>
    </>
  );
}

export function EvidenceList({ evidence }: { evidence: readonly EvidenceItem[] }) {
  const { t } = useTranslation("correction");
  if (evidence.length === 0) return <p className="mb-6 text-muted">{t("evidence.none")}</p>;
  return (
    <ul className="mb-6 max-w-measure">
      {evidence.map((item) => (
        <li key={item.id} className="border-t border-line py-3">
          <Link to={`/evidence/${item.id}`} reloadDocument>
            {item.fileName}
          </Link>
          <span className="block text-small text-muted">
            {t("evidence.line", { day: item.effectiveOn, at: item.uploadedAt })}
          </span>
        </li>
      ))}
    </ul>
  );
}
