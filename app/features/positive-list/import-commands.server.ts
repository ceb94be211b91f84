/**
 * Importing facts. All rows or none: one fault and nothing is written. The same file twice, and the same statement in two
 * files, have one effect. A trigger among new facts suspends a listing in the same transaction.
 */
import { inArray } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { today } from "~/platform/clock.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import type { AgencyActor } from "~/shared/actor";
import type { Day } from "~/shared/day";
import type { RowFault, Statement } from "./facts-import";
import { readSheet } from "./fact-file/sheet";
import type { ImportableKind } from "./import-columns";
import type { ImportFile } from "./import-file.server";
import { suspendOnNewFacts } from "./import-triggers.server";
import { holdSource, storeStatements, wordsOf, type Stored } from "./statements.server";

const { enterprises, importBatches } = tables;

export type ImportOutcome =
  | { readonly is: "faults"; readonly faults: readonly RowFault[] }
  | { readonly is: "already" }
  | {
      readonly is: "imported";
      readonly batchId: string;
      readonly added: number;
      readonly corrected: number;
      readonly unchanged: number;
      readonly suspended: number;
    };

type UsableFile = Extract<ImportFile, { ok: true }>;

export async function importFacts(
  actor: AgencyActor,
  kind: ImportableKind,
  file: UsableFile
): Promise<ImportOutcome> {
  const on = today();
  const { statements, faults } = readSheet(kind, file.rows, on);
  return withTx(actor, async (tx): Promise<ImportOutcome> => {
    const known = await enterprisesByCode(tx, statements);
    const unknown = statements
      .filter(({ uscc }) => !known.has(uscc))
      .map(({ line, uscc }): RowFault => ({
        line,
        column: "uscc",
        value: uscc,
        remedy: "unknownEnterprise",
      }));
    const all = [...faults, ...unknown].sort((a, b) => a.line - b.line);
    if (all.length > 0) return { is: "faults", faults: all };
    const [batch] = await tx
      .insert(importBatches)
      .values({
        agencyId: actor.agencyId,
        kind,
        fileName: file.name,
        fileHash: file.hash,
        rowCount: statements.length,
        importedBy: actor.accountId,
      })
      .onConflictDoNothing()
      .returning({ id: importBatches.id });
    if (!batch) return { is: "already" };
    return store(tx, actor, { kind, batchId: batch.id, statements, known, on });
  });
}

/** Only enterprises within the agency's region are seen at all. */
async function enterprisesByCode(
  tx: Tx,
  statements: readonly Statement[]
): Promise<ReadonlyMap<string, string>> {
  const codes = [...new Set(statements.map(({ uscc }) => uscc))];
  if (codes.length === 0) return new Map();
  const rows = await tx
    .select({ id: enterprises.id, uscc: enterprises.uscc })
    .from(enterprises)
    .where(inArray(enterprises.uscc, codes));
  return new Map(rows.map(({ id, uscc }) => [uscc, id]));
}

interface Batch {
  readonly kind: ImportableKind;
  readonly batchId: string;
  readonly statements: readonly Statement[];
  readonly known: ReadonlyMap<string, string>;
  readonly on: Day;
}

async function store(tx: Tx, actor: AgencyActor, batch: Batch): Promise<ImportOutcome> {
  const { kind, batchId, statements, known, on } = batch;
  const source = `agency:${actor.regionCode}`;
  await holdSource(tx, { source, kind });
  const stored = await storeStatements(
    tx,
    { kind, source, batchId, recordedBy: actor.accountId, system: null },
    statements.map(({ uscc, reference, ...said }) => ({
      ...said,
      enterpriseId: known.get(uscc) ?? "",
      number: reference,
      words: wordsOf(said),
    }))
  );
  const count = (is: Stored["is"]) => stored.filter((one) => one.is === is).length;
  const fresh = stored.filter(({ is }) => is !== "already").map(({ factId, enterpriseId }) => ({ id: factId, enterpriseId }));
  const counts = {
    added: count("added"),
    corrected: count("corrected"),
    unchanged: count("already"),
    suspended: await suspendOnNewFacts(tx, actor, fresh, on),
  };
  await recordEvent(tx, actor, {
    action: "positive-list.facts-imported",
    subjectId: batchId,
    detail: { kind, rows: statements.length, ...counts },
  });
  return { is: "imported", batchId, ...counts };
}
