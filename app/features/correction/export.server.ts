/** The filtered list of corrections as CSV or XLSX. */
import exceljs from "exceljs";
import { citationLabel } from "~/features/law/content.server";
import { translator } from "~/platform/i18n.server";
import type { CitationId } from "~/shared/citation";
import type { Locale } from "~/shared/locale";
import { csvOf, plainCell } from "~/shared/table-file";
import type { Line } from "./board-queries.server";

function tableOf(lines: readonly Line[], locale: Locale) {
  const t = translator(locale, "correction");
  const head = [
    t("facts.standing"),
    t("list.finding"),
    t("facts.severity"),
    t("facts.site"),
    t("export.source"),
    t("export.foundOn"),
    t("facts.due"),
    t("export.owner"),
    t("export.cause"),
    t("export.measure"),
    t("facts.submitted"),
    t("facts.verified"),
    t("recurrence.title"),
    t("export.basis"),
  ];
  const severity = translator(locale, "self-check");
  const rows = lines.map((line) => [
    line.standing === "overdue" ? t("standing.overdue") : t(`status.${line.status}`),
    line.text[locale],
    severity(`severity.${line.severity}`),
    line.siteName,
    t(`source.${line.source}`),
    line.foundOn,
    line.dueOn,
    line.owner ?? "",
    [line.cause ? t(`cause.${line.cause}`) : "", line.causeText].filter(Boolean).join("\n"),
    line.measure,
    line.submittedOn ?? "",
    line.verifiedOn ?? "",
    line.recurrenceMonths === null ? "" : t("recurrence.tag", { months: line.recurrenceMonths }),
    line.basis.map((id) => citationLabel(id as CitationId, locale)).join("; "),
  ]);
  return { head, rows, name: t("list.title") };
}

export function correctionsCsv(lines: readonly Line[], locale: Locale): string {
  const { head, rows } = tableOf(lines, locale);
  return csvOf(head, rows);
}

/** Every cell is a text, and none begins as a formula would. */
export async function correctionsXlsx(lines: readonly Line[], locale: Locale): Promise<Buffer> {
  const { head, rows, name } = tableOf(lines, locale);
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet(name, { views: [{ state: "frozen", ySplit: 1 }] });
  sheet.addRow(head).font = { bold: true };
  for (const row of rows) sheet.addRow(row.map(plainCell));
  for (const [at, text] of head.entries()) {
    const column = sheet.getColumn(at + 1);
    column.width = at === 1 || at === 9 ? 48 : Math.max(14, text.length + 4);
    column.alignment = { wrapText: true, vertical: "top" };
    column.numFmt = "@";
  }
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: head.length } };
  return Buffer.from(await book.xlsx.writeBuffer());
}
