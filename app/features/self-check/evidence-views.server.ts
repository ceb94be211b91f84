/** A file of evidence as pages show it. */
import type { EvidenceState } from "~/platform/db.server";
import { isPicture } from "~/platform/file-check.server";
import { day, type Day } from "~/shared/day";
import { formatBytes, formatDay, formatInstant, formatPeriod } from "~/shared/format";
import type { Locale } from "~/shared/locale";
import { questionTitles } from "./content.server";
import { evidenceStanding } from "./evidence-days";
import type { EvidenceUses } from "./evidence-list.server";

export interface EvidenceRow {
  readonly id: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly state: EvidenceState;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
  readonly uploadedAt: Date;
}

const kindOf = (mediaType: string): "picture" | "pdf" | "table" => {
  if (isPicture(mediaType)) return "picture";
  return mediaType === "application/pdf" ? "pdf" : "table";
};

export function evidenceView(row: EvidenceRow, on: Day, locale: Locale) {
  const to = row.effectiveTo === null ? null : day(row.effectiveTo);
  return {
    id: row.id,
    fileName: row.fileName,
    kind: kindOf(row.mediaType),
    size: formatBytes(row.sizeBytes),
    unreadable: row.state === "unreadable",
    standing: evidenceStanding(to, on),
    open: to === null,
    period: to === null ? formatDay(row.effectiveFrom, locale) : formatPeriod(row.effectiveFrom, to, locale),
    received: formatInstant(row.uploadedAt, locale),
  };
}
export type EvidenceView = ReturnType<typeof evidenceView>;

/** Where a file is used: self-checks with their questions, then corrections. */
export function evidenceUseViews(evidenceId: string, uses: EvidenceUses, locale: Locale) {
  const answers = uses.answers.filter((use) => use.evidenceId === evidenceId);
  const selfChecks = [...new Map(answers.map((use) => [use.selfCheckId, use])).values()];
  return [
    ...selfChecks.map((run) => ({
      is: "selfCheck" as const,
      to: `/self-checks/${run.selfCheckId}${run.completedOn ? "/result" : ""}`,
      site: run.siteName,
      day: formatDay(run.completedOn ?? run.startedOn, locale),
      finding: "",
      questions: questionTitles(
        answers
          .filter(({ selfCheckId }) => selfCheckId === run.selfCheckId)
          .map(({ questionId }) => questionId),
        locale
      ).map(({ text }) => text),
    })),
    ...uses.corrections
      .filter((use) => use.evidenceId === evidenceId)
      .map(({ correctionId, text }) => ({
        is: "correction" as const,
        to: `/corrections/${correctionId}`,
        site: "",
        day: "",
        finding: text[locale],
        questions: [],
      })),
  ];
}
