/** The agency's board and list as their page shows them, in one language. */
import { formatDay } from "~/shared/format";
import type { Locale } from "~/shared/locale";
import type { Filters } from "../board";
import type { AgencyCorrections } from "./board-queries.server";

export function agencyBoardView(
  { rows, counts, total, page, pageCount }: AgencyCorrections,
  { view }: Filters,
  locale: Locale
) {
  const cards = rows.map((row) => {
    const enterprise = locale === "en" ? (row.enterpriseNameEn ?? row.enterpriseName) : row.enterpriseName;
    const { id, status, standing, severity, source, recurrenceMonths, extensionAsked } = row;
    return {
      id,
      status,
      standing,
      severity,
      source,
      recurrenceMonths,
      extensionAsked,
      enterprise,
      siteName: row.siteName,
      text: row.text[locale],
      dueOn: formatDay(row.dueOn, locale),
    };
  });
  return {
    count: total,
    page,
    pageCount,
    rows: view === "list" ? cards : [],
    columns:
      view === "board"
        ? counts.map(({ status, count }) => ({
            status,
            count,
            cards: cards.filter((card) => card.status === status),
          }))
        : [],
  };
}
