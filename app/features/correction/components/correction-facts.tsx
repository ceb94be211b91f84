/** What is known of a correction: finding, plan, evidence, what was decided. */
import { Link } from "@remix-run/react";
import type { TFunction } from "i18next";
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
  readonly causeText: string;
  readonly measure: string;
  /** Number of the warning or inspection, id of the appointment. */
  readonly sourceRef: string;
  readonly window: { readonly days: number; readonly kind: "working" | "calendar" } | null;
  /** Before any extension; null where there was none. */
  readonly firstDueOn: string | null;
  readonly recurrence: {
    readonly months: number;
    readonly day: string;
    readonly source: "self-check" | "visit" | "warning" | "inspection";
    readonly correctionId: string | null;
  } | null;
  readonly owner: string | null;
  readonly submitter: string | null;
  readonly submittedOn: string | null;
  readonly verifier: string | null;
  readonly verifiedOn: string | null;
  readonly verdictReason: string;
  readonly basis: readonly CitationView[];
}

function DueDay({ view: { dueOn, window, firstDueOn } }: { view: CorrectionView }) {
  const { t } = useTranslation("correction");
  return (
    <>
      {dueOn}
      {window ? (
        <span className="block text-small text-muted">
          {t(`facts.dueRule_${window.kind}`, { count: window.days })}
        </span>
      ) : null}
      {firstDueOn ? (
        <span className="block text-small text-muted">
          {t("facts.extendedFrom", { day: firstDueOn })}
        </span>
      ) : null}
    </>
  );
}

function Source({ view, agency }: { view: CorrectionView; agency: boolean }) {
  const { t } = useTranslation("correction");
  return (
    <>
      {t("facts.foundBy", { day: view.foundOn, source: t(`source.${view.source}`) })}
      {view.source === "visit" ? (
        <Link
          className="block text-small"
          to={`${agency ? "/agency" : ""}/appointments/${view.sourceRef}`}
        >
          {t("facts.toVisit")}
        </Link>
      ) : view.sourceRef ? (
        <span className="block text-small text-muted">
          {t("facts.number", { number: view.sourceRef })}
        </span>
      ) : null}
    </>
  );
}

function Recurrence({ of }: { of: NonNullable<CorrectionView["recurrence"]> }) {
  const { t } = useTranslation("correction");
  return (
    <Notice tone="attention" title={t("recurrence.title")}>
      <p>
        {t("recurrence.text", {
          day: of.day,
          months: of.months,
          source: t(`source.${of.source}`),
        })}
      </p>
      {of.correctionId ? (
        <Link to={`/corrections/${of.correctionId}`}>{t("recurrence.toEarlier")}</Link>
      ) : null}
    </Notice>
  );
}

function planRows(view: CorrectionView, t: TFunction<"correction">) {
  if (view.cause === null) return [];
  const lines = (text: string) => <span className="whitespace-pre-line">{text}</span>;
  return [
    { label: t("plan.cause"), value: t(`cause.${view.cause}`) },
    ...(view.causeText ? [{ label: t("plan.causeText"), value: lines(view.causeText) }] : []),
    { label: t("plan.measure"), value: lines(view.measure) },
    { label: t("plan.owner"), value: view.owner },
  ];
}

export function CorrectionFacts({ view, agency }: { view: CorrectionView; agency: boolean }) {
  const { t } = useTranslation("correction");
  return (
    <>
      {view.status === "reopened" ? (
        <Notice tone="attention" title={t("reopened.title")}>
          <p>{view.verdictReason}</p>
        </Notice>
      ) : null}
      {view.recurrence ? <Recurrence of={view.recurrence} /> : null}
      <SummaryList
        rows={[
          {
            label: t("facts.standing"),
            value: <StandingTag standing={view.standing} status={view.status} />,
          },
          { label: t("facts.severity"), value: <SeverityTag severity={view.severity} /> },
          { label: t("facts.due"), value: <DueDay view={view} /> },
          {
            label: t("facts.found"),
            value: <Source view={view} agency={agency} />,
          },
          { label: t("facts.site"), value: view.siteName },
          ...planRows(view, t),
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
