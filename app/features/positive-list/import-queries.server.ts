/** Imports as the agency's page shows them. */
import { desc, eq } from "drizzle-orm";
import { tables, withTx } from "~/platform/db.server";
import type { AgencyActor } from "~/shared/actor";
import type { Locale } from "~/shared/locale";
import { FACT_KINDS, isFactKind } from "./fact-kinds";
import type { RowFault } from "./facts-import";
import { IMPORT_KINDS, type ImportableKind } from "./import-columns";

const { importBatches } = tables;
const SHOWN = 20;

export async function recentImports(actor: AgencyActor, locale: Locale) {
  const rows = await withTx(actor, (tx) =>
    tx
      .select({
        id: importBatches.id,
        kind: importBatches.kind,
        fileName: importBatches.fileName,
        rowCount: importBatches.rowCount,
        createdAt: importBatches.createdAt,
      })
      .from(importBatches)
      .where(eq(importBatches.agencyId, actor.agencyId))
      .orderBy(desc(importBatches.createdAt))
      .limit(SHOWN)
  );
  return rows.map((row) => ({ ...row, kind: kindLabel(row.kind, locale) }));
}

export const kindLabel = (kind: string, locale: Locale): string =>
  isFactKind(kind) ? FACT_KINDS[kind].label[locale] : kind;

const columnsOf = (kind: ImportableKind) => IMPORT_KINDS[kind].columns;

/** The columns of a kind with the words that each accepts, for the page and the template. */
export const columnGuide = (kind: ImportableKind, locale: Locale) =>
  columnsOf(kind).map(({ name, title, cell, isRequired }) => ({
    name,
    title: title[locale],
    is: cell.is,
    isRequired,
    words: "options" in cell ? Object.values(cell.options).map((titles) => titles[locale]) : [],
  }));

/** A fault in the reader's language: the column by its title, choices by their words. */
export function faultLine(kind: ImportableKind, fault: RowFault, locale: Locale) {
  const guide = columnGuide(kind, locale).find(({ name }) => name === fault.column);
  return {
    ...fault,
    column: guide?.title ?? fault.column,
    words: guide?.words ?? [],
  };
}

/** CSV with the titles only. The byte order mark makes spreadsheets read it as UTF-8. */
export const templateCsv = (kind: ImportableKind, locale: Locale): string =>
  `\ufeff${columnsOf(kind)
    .map(({ title }) => title[locale])
    .join(",")}\r\n`;
