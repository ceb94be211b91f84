/**
 * Importing facts. All rows or none: one fault and nothing is written. The same file twice, and the same statement in two
 * files, have one effect. A trigger among new facts suspends a listing in the same transaction.
 */
import { and, eq, inArray } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { today } from "~/platform/clock.server";
import { sha256Hex } from "~/platform/crypto.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import type { AgencyActor } from "~/shared/actor";
import type { Day } from "~/shared/day";
import { canonicalJson } from "./canonical";
import { readSheet, type RowFault, type Statement } from "./facts-import";
import type { ImportableKind } from "./import-columns";
import type { ImportFile } from "./import-file.server";
import { suspendOnNewFacts } from "./import-triggers.server";

const { enterprises, facts, importBatches } = tables;
const INSERT_ROWS = 500;

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
  const { kind, batchId, statements, on } = batch;
  const source = `agency:${actor.regionCode}`;
  const rows = await newRows(tx, actor, source, batch);
  const inserted: { id: string; enterpriseId: string }[] = [];
  for (let at = 0; at < rows.length; at += INSERT_ROWS)
    inserted.push(
      ...(await tx
        .insert(facts)
        .values(rows.slice(at, at + INSERT_ROWS))
        .onConflictDoNothing()
        .returning({ id: facts.id, enterpriseId: facts.enterpriseId }))
    );
  const suspended = await suspendOnNewFacts(tx, actor, inserted, on);
  const corrected = rows.filter(({ replaces }) => replaces !== null).length;
  const counts = {
    added: inserted.length - corrected,
    corrected,
    unchanged: statements.length - inserted.length,
    suspended,
  };
  await recordEvent(tx, actor, {
    action: "positive-list.facts-imported",
    subjectId: batchId,
    detail: { kind, rows: statements.length, ...counts },
  });
  return { is: "imported", batchId, ...counts };
}

/** The statements that are not on record yet, each with the statement it corrects, if any. */
async function newRows(
  tx: Tx,
  actor: AgencyActor,
  source: string,
  { kind, batchId, statements, known }: Batch
) {
  const earlier = await recorded(tx, kind, source, [...new Set(known.values())]);
  const seen = new Set<string>();
  return statements.flatMap(({ uscc, value, validFrom, validTo, reference }) => {
    const enterpriseId = known.get(uscc) ?? "";
    const words = sha256Hex(canonicalJson({ value, validFrom, validTo })).slice(0, 32);
    const base = reference === null ? words : `${reference}#${words}`;
    const before = reference === null ? undefined : earlier.get(`${enterpriseId} ${reference}`);
    if (before && before.words === words) return [];
    // A correction back to an earlier wording is a new statement, so its reference tells what it replaces.
    const sourceRef = before ? `${base}#${before.id}` : base;
    const key = `${enterpriseId} ${sourceRef}`;
    if (seen.has(key) || earlier.has(key)) return [];
    seen.add(key);
    return {
      enterpriseId,
      kind,
      value,
      validFrom,
      validTo,
      source,
      sourceRef,
      replaces: before?.id ?? null,
      importBatchId: batchId,
      recordedBy: actor.accountId,
    };
  });
}

interface Recorded {
  readonly id: string;
  readonly words: string;
}

/** What this agency has said of these enterprises: by exact statement, and the newest by reference. */
async function recorded(
  tx: Tx,
  kind: ImportableKind,
  source: string,
  enterpriseIds: readonly string[]
): Promise<ReadonlyMap<string, Recorded>> {
  if (enterpriseIds.length === 0) return new Map();
  const rows = await tx
    .select({
      id: facts.id,
      enterpriseId: facts.enterpriseId,
      sourceRef: facts.sourceRef,
      replaces: facts.replaces,
    })
    .from(facts)
    .where(
      and(
        inArray(facts.enterpriseId, [...enterpriseIds]),
        eq(facts.kind, kind),
        eq(facts.source, source)
      )
    );
  const replaced = new Set(rows.map(({ replaces }) => replaces));
  const found = new Map<string, Recorded>();
  for (const { id, enterpriseId, sourceRef } of rows) {
    const parts = /^(.*)#([0-9a-f]{32})(?:#[0-9a-f-]{36})?$/.exec(sourceRef);
    const words = parts?.[2] ?? sourceRef;
    found.set(`${enterpriseId} ${sourceRef}`, { id, words });
    if (parts && !replaced.has(id)) found.set(`${enterpriseId} ${parts[1]}`, { id, words });
  }
  return found;
}
