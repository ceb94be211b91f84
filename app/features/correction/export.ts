/** Corrections as a table file. Pure. */

/**
 * What a spreadsheet would take for a formula stands behind an apostrophe: a text somebody typed must not run where the
 * file is opened. Spaces and control characters in front do not hide one.
 */
export const plainCell = (text: string): string =>
  /^[\s\p{Cc}]*[=+\-@|＝＋－＠]/u.test(text) ? `'${text}` : text;

const quoted = (cell: string): string => `"${plainCell(cell).replaceAll('"', '""')}"`;

/** With a byte order mark, by which spreadsheets know UTF-8. */
export const csvOf = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  `\uFEFF${[head, ...rows].map((row) => row.map(quoted).join(",")).join("\r\n")}\r\n`;
