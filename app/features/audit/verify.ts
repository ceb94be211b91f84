/** Recomputes a ledger's chain and says where it was changed. Pure: SHA-256 is handed in. */

export interface ChainEntry {
  readonly seq: number;
  /** Microseconds since 1970, as the database writes the number. */
  readonly atUs: string;
  readonly kind: string;
  readonly actorId: string | null;
  readonly delta: number;
  /** PostgreSQL's text of the jsonb value. */
  readonly payload: string;
  readonly salt: string;
  readonly commitment: string;
  readonly prevHash: string;
  readonly hash: string;
}
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
  readonly balance: number;
}
/** What a signed checkpoint says an entry's hash was. */
export interface ChainMark {
  readonly seq: number;
  readonly hash: string;
}
export interface ChainName {
  readonly ownerId: string;
  readonly chain: string;
}

export type FaultKind =
  | "missing-entry"
  | "changed-payload"
  | "changed-entry"
  | "broken-link"
  | "head-differs"
  | "balance-differs"
  | "head-missing"
  | "checkpoint-differs"
  | "checkpoint-beyond-end";
export interface ChainFault extends ChainName {
  readonly seq: number;
  readonly what: FaultKind;
}

/** Of the UTF-8 text, in lower-case hex. */
export type Sha256 = (text: string) => string;
const NOTHING = "0".repeat(64);

export interface ChainVerifier {
  /** Entries in order of `seq`. */
  next(entry: ChainEntry): void;
  /** The faults, in order of `seq`. */
  finish(head: ChainHead | null): ChainFault[];
}

/** Verifies one chain entry by entry, so that a long one need not be held in memory. */
export function chainVerifier(
  sha256: Sha256,
  name: ChainName,
  marks: readonly ChainMark[]
): ChainVerifier {
  const faults: ChainFault[] = [];
  const marked = new Map(marks.map(({ seq, hash }) => [seq, hash]));
  let seq = 0;
  let hash = NOTHING;
  let balance = 0;
  const fault = (at: number, what: FaultKind): void => void faults.push({ ...name, seq: at, what });

  return {
    next(entry) {
      if (entry.seq !== seq + 1) fault(seq + 1, "missing-entry");
      else if (entry.prevHash !== hash) fault(entry.seq, "broken-link");
      if (entry.commitment !== sha256(entry.salt + entry.payload))
        fault(entry.seq, "changed-payload");
      if (entry.hash !== sha256(hashedText(name, entry))) fault(entry.seq, "changed-entry");
      const mark = marked.get(entry.seq);
      if (mark !== undefined && mark !== entry.hash) fault(entry.seq, "checkpoint-differs");
      ({ seq, hash } = entry);
      balance += entry.delta;
    },
    finish(head) {
      if (head) {
        if (head.seq !== seq || (head.seq > 0 && head.hash !== hash))
          fault(Math.min(head.seq, seq) + 1, "head-differs");
        else if (head.balance !== balance) fault(seq, "balance-differs");
      } else if (seq > 0) fault(seq, "head-missing");
      const last = Math.max(0, ...marked.keys());
      if (last > seq) fault(seq + 1, "checkpoint-beyond-end");
      return faults;
    },
  };
}

/** The same for a chain at hand. */
export function verifyChain(
  sha256: Sha256,
  name: ChainName,
  entries: readonly ChainEntry[],
  head: ChainHead | null,
  marks: readonly ChainMark[]
): ChainFault[] {
  const verifier = chainVerifier(sha256, name, marks);
  for (const entry of entries) verifier.next(entry);
  return verifier.finish(head);
}

function hashedText({ ownerId, chain }: ChainName, entry: ChainEntry): string {
  const { prevHash, seq, atUs, kind, actorId, delta, commitment } = entry;
  return [prevHash, ownerId, chain, seq, atUs, kind, actorId ?? "-", delta, commitment].join("|");
}
