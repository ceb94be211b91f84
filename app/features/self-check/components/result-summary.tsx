/** Result of a completed self-check with its findings: the enterprise's page and the agency's show the same. */
import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { CitationView } from "~/features/law/citation-view";
import { Citations } from "~/features/law/components/citation";
import { Section } from "~/shared/ui/page";
import { EmptyState, Notice, Tag, type Tone } from "~/shared/ui/status";
import { Table } from "~/shared/ui/table";
import type { Completeness, Result, Severity } from "../evaluate";
import { SeverityTag } from "./tags";

interface Finding {
  readonly questionId: string;
  readonly severity: Severity;
  readonly text: string;
  readonly answer: string;
  readonly because: readonly string[];
  readonly basis: readonly CitationView[];
  readonly waivableIf: { readonly text: string; readonly basis: readonly CitationView[] } | null;
  readonly lesson: string | null;
  readonly correction: {
    readonly id: string;
    readonly dueOn: string;
    /** The same was found at the site within so many months before. */
    readonly recurrenceMonths: number | null;
  } | null;
}
interface Evidence {
  readonly id: string;
  readonly question: string;
  readonly fileName: string;
  readonly hash: string;
  readonly effectiveOn: string;
  readonly uploadedAt: string;
}
export interface ResultSummaryProps {
  readonly result: Result;
  readonly complete: boolean;
  readonly completeness: Completeness;
  readonly findings: readonly Finding[];
  readonly evidence: readonly Evidence[];
}

const TONES: Readonly<Record<Result | "open", Tone>> = {
  red: "bad",
  amber: "attention",
  green: "good",
  open: "plain",
};

export function ResultSummary({
  result,
  complete,
  completeness,
  findings,
  evidence,
}: ResultSummaryProps) {
  const { t } = useTranslation("self-check");
  const shown = result === "green" && !complete ? "open" : result;
  const { answered, notKnown, total } = completeness;
  return (
    <>
      <Notice tone={TONES[shown]} title={t(`result.${shown}`)}>
        <p>{t(`resultText.${shown}`)}</p>
        <p>
          {t(complete ? "completeness.all" : "completeness.open", {
            answered,
            total,
            notKnown,
            unanswered: total - answered - notKnown,
          })}
        </p>
      </Notice>
      <Section title={t("findings.title", { count: findings.length })} id="findings">
        {findings.length === 0 ? <EmptyState title={t("findings.none")} /> : null}
        <ol>
          {findings.map((finding) => (
            <FindingItem key={finding.questionId} finding={finding} />
          ))}
        </ol>
      </Section>
      {evidence.length > 0 ? <EvidenceTable evidence={evidence} /> : null}
    </>
  );
}

function FindingItem({ finding }: { finding: Finding }) {
  const { t } = useTranslation("self-check");
  const { t: ofCorrection } = useTranslation("correction");
  const { correction, waivableIf } = finding;
  return (
    <li className="max-w-measure space-y-1 border-t border-line py-4">
      <p className="flex flex-wrap gap-2">
        <SeverityTag severity={finding.severity} />
        {correction?.recurrenceMonths ? (
          <Tag tone="attention">
            {ofCorrection("recurrence.tag", { months: correction.recurrenceMonths })}
          </Tag>
        ) : null}
      </p>
      <h3 className="font-semibold">{finding.text}</h3>
      <p>{t("findings.answered", { answer: finding.answer })}</p>
      {finding.because.map((line) => (
        <p key={line} className="text-small text-muted">
          {line}
        </p>
      ))}
      {correction ? (
        <p>
          {t("findings.due", { day: correction.dueOn })}{" "}
          <Link to={`/corrections/${correction.id}`}>{t("findings.toCorrection")}</Link>
        </p>
      ) : null}
      <Citations basis={finding.basis} />
      {waivableIf ? (
        <details>
          <summary className="text-small text-accent">{t("topic.waivable")}</summary>
          <p className="text-small">{waivableIf.text}</p>
          <Citations basis={waivableIf.basis} />
        </details>
      ) : null}
      {finding.lesson ? (
        <p className="text-small">
          <Link to={`/courses/${finding.lesson}`}>{t("findings.lesson")}</Link>
        </p>
      ) : null}
    </li>
  );
}

function EvidenceTable({ evidence }: Pick<ResultSummaryProps, "evidence">) {
  const { t } = useTranslation("self-check");
  return (
    <Section title={t("evidence.title")} id="evidence">
      <Table
        caption={t("evidence.caption")}
        captionHidden
        rows={evidence}
        rowKey={({ id }) => id}
        columns={[
          {
            head: t("evidence.file"),
            label: t("evidence.file"),
            cell: ({ id, fileName }) => (
              <Link to={`/evidence/${id}`} reloadDocument>
                {fileName}
              </Link>
            ),
          },
          {
            head: t("evidence.question"),
            label: t("evidence.question"),
            cell: ({ question }) => question,
          },
          {
            head: t("evidence.effectiveOn"),
            label: t("evidence.effectiveOn"),
            cell: ({ effectiveOn }) => effectiveOn,
          },
          {
            head: t("evidence.uploadedAt"),
            label: t("evidence.uploadedAt"),
            cell: ({ uploadedAt }) => uploadedAt,
          },
        ]}
      />
    </Section>
  );
}
