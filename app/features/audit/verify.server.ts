/** Verifies every ledger in the database against itself and the signed checkpoints, without holding one in memory. */
import { sql } from "drizzle-orm";
import { sha256Hex } from "~/platform/crypto.server";
import { withTx } from "~/platform/db.server";
import { system } from "~/shared/actor";
import { chainKey, loadCheckpoints } from "./checkpoint.server";
import {
  chainVerifier,
  type ChainFault,
  type ChainHead,
  type ChainMark,
  type ChainVerifier,
} from "./verify";

export interface LedgerReport {
  readonly chains: number;
  readonly entries: number;
  readonly faults: readonly ChainFault[];
  /** Lines of the checkpoint file that are not what the portal signed. */
  readonly badCheckpointLines: readonly number[];
}

const PAGE = 5_000;

type Row = Record<string, unknown> & {
  owner_id: string;
  chain: string;
  seq: string;
  at_us: string;
  kind: string;
  actor_id: string | null;
  delta: number;
  payload: string;
  salt: string;
  commitment: string;
  prev_hash: string;
  hash: string;
  head_seq: string | null;
  head_hash: string | null;
  head_balance: number | null;
};

/** @param checkpointFile another copy of the checkpoints than the portal's own */
export async function verifyLedgers(checkpointFile?: string): Promise<LedgerReport> {
  const { marks, badLines } = loadCheckpoints(checkpointFile);
  const faults: ChainFault[] = [];
  const seen = new Set<string>();
  let entries = 0;
  let open: { key: string; verifier: ChainVerifier; head: ChainHead | null } | undefined;
  for await (const row of entryRows()) {
    const key = chainKey(row.owner_id, row.chain);
    if (open?.key !== key) {
      if (open) faults.push(...open.verifier.finish(open.head));
      const name = { ownerId: row.owner_id, chain: row.chain };
      open = { key, verifier: chainVerifier(sha256Hex, name, marks.get(key) ?? []), head: null };
      seen.add(key);
    }
    open.verifier.next(toEntry(row));
    // The last row of a chain is read in one statement with its head, so the two belong together.
    open.head = toHead(row);
    entries += 1;
  }
  if (open) faults.push(...open.verifier.finish(open.head));
  faults.push(...(await emptyChains(seen, marks)));
  return { chains: seen.size, entries, faults, badCheckpointLines: badLines };
}

async function* entryRows(): AsyncGenerator<Row> {
  let after: Row | undefined;
  for (;;) {
    const from = after
      ? sql`where (e.owner_id, e.chain, e.seq) > (${after.owner_id}::uuid, ${after.chain}::text, ${after.seq}::bigint)`
      : sql``;
    const rows = await withTx(system("verify"), (tx) =>
      tx.execute<Row>(sql`
        select e.owner_id, e.chain, e.seq, e.at_us, e.kind, e.actor_id, e.delta, e.payload::text as payload, e.salt,
          e.commitment, e.prev_hash, e.hash, h.seq as head_seq, h.hash as head_hash, h.balance as head_balance
        from ledger_entry e left join ledger_head h on h.owner_id = e.owner_id and h.chain = e.chain ${from}
        order by e.owner_id, e.chain, e.seq limit ${PAGE}`)
    );
    yield* rows;
    after = rows.at(-1);
    if (rows.length < PAGE) return;
  }
}

/** Chains of which a head or a checkpoint speaks, but no entry. */
async function emptyChains(
  seen: ReadonlySet<string>,
  marks: ReadonlyMap<string, readonly ChainMark[]>
): Promise<ChainFault[]> {
  const heads = await withTx(system("verify"), (tx) =>
    tx.execute<{ owner_id: string; chain: string; seq: string }>(sql`
      select h.owner_id, h.chain, h.seq from ledger_head h where h.seq > 0
        and not exists (select 1 from ledger_entry e where e.owner_id = h.owner_id and e.chain = h.chain)`)
  );
  const lost = new Map<string, ChainFault>();
  for (const { owner_id: ownerId, chain } of heads)
    lost.set(chainKey(ownerId, chain), { ownerId, chain, seq: 1, what: "head-differs" });
  for (const key of marks.keys()) {
    const [ownerId = "", chain = ""] = key.split(" ");
    if (!seen.has(key)) lost.set(key, { ownerId, chain, seq: 1, what: "checkpoint-beyond-end" });
  }
  return [...lost.values()];
}

function toEntry(row: Row) {
  return {
    seq: Number(row.seq),
    atUs: row.at_us,
    kind: row.kind,
    actorId: row.actor_id,
    delta: row.delta,
    payload: row.payload,
    salt: row.salt,
    commitment: row.commitment,
    prevHash: row.prev_hash,
    hash: row.hash,
  };
}

function toHead(row: Row): ChainHead | null {
  if (row.head_seq === null || row.head_hash === null || row.head_balance === null) return null;
  return { seq: Number(row.head_seq), hash: row.head_hash, balance: row.head_balance };
}
