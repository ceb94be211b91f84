/** What a report of a completed self-check says, in one language: the PDF and the XLSX are both made of this alone. */
import type { TFunction } from "i18next";
import type { Day } from "~/shared/day";
import { formatDay, formatInstant, formatPeriod } from "~/shared/format";
import type { Locale } from "~/shared/locale";
import { printedCode } from "~/shared/public-code";

/** What is known of the run, in words of the reader's language where it is words. */
export interface ReportFacts {
  readonly locale: Locale;
  readonly madeOn: Day;
  readonly enterprise: { readonly name: string; readonly uscc: string };
  readonly siteName: string;
  readonly completedOn: string;
  readonly completedBy: string;
  readonly result: "red" | "amber" | "green";
  readonly complete: boolean;
  readonly completeness: {
    readonly answered: number;
    readonly notKnown: number;
    readonly total: number;
  };
  readonly versions: readonly { readonly title: string; readonly version: number }[];
  readonly findings: readonly {
    readonly questionId: string;
    readonly severity: "red-line" | "major" | "minor";
    readonly text: string;
    readonly answer: string;
    readonly because: readonly string[];
    readonly basis: readonly { readonly label: string; readonly heading: string }[];
  }[];
  readonly corrections: readonly ReportCorrection[];
  readonly topics: readonly {
    readonly title: string;
    readonly questions: readonly {
      readonly id: string;
      readonly text: string;
      readonly answer: string | null;
      readonly note: string;
    }[];
  }[];
  readonly evidence: readonly {
    readonly question: string;
    readonly fileName: string;
    readonly from: string;
    readonly to: string | null;
    readonly uploadedAt: Date;
    readonly hash: string;
  }[];
  readonly resultHash: string;
  readonly code: string;
  /** Where the code is checked. */
  readonly address: string;
}
/** Of a finding's correction. */
export interface ReportCorrection {
  readonly questionId: string | null;
  readonly dueOn: string;
  readonly recurrenceMonths: number | null;
}
export interface ReportWords {
  readonly check: TFunction<"self-check">;
  readonly report: TFunction<"self-check-report">;
}
export interface Labelled {
  readonly label: string;
  readonly value: string;
}

export type ReportModel = ReturnType<typeof reportModel>;

export function reportModel(facts: ReportFacts, words: ReportWords) {
  const { check: t, report } = words;
  const { locale } = facts;
  const shown = facts.result === "green" && !facts.complete ? "open" : facts.result;
  return {
    locale,
    title: `${t("report.docTitle")} · ${facts.siteName}`,
    made: t("report.made", { day: formatDay(facts.madeOn, locale) }),
    head: headOf(facts, words, t(`result.${shown}`)),
    resultText: t(`resultText.${shown}`),
    findings: facts.findings.map((finding, at) => findingOf(finding, at, facts, words)),
    topics: facts.topics.map(({ title, questions }) => ({
      title,
      questions: questions.map(({ id, text, answer, note }) => ({
        id,
        text,
        answer: answer ?? t("report.unanswered"),
        note,
      })),
    })),
    evidence: facts.evidence.map(({ question, fileName, from, to, uploadedAt, hash }) => ({
      question,
      fileName,
      from,
      to: to ?? "",
      period: to === null ? report("evidence.noEnd", { day: formatDay(from, locale) }) : formatPeriod(from, to, locale),
      uploadedAt: formatInstant(uploadedAt, locale),
      hash,
    })),
    versions: facts.versions.map((each) => t("overview.version", each)),
    signature: {
      text: report("signature.text"),
      lines: [
        report("signature.name"),
        report("signature.position"),
        report("signature.day"),
        report("signature.sign"),
      ],
    },
    verification: {
      address: facts.address,
      rows: [
        { label: report("verification.code"), value: printedCode(facts.code) },
        { label: t("report.hash"), value: facts.resultHash },
      ],
    },
  };
}

function headOf(facts: ReportFacts, { check: t }: ReportWords, result: string): Labelled[] {
  const { answered, notKnown, total } = facts.completeness;
  const counts = { answered, total, notKnown, unanswered: total - answered - notKnown };
  return [
    { label: t("report.enterprise"), value: facts.enterprise.name },
    { label: t("report.uscc"), value: facts.enterprise.uscc },
    { label: t("report.site"), value: facts.siteName },
    {
      label: t("report.completed"),
      value: t("record.completedBy", { day: facts.completedOn, name: facts.completedBy }),
    },
    { label: t("report.result"), value: result },
    {
      label: t("report.completeness"),
      value: t(facts.complete ? "completeness.all" : "completeness.open", counts),
    },
  ];
}

function findingOf(
  { questionId, text, answer, severity, because, basis }: ReportFacts["findings"][number],
  at: number,
  { corrections, locale }: ReportFacts,
  { check: t, report }: ReportWords
) {
  const correction = corrections.find((each) => each.questionId === questionId);
  const months = correction?.recurrenceMonths ?? null;
  return {
    number: at + 1,
    questionId,
    text,
    answer,
    severity: t(`severity.${severity}`),
    dueOn: correction?.dueOn ?? "",
    due: correction ? formatDay(correction.dueOn, locale) : "",
    basis: basis.map(({ label, heading }) => `${label} ${heading}`.trim()),
    recurrence: months === null ? "" : report("finding.recurrence", { months }),
    reasons: because,
  };
}
