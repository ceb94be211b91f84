/** Tables as text for other programs. */

/**
 * What a spreadsheet would take for a formula stands behind an apostrophe: a text somebody typed must not run where the
 * file is opened. Spaces in front do not hide one.
 */
export const plainCell = (text: string): string =>
  /^[\s\p{Cc}]*[=+\-@|＝＋－＠]/u.test(text) ? `'${text}` : text;

const quoted = (cell: string): string => `"${plainCell(cell).replaceAll('"', '""')}"`;

export const csvLine = (cells: readonly string[]): string => `${cells.map(quoted).join(",")}\r\n`;

/** By which spreadsheets know UTF-8. */
export const BYTE_ORDER_MARK = "\uFEFF";

export const csvOf = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  BYTE_ORDER_MARK + [head, ...rows].map(csvLine).join("");

/** Media type of a workbook. */
export const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
