/** The board and the list as a page shows them, in one language. */
import { formatDay } from "~/shared/format";
import type { Locale } from "~/shared/locale";
import { COLUMNS, type Filters } from "./board";
import type { Line } from "./board-queries.server";

/** Cards of one column; the list has the rest. */
const CARDS = 30;
const ROWS = 50;

const lineView = (line: Line, locale: Locale) => ({
  id: line.id,
  status: line.status,
  standing: line.standing,
  severity: line.severity,
  source: line.source,
  siteName: line.siteName,
  owner: line.owner,
  text: line.text[locale],
  dueOn: formatDay(line.dueOn, locale),
  recurrenceMonths: line.recurrenceMonths,
  extensionAsked: line.extensionAsked,
});
export type LineView = ReturnType<typeof lineView>;

export function boardView(lines: readonly Line[], { view }: Filters, page: number, locale: Locale) {
  const pageCount = Math.max(1, Math.ceil(lines.length / ROWS));
  const at = Math.min(page, pageCount);
  return {
    count: lines.length,
    page: at,
    pageCount,
    rows:
      view === "list"
        ? lines.slice((at - 1) * ROWS, at * ROWS).map((line) => lineView(line, locale))
        : [],
    columns:
      view === "board"
        ? COLUMNS.map((status) => {
            const all = lines.filter((line) => line.status === status);
            return {
              status,
              count: all.length,
              cards: all.slice(0, CARDS).map((line) => lineView(line, locale)),
            };
          })
        : [],
  };
}
export type BoardView = ReturnType<typeof boardView>;
