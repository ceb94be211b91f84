/** The report of a completed self-check as PDF, in the reader's language. */
import { env } from "~/platform/env.server";
import { translator } from "~/platform/i18n.server";
import { createPdf, type PdfWriter } from "~/platform/pdf.server";
import { formatDay } from "~/shared/format";
import type { Locale } from "~/shared/locale";
import type { Day } from "~/shared/day";
import type { Run } from "./queries.server";
import { answersView, resultView, type ResultView } from "./views.server";

type Words = ReturnType<typeof translator<"self-check">>;

export interface ReportInput {
  readonly run: Run;
  readonly locale: Locale;
  /** The day on which the report is made. */
  readonly on: Day;
  /** Due day of each finding's correction, by question. */
  readonly dueOn: ReadonlyMap<string, string>;
}

export async function selfCheckReport({ run, locale, on, dueOn }: ReportInput): Promise<Buffer> {
  const t = translator(locale, "self-check");
  const view = resultView(run, locale, on);
  const title = `${t("report.docTitle")} · ${view.siteName}`;
  const pdf = createPdf({
    title,
    locale,
    footer: `${title} · ${t("report.made", { day: formatDay(on, locale) })}`,
    pageLabel: (page, pages) => t("report.page", { page, pages }),
  });
  writeHead(pdf, t, view, locale);
  const contents = pdf.reserveContents(4);
  writeFindings(pdf, t, view, locale, dueOn);
  writeAnswers(pdf, t, answersView(run, locale, on), locale);
  writeEvidence(pdf, t, view);
  await writeVerification(pdf, t, run, view);
  pdf.fillContents(contents);
  return pdf.finish();
}

const comma = (locale: Locale): string => translator(locale)("comma");

function writeHead(pdf: PdfWriter, t: Words, view: ResultView, locale: Locale): void {
  const shown = view.result === "green" && !view.complete ? "open" : view.result;
  const { answered, notKnown, total } = view.completeness;
  pdf.title(t("report.docTitle"));
  pdf.values([
    { label: t("report.enterprise"), value: view.enterprise.name },
    { label: t("report.uscc"), value: view.enterprise.uscc },
    { label: t("report.site"), value: view.siteName },
    {
      label: t("report.completed"),
      value: t("record.completedBy", { day: view.completedOn, name: view.completedBy }),
    },
    {
      label: t("overview.versions"),
      value: view.versions
        .map(({ title, version }) => t("overview.version", { title, version }))
        .join(comma(locale)),
    },
    { label: t("report.result"), value: t(`result.${shown}`) },
    {
      label: t("report.completeness"),
      value: t(view.complete ? "completeness.all" : "completeness.open", {
        answered,
        total,
        notKnown,
        unanswered: total - answered - notKnown,
      }),
    },
  ]);
  pdf.paragraph(t(`resultText.${shown}`));
  pdf.rule();
  pdf.paragraph(t("report.contents"), { muted: true });
}

function writeFindings(
  pdf: PdfWriter,
  t: Words,
  view: ResultView,
  locale: Locale,
  dueOn: ReadonlyMap<string, string>
): void {
  pdf.heading(t("report.findings"));
  if (view.findings.length === 0) pdf.paragraph(t("report.noFindings"));
  view.findings.forEach((finding, index) => {
    pdf.subheading(`${index + 1}. ${finding.text}`);
    const due = dueOn.get(finding.questionId);
    pdf.values([
      {
        label: t("report.answer"),
        value: t("report.graded", {
          answer: finding.answer,
          severity: t(`severity.${finding.severity}`),
        }),
      },
      ...(due ? [{ label: t("report.due"), value: formatDay(due, locale) }] : []),
      {
        label: t("report.basis"),
        value: finding.basis.map(({ label, heading }) => `${label} ${heading}`).join(comma(locale)),
      },
    ]);
  });
}

function writeAnswers(
  pdf: PdfWriter,
  t: Words,
  topics: ReturnType<typeof answersView>,
  locale: Locale
): void {
  pdf.heading(t("report.answers"));
  for (const topic of topics) {
    pdf.subheading(topic.title);
    for (const question of topic.questions) {
      pdf.paragraph(question.text);
      pdf.values([
        { label: t("report.answer"), value: question.answer ?? t("report.unanswered") },
        ...(question.note ? [{ label: t("report.note"), value: question.note }] : []),
      ]);
    }
    pdf.space(locale === "en" ? 4 : 6);
  }
}

function writeEvidence(pdf: PdfWriter, t: Words, view: ResultView): void {
  pdf.heading(t("report.evidence"));
  if (view.evidence.length === 0) pdf.paragraph(t("report.noEvidence"));
  for (const { question, fileName, effectiveOn, uploadedAt, hash } of view.evidence) {
    pdf.paragraph(question);
    pdf.paragraph(t("report.evidenceLine", { file: fileName, day: effectiveOn, at: uploadedAt }));
    pdf.paragraph(hash, { muted: true, size: 8.5 });
  }
}

async function writeVerification(
  pdf: PdfWriter,
  t: Words,
  run: Run,
  view: ResultView
): Promise<void> {
  const address = `${env().PUBLIC_ORIGIN ?? `http://localhost:${env().PORT}`}/self-checks/${run.id}`;
  pdf.heading(t("report.verify"));
  pdf.paragraph(t("report.verifyText"));
  pdf.values([{ label: t("report.hash"), value: view.resultHash }]);
  await pdf.qr(address, address);
  pdf.paragraph(address, { muted: true, size: 8.5 });
}
