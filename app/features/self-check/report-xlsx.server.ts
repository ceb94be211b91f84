/** The report of a completed self-check as a workbook: a sheet for the summary, findings, answers and evidence. */
import exceljs from "exceljs";
import { translator } from "~/platform/i18n.server";
import { plainCell } from "~/shared/table-file";
import type { ReportModel } from "./report-model";

interface Sheet {
  readonly name: string;
  readonly head: readonly (readonly [title: string, width: number])[];
  readonly rows: readonly (readonly string[])[];
}

/** Every cell is a text, and none begins as a formula would. */
export async function reportXlsx(report: ReportModel): Promise<Buffer> {
  const book = new exceljs.Workbook();
  for (const { name, head, rows } of sheetsOf(report)) {
    const sheet = book.addWorksheet(name, { views: [{ state: "frozen", ySplit: 1 }] });
    sheet.addRow(head.map(([title]) => title)).font = { bold: true };
    for (const row of rows) sheet.addRow(row.map(plainCell));
    for (const [at, [, width]] of head.entries()) {
      const column = sheet.getColumn(at + 1);
      column.width = width;
      column.alignment = { wrapText: true, vertical: "top" };
      column.numFmt = "@";
    }
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}

type Words = ReturnType<typeof translator<"self-check">>;
type MoreWords = ReturnType<typeof translator<"self-check-report">>;

function sheetsOf(report: ReportModel): Sheet[] {
  const t = translator(report.locale, "self-check");
  const more = translator(report.locale, "self-check-report");
  return [
    summarySheet(report, t, more),
    findingsSheet(report, t, more),
    answersSheet(report, t, more),
    evidenceSheet(report, t, more),
  ];
}

const summarySheet = (report: ReportModel, t: Words, more: MoreWords): Sheet => ({
  name: more("sheet.summary"),
  head: [
    [more("sheet.item"), 28],
    [more("sheet.value"), 80],
  ],
  rows: [
    ...report.head.map(({ label, value }) => [label, value]),
    [t("overview.versions"), report.versions.join("\n")],
    ...report.verification.rows.map(({ label, value }) => [label, value]),
    [more("verification.address"), report.verification.address],
    [more("sheet.made"), report.made],
  ],
});

const findingsSheet = ({ findings }: ReportModel, t: Words, more: MoreWords): Sheet => ({
  name: more("sheet.findings"),
  head: [
    [more("sheet.number"), 8],
    [more("sheet.question"), 60],
    [t("report.answer"), 20],
    [more("sheet.severity"), 14],
    [more("finding.reason"), 40],
    [t("report.due"), 16],
    [more("finding.again"), 26],
    [t("report.basis"), 50],
  ],
  rows: findings.map((each) => [
    String(each.number),
    each.text,
    each.answer,
    each.severity,
    each.reasons.join("\n"),
    each.dueOn,
    each.recurrence,
    each.basis.join("\n"),
  ]),
});

const answersSheet = ({ topics }: ReportModel, t: Words, more: MoreWords): Sheet => ({
  name: more("sheet.answers"),
  head: [
    [more("sheet.topic"), 28],
    [more("sheet.id"), 32],
    [more("sheet.question"), 60],
    [t("report.answer"), 40],
    [t("report.note"), 40],
  ],
  rows: topics.flatMap(({ title, questions }) =>
    questions.map(({ id, text, answer, note }) => [title, id, text, answer, note])
  ),
});

const evidenceSheet = ({ evidence }: ReportModel, t: Words, more: MoreWords): Sheet => ({
  name: more("sheet.evidence"),
  head: [
    [more("sheet.question"), 60],
    [more("sheet.file"), 32],
    [more("sheet.from"), 14],
    [more("sheet.to"), 14],
    [more("sheet.uploaded"), 24],
    [t("report.hash"), 70],
  ],
  rows: evidence.map((each) => [
    each.question,
    each.fileName,
    each.from,
    each.to,
    each.uploadedAt,
    each.hash,
  ]),
});
