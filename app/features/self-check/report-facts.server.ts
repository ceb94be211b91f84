/** Gathers what a report says from a run and the corrections of its findings. */
import { translator } from "~/platform/i18n.server";
import type { Day } from "~/shared/day";
import type { Locale } from "~/shared/locale";
import type { Run } from "./queries.server";
import { reportAddress } from "./report-code.server";
import { reportModel, type ReportCorrection, type ReportModel } from "./report-model";
import { answersView, resultView } from "./views.server";

export interface ReportInput {
  readonly run: Run;
  readonly locale: Locale;
  /** The day on which the report is made. */
  readonly on: Day;
  readonly corrections: readonly ReportCorrection[];
  readonly code: string;
}

export function reportOf({ run, locale, on, corrections, code }: ReportInput): ReportModel {
  const { evidence: _shown, ...view } = resultView(run, locale, on);
  const asked = new Map(
    run.questionnaires.flatMap(({ questions }) => questions.map(({ id, text }) => [id, text[locale]]))
  );
  const facts = {
    ...view,
    locale,
    madeOn: on,
    corrections,
    topics: answersView(run, locale, on),
    evidence: run.evidence.map(({ questionId, fileName, effectiveFrom, effectiveTo, uploadedAt, hash }) => ({
      question: asked.get(questionId) ?? questionId,
      fileName,
      from: effectiveFrom,
      to: effectiveTo,
      uploadedAt,
      hash,
    })),
    code,
    address: reportAddress(code),
  };
  return reportModel(facts, {
    check: translator(locale, "self-check"),
    report: translator(locale, "self-check-report"),
  });
}
