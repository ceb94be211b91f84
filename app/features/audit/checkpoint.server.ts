/**
 * Checkpoints: what the heads of all ledgers were at a moment, signed, outside the database. Whoever may rewrite the
 * database cannot rewrite these unseen, as long as copies of the file leave the machine.
 *
 * The file holds one JSON line per checkpoint, with the heads that moved since the one before and that line's hash.
 */
import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from "node:crypto";
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { wallClock } from "~/platform/clock.server";
import { keySeed, sha256Hex } from "~/platform/crypto.server";
import { tables, withTx } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { defineJob, schedule } from "~/platform/jobs.server";
import { system } from "~/shared/actor";
import type { ChainMark } from "./verify";

const headSchema = z.tuple([z.string(), z.string(), z.number().int(), z.string()]);
const bodySchema = z.object({
  at: z.string(),
  /** SHA-256 of the line before; empty in the first. */
  previous: z.string(),
  /** Owner, chain, seq and hash of each head that moved. */
  heads: z.array(headSchema),
});
export const checkpointSchema = bodySchema.extend({
  alg: z.literal("Ed25519"),
  signature: z.string(),
});
export type Checkpoint = z.output<typeof checkpointSchema>;

export const checkpointFile = (): string => join(env().DATA_DIR, "checkpoints.jsonl");
export const chainKey = (ownerId: string, chain: string): string => `${ownerId} ${chain}`;

/** PKCS #8 wrapping of a bare Ed25519 seed. */
const PKCS8_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");
const privateKey = (): KeyObject =>
  createPrivateKey({
    key: Buffer.concat([PKCS8_PREFIX, keySeed("checkpoint")]),
    format: "der",
    type: "pkcs8",
  });

/** Signs what moved since the last checkpoint. Answers with the number of heads written. */
export async function writeCheckpoint(): Promise<number> {
  const file = checkpointFile();
  const lines = readLines(file);
  const known = readMarks(lines).latest;
  const { ledgerHeads } = tables;
  const heads = await withTx(system("checkpoint"), (tx) =>
    tx
      .select({
        ownerId: ledgerHeads.ownerId,
        chain: ledgerHeads.chain,
        seq: ledgerHeads.seq,
        hash: ledgerHeads.hash,
      })
      .from(ledgerHeads)
      .where(sql`${ledgerHeads.seq} > 0`)
      .orderBy(ledgerHeads.ownerId, ledgerHeads.chain)
  );
  const moved = heads.filter(({ ownerId, chain, seq, hash }) => {
    const before = known.get(chainKey(ownerId, chain));
    return before?.seq !== seq || before.hash !== hash;
  });
  const body = {
    at: wallClock().toISOString(),
    previous: sha256Hex(lines.at(-1) ?? "").slice(0, lines.length === 0 ? 0 : 64),
    heads: moved.map(
      ({ ownerId, chain, seq, hash }) =>
        [ownerId, chain, seq, hash] satisfies Checkpoint["heads"][number]
    ),
  };
  const signature = sign(null, Buffer.from(JSON.stringify(body)), privateKey()).toString(
    "base64url"
  );
  append(file, JSON.stringify({ ...body, alg: "Ed25519", signature } satisfies Checkpoint));
  return moved.length;
}

export interface CheckpointMarks {
  readonly marks: ReadonlyMap<string, readonly ChainMark[]>;
  readonly latest: ReadonlyMap<string, ChainMark>;
  /** Lines (from 1) whose signature or link is not right. */
  readonly badLines: readonly number[];
}

/** @param file another copy of the checkpoints, e.g. one kept off the machine */
export function loadCheckpoints(file: string = checkpointFile()): CheckpointMarks {
  return readMarks(readLines(file));
}

function readMarks(lines: readonly string[]): CheckpointMarks {
  const marks = new Map<string, ChainMark[]>();
  const latest = new Map<string, ChainMark>();
  const badLines: number[] = [];
  const publicKey = createPublicKey(privateKey());
  lines.forEach((line, at) => {
    const checkpoint = parseLine(line);
    const before = at === 0 ? "" : sha256Hex(lines[at - 1] ?? "");
    if (!checkpoint || checkpoint.previous !== before || !isSigned(checkpoint, publicKey)) {
      badLines.push(at + 1);
      return;
    }
    for (const [ownerId, chain, seq, hash] of checkpoint.heads) {
      const key = chainKey(ownerId, chain);
      marks.set(key, [...(marks.get(key) ?? []), { seq, hash }]);
      latest.set(key, { seq, hash });
    }
  });
  return { marks, latest, badLines };
}

function parseLine(line: string): Checkpoint | null {
  try {
    return checkpointSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

function isSigned({ at, previous, heads, signature }: Checkpoint, publicKey: KeyObject): boolean {
  return verify(
    null,
    Buffer.from(JSON.stringify({ at, previous, heads })),
    publicKey,
    Buffer.from(signature, "base64url")
  );
}

function readLines(file: string): string[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "");
}

/** On the disk before the answer: a checkpoint that a crash loses proves nothing. */
function append(file: string, line: string): void {
  const handle = openSync(file, "a", 0o600);
  try {
    writeSync(handle, `${line}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

export function registerCheckpointJob(): void {
  defineJob("checkpoint", z.unknown(), async () => void (await writeCheckpoint()));
  schedule("checkpoint", { minute: 7 });
}
