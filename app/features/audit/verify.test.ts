import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { verifyChain, type ChainEntry, type ChainHead } from "./verify";

const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");
const NAME = { ownerId: "7d1f0c7e-0000-4000-8000-000000000001", chain: "points" };

/** The chain as ledger_append writes it. */
function chainOf(deltas: readonly number[]): { entries: ChainEntry[]; head: ChainHead } {
  const entries: ChainEntry[] = [];
  let prevHash = "0".repeat(64);
  deltas.forEach((delta, at) => {
    const entry = {
      seq: at + 1,
      atUs: String(1_795_000_000_000_000 + at),
      kind: "points.earned",
      actorId: null,
      delta,
      payload: `{"course": "c${at}"}`,
      salt: `salt${at}`,
      prevHash,
    };
    const commitment = sha256(entry.salt + entry.payload);
    const hash = hashOf({ ...entry, commitment });
    entries.push({ ...entry, commitment, hash });
    prevHash = hash;
  });
  return {
    entries,
    head: { seq: entries.length, hash: prevHash, balance: deltas.reduce((a, b) => a + b, 0) },
  };
}

const hashOf = (e: Omit<ChainEntry, "hash">): string =>
  sha256(
    [
      e.prevHash,
      NAME.ownerId,
      NAME.chain,
      e.seq,
      e.atUs,
      e.kind,
      e.actorId ?? "-",
      e.delta,
      e.commitment,
    ].join("|")
  );

/** What somebody does who knows the algorithm: every hash from `seq` on made right again. */
function rewriteFrom(
  seq: number,
  entries: readonly ChainEntry[],
  delta: number
): { entries: ChainEntry[]; head: ChainHead } {
  let prevHash = entries[seq - 2]?.hash ?? "0".repeat(64);
  const rewritten = entries.map((entry) => {
    if (entry.seq < seq) return entry;
    const next = { ...entry, prevHash, delta: entry.seq === seq ? delta : entry.delta };
    const made = { ...next, hash: hashOf(next) };
    prevHash = made.hash;
    return made;
  });
  return {
    entries: rewritten,
    head: {
      seq: rewritten.length,
      hash: prevHash,
      balance: rewritten.reduce((sum, entry) => sum + entry.delta, 0),
    },
  };
}

const { entries, head } = chainOf([5, 10, -3, 8, 2]);
const marks = [
  { seq: 2, hash: entries[1]!.hash },
  { seq: 5, hash: entries[4]!.hash },
];
const faultsOf = (
  ...[given, at = head, checkpoints = marks]: [ChainEntry[], (ChainHead | null)?, typeof marks?]
) => verifyChain(sha256, NAME, given, at, checkpoints).map(({ seq, what }) => `${seq} ${what}`);
const edited = (seq: number, change: Partial<ChainEntry>): ChainEntry[] =>
  entries.map((entry) => (entry.seq === seq ? { ...entry, ...change } : entry));

describe("verifyChain", () => {
  it("finds nothing in an untouched chain, with or without checkpoints", () => {
    expect(faultsOf(entries)).toEqual([]);
    expect(faultsOf(entries, head, [])).toEqual([]);
    expect(verifyChain(sha256, NAME, [], null, [])).toEqual([]);
    expect(verifyChain(sha256, NAME, [], { seq: 0, hash: "0".repeat(64), balance: 0 }, [])).toEqual(
      []
    );
  });

  it.each<[string, Partial<ChainEntry>]>([
    ["delta", { delta: 800 }],
    ["time", { atUs: "1" }],
    ["kind", { kind: "points.revoked" }],
    ["actor", { actorId: "7d1f0c7e-0000-4000-8000-000000000002" }],
    ["commitment", { commitment: "f".repeat(64) }],
    ["hash", { hash: "f".repeat(64) }],
  ])("finds an edited %s at its entry", (_name, change) => {
    expect(faultsOf(edited(3, change), head, [])[0]).toMatch(/^3 changed-/);
  });

  it("finds an edited payload", () => {
    expect(faultsOf(edited(3, { payload: '{"course": "other"}' }), head, [])).toEqual([
      "3 changed-payload",
    ]);
  });

  it("finds a deleted entry in the middle and at the start", () => {
    expect(
      faultsOf(
        entries.filter(({ seq }) => seq !== 3),
        head,
        []
      )
    ).toContain("3 missing-entry");
    expect(faultsOf(entries.slice(1), head, [])).toContain("1 missing-entry");
  });

  it("finds two entries that changed places", () => {
    const swapped = [
      entries[0]!,
      { ...entries[2]!, seq: 2 },
      { ...entries[1]!, seq: 3 },
      entries[3]!,
      entries[4]!,
    ];
    expect(faultsOf(swapped, head, [])).toContain("2 broken-link");
  });

  it("finds a cut tail by the head", () => {
    expect(faultsOf(entries.slice(0, 4), head, [])).toEqual(["5 head-differs"]);
  });

  it("finds a cut tail with the head put right only by a checkpoint", () => {
    const cut = chainOf([5, 10, -3, 8]);
    expect(faultsOf(cut.entries, cut.head, [])).toEqual([]);
    expect(faultsOf(cut.entries, cut.head)).toEqual(["5 checkpoint-beyond-end"]);
  });

  it("finds a rewritten suffix with the head put right only by a checkpoint", () => {
    const forged = rewriteFrom(4, entries, 800);
    expect(faultsOf(forged.entries, forged.head, [])).toEqual([]);
    expect(faultsOf(forged.entries, forged.head)).toEqual(["5 checkpoint-differs"]);
  });

  it("finds a changed balance and a lost head", () => {
    expect(faultsOf(entries, { ...head, balance: 1000 })).toEqual(["5 balance-differs"]);
    expect(faultsOf(entries, null)).toEqual(["5 head-missing"]);
  });
});
