/** The report of a completed self-check as PDF. */
import { translator } from "~/platform/i18n.server";
import { createPdf, type PdfWriter } from "~/platform/pdf.server";
import type { ReportModel } from "./report-model";

type Words = ReturnType<typeof translator<"self-check">>;
type MoreWords = ReturnType<typeof translator<"self-check-report">>;

export async function reportPdf(report: ReportModel): Promise<Buffer> {
  const t = translator(report.locale, "self-check");
  const more = translator(report.locale, "self-check-report");
  const pdf = createPdf({
    title: report.title,
    locale: report.locale,
    footer: `${report.title} · ${report.made}`,
    pageLabel: (page, pages) => t("report.page", { page, pages }),
  });
  pdf.title(t("report.docTitle"));
  pdf.values([
    ...report.head,
    { label: t("overview.versions"), value: report.versions.join(translator(report.locale)("comma")) },
  ]);
  pdf.paragraph(report.resultText);
  pdf.rule();
  pdf.paragraph(t("report.contents"), { muted: true });
  const contents = pdf.reserveContents(5);
  writeFindings(pdf, t, more, report);
  writeAnswers(pdf, t, report);
  writeEvidence(pdf, t, report);
  writeSignature(pdf, more, report);
  await writeVerification(pdf, t, more, report);
  pdf.fillContents(contents);
  return pdf.finish();
}

function writeFindings(pdf: PdfWriter, t: Words, more: MoreWords, { findings, locale }: ReportModel): void {
  const comma = translator(locale)("comma");
  const line = (label: string, value: string) => (value === "" ? [] : [{ label, value }]);
  pdf.heading(t("report.findings"));
  if (findings.length === 0) pdf.paragraph(t("report.noFindings"));
  for (const finding of findings) {
    pdf.subheading(`${finding.number}. ${finding.text}`);
    const { answer, severity } = finding;
    pdf.values([
      { label: t("report.answer"), value: t("report.graded", { answer, severity }) },
      ...line(more("finding.reason"), finding.reasons.join("\n")),
      ...line(t("report.due"), finding.due),
      ...line(more("finding.again"), finding.recurrence),
      { label: t("report.basis"), value: finding.basis.join(comma) },
    ]);
  }
}

function writeAnswers(pdf: PdfWriter, t: Words, { topics, locale }: ReportModel): void {
  pdf.heading(t("report.answers"));
  for (const topic of topics) {
    pdf.subheading(topic.title);
    for (const question of topic.questions) {
      pdf.paragraph(question.text);
      pdf.values([
        { label: t("report.answer"), value: question.answer },
        ...(question.note ? [{ label: t("report.note"), value: question.note }] : []),
      ]);
    }
    pdf.space(locale === "en" ? 4 : 6);
  }
}

function writeEvidence(pdf: PdfWriter, t: Words, { evidence }: ReportModel): void {
  pdf.heading(t("report.evidence"));
  if (evidence.length === 0) pdf.paragraph(t("report.noEvidence"));
  for (const { question, fileName, period, uploadedAt, hash } of evidence) {
    pdf.paragraph(question);
    pdf.paragraph(t("report.evidenceLine", { file: fileName, day: period, at: uploadedAt }));
    pdf.paragraph(hash, { muted: true, size: 8.5 });
  }
}

function writeSignature(pdf: PdfWriter, more: MoreWords, { signature }: ReportModel): void {
  pdf.heading(more("signature.title"));
  pdf.paragraph(signature.text);
  for (const label of signature.lines) {
    pdf.values([{ label, value: "\u00A0" }]);
    pdf.rule();
  }
}

async function writeVerification(
  pdf: PdfWriter,
  t: Words,
  more: MoreWords,
  { verification: { address, rows } }: ReportModel
): Promise<void> {
  pdf.heading(t("report.verify"));
  pdf.paragraph(more("verification.text"));
  pdf.values(rows);
  await pdf.qr(address, address);
  pdf.paragraph(address, { muted: true, size: 8.5 });
}
