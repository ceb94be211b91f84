/** Long imports as the agency's pages show them. */
import { and, asc, desc, eq } from "drizzle-orm";
import { z } from "zod";
import { tables, withTx } from "~/platform/db.server";
import { translator } from "~/platform/i18n.server";
import type { AgencyActor } from "~/shared/actor";
import type { Locale } from "~/shared/locale";
import { csvOf } from "~/shared/table-file";
import { isImportable } from "../import-columns";
import { faultLine, kindLabel } from "../import-queries.server";
import { isRemedy } from "../import-cells";
import type { RowFault } from "../facts-import";
import { FILE_LIMITS } from "./limits";

const { importFaults, importJobs } = tables;
const SHOWN_JOBS = 10;
const SHOWN_FAULTS = 50;

const countsSchema = z.object({ added: z.int(), corrected: z.int(), unchanged: z.int(), suspended: z.int() });

/** Null when it is not this agency's. */
export async function findImport(actor: AgencyActor, jobId: string, locale: Locale) {
  const [job] = await withTx(actor, (tx) => tx.select().from(importJobs).where(of(actor, jobId)));
  if (!job || !isImportable(job.kind)) return null;
  const { kind } = job;
  const faults = job.status === "refused" ? await faultsOf(actor, jobId, SHOWN_FAULTS) : [];
  return {
    id: job.id,
    kind,
    kindLabel: kindLabel(kind, locale),
    fileName: job.fileName,
    bytes: job.fileBytes,
    createdAt: job.createdAt,
    endedAt: job.endedAt,
    status: job.status,
    isWaiting: job.status === "reading" && job.worker === null,
    rowsRead: job.rowsRead,
    rowsStored: job.rowsStored,
    faultCount: job.faultCount,
    keptFaults: Math.min(job.faultCount, FILE_LIMITS.maxFaults),
    counts: job.status === "done" ? countsSchema.parse(job.counts) : null,
    faults: faults.map(({ number, ...fault }) => ({ number, ...faultLine(kind, fault, locale) })),
  };
}

const of = (actor: AgencyActor, jobId: string) => and(eq(importJobs.id, jobId), eq(importJobs.agencyId, actor.agencyId));

async function faultsOf(actor: AgencyActor, jobId: string, limit: number): Promise<(RowFault & { number: number })[]> {
  const rows = await withTx(actor, (tx) =>
    tx
      .select()
      .from(importFaults)
      .where(eq(importFaults.jobId, jobId))
      .orderBy(asc(importFaults.line), asc(importFaults.number))
      .limit(limit)
  );
  return rows.map(({ number, line, columnName, value, remedy, otherLine, otherSays }) => ({
    number,
    line,
    column: columnName,
    value,
    remedy: isRemedy(remedy) ? remedy : "value",
    ...(otherLine === null ? {} : { other: { line: otherLine, says: otherSays ?? "" } }),
  }));
}

export async function recentLongImports(actor: AgencyActor, locale: Locale) {
  const rows = await withTx(actor, (tx) =>
    tx
      .select({
        id: importJobs.id,
        kind: importJobs.kind,
        fileName: importJobs.fileName,
        status: importJobs.status,
        rowsRead: importJobs.rowsRead,
        createdAt: importJobs.createdAt,
      })
      .from(importJobs)
      .where(eq(importJobs.agencyId, actor.agencyId))
      .orderBy(desc(importJobs.createdAt))
      .limit(SHOWN_JOBS)
  );
  return rows.map((row) => ({ ...row, kind: kindLabel(row.kind, locale) }));
}

/** Every fault that is kept, a line each; no cell of it runs where the file is opened. Null when it is not this agency's. */
export async function faultsCsv(actor: AgencyActor, jobId: string, locale: Locale): Promise<string | null> {
  const found = await findImport(actor, jobId, locale);
  if (!found || found.status !== "refused") return null;
  const { kind } = found;
  const t = translator(locale, "positive-list");
  const head = [t("facts.line"), t("facts.column"), t("facts.value"), t("facts.remedy")];
  return csvOf(head, (await faultsOf(actor, jobId, FILE_LIMITS.maxFaults)).map(cellsOf));

  function cellsOf(fault: RowFault): string[] {
    const { column, words } = faultLine(kind, fault, locale);
    const remedy = t(`import.remedy.${fault.remedy}`, {
      words: words.join(t("facts.between")),
      line: fault.other?.line,
      says: fault.other?.says || t("facts.nothingSaid"),
      here: fault.value || t("facts.nothingSaid"),
    });
    return [String(fault.line), column, fault.value, remedy];
  }
}
