/**
 * Statements of one source about one kind of fact, put on record: each once, a later one with the same number in the place
 * of the earlier one. What a dispute has decided stays decided when the source says again what was found wrong.
 */
import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { sha256Hex } from "~/platform/crypto.server";
import { tables, type Tx } from "~/platform/db.server";
import type { Day } from "~/shared/day";
import { isOneOf } from "./batch/is-one-of.server";
import { canonicalJson } from "./canonical";
import { readReference, referenceText } from "./fact-references";
import type { FactKind } from "./facts";

const { facts } = tables;

export interface Said {
  readonly value: unknown;
  readonly validFrom: Day;
  readonly validTo: Day | null;
}
export interface SourceStatement extends Said {
  readonly enterpriseId: string;
  /** The source's own number for it. */
  readonly number: string | null;
  readonly words: string;
}

/** Hash of what a statement says. */
export const wordsOf = ({ value, validFrom, validTo }: Said): string =>
  sha256Hex(canonicalJson({ value, validFrom, validTo })).slice(0, 32);

export interface Provenance {
  readonly kind: FactKind;
  /** "agency:440113". */
  readonly source: string;
  readonly batchId: string | null;
  readonly recordedBy: string | null;
  /** Organisation whose system says it. */
  readonly system: string | null;
}

/** Of "lock_timeout": somebody else holds the source, for as long as a long file takes. */
export const SOURCE_BUSY = "55P03";

/**
 * Whoever changes what a source says of a kind comes one after the other, until the transaction ends. Gives up after ten
 * seconds with the code above, which callers answer as a portal that is busy for the moment.
 */
export async function holdSource(tx: Tx, { source, kind }: Pick<Provenance, "source" | "kind">): Promise<void> {
  await tx.execute(sql`select set_config('lock_timeout', '10s', true)`);
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`facts ${source} ${kind}`}, 0))`);
  await tx.execute(sql`select set_config('lock_timeout', '0', true)`);
}

export interface Stored {
  readonly is: "added" | "corrected" | "already";
  readonly factId: string;
  readonly enterpriseId: string;
}

/** An answer for each statement, in their order. The source is held by the caller. */
export async function storeStatements(
  tx: Tx,
  provenance: Provenance,
  statements: readonly SourceStatement[]
): Promise<Stored[]> {
  const known = await onRecord(tx, provenance, statements);
  const rows: NewRow[] = [];
  const stored = statements.map((statement): Stored => {
    const { enterpriseId, number, words } = statement;
    const before = number === null ? undefined : known.newest.get(`${enterpriseId} ${number}`);
    const sourceRef = referenceText({ number, words }, before?.id ?? null);
    const key = `${enterpriseId} ${sourceRef}`;
    const same = before && (before.words === words || before.settled.has(words)) ? before.id : known.byText.get(key);
    if (same !== undefined) return { is: "already", factId: same, enterpriseId };
    const id = randomUUID();
    known.byText.set(key, id);
    rows.push({ ...statement, id, sourceRef, replaces: before?.id ?? null });
    return { is: before ? "corrected" : "added", factId: id, enterpriseId };
  });
  await insertRows(tx, provenance, rows);
  return stored;
}

interface OnRecord {
  readonly byText: Map<string, string>;
  /** The newest statement of each number, and the words that a dispute has settled against. */
  readonly newest: ReadonlyMap<string, { id: string; words: string; settled: ReadonlySet<string> }>;
}

async function onRecord(tx: Tx, { kind, source }: Provenance, statements: readonly SourceStatement[]): Promise<OnRecord> {
  const ids = [...new Set(statements.map(({ enterpriseId }) => enterpriseId))];
  if (ids.length === 0) return { byText: new Map(), newest: new Map() };
  const rows = await tx
    .select({
      id: facts.id,
      enterpriseId: facts.enterpriseId,
      sourceRef: facts.sourceRef,
      replaces: facts.replaces,
      disputeId: facts.disputeId,
    })
    .from(facts)
    .where(and(isOneOf(facts.enterpriseId, ids), eq(facts.kind, kind), eq(facts.source, source)));
  const replaced = new Set(rows.map(({ replaces }) => replaces));
  const byText = new Map(rows.map(({ id, enterpriseId, sourceRef }) => [`${enterpriseId} ${sourceRef}`, id]));
  const said = new Map<string, Set<string>>();
  const newest = new Map<string, { id: string; words: string; settled: ReadonlySet<string> }>();
  for (const { id, enterpriseId, sourceRef, disputeId } of rows) {
    const { number, words } = readReference(sourceRef);
    if (number === null) continue;
    const key = `${enterpriseId} ${number}`;
    const earlier = said.get(key) ?? new Set<string>();
    said.set(key, earlier.add(words));
    if (!replaced.has(id)) newest.set(key, { id, words, settled: disputeId === null ? NOTHING : earlier });
  }
  return { byText, newest };
}

const NOTHING: ReadonlySet<string> = new Set();

export interface NewRow extends Said {
  readonly id: string;
  readonly enterpriseId: string;
  readonly sourceRef: string;
  readonly replaces: string | null;
}

/** In one statement, however many they are. */
export async function insertRows(tx: Tx, provenance: Provenance, rows: readonly NewRow[]): Promise<void> {
  if (rows.length === 0) return;
  const lines = rows.map(({ id, enterpriseId, value, validFrom, validTo, sourceRef, replaces }) => ({
    id, enterprise_id: enterpriseId, value, valid_from: validFrom, valid_to: validTo, source_ref: sourceRef, replaces,
  }));
  const { kind, source, batchId, recordedBy, system } = provenance;
  await tx.execute(sql`
    insert into enterprise_fact (id, enterprise_id, kind, value, valid_from, valid_to, source, source_ref, replaces,
      import_batch_id, recorded_by, recorded_system, recorded_at)
    select r.id, r.enterprise_id, ${kind}, r.value, r.valid_from, r.valid_to, ${source}, r.source_ref, r.replaces,
      ${batchId}::uuid, ${recordedBy}::uuid, ${system}::text, clock_timestamp()
    from json_to_recordset(${JSON.stringify(lines)}::json)
      as r (id uuid, enterprise_id uuid, value jsonb, valid_from date, valid_to date, source_ref text, replaces uuid)`);
}
