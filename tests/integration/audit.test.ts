import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import {
  checkpointFile,
  loadCheckpoints,
  writeCheckpoint,
} from "~/features/audit/checkpoint.server";
import { appendToLedger } from "~/features/audit/record.server";
import { verifyLedgers } from "~/features/audit/verify.server";
import { withTx } from "~/platform/db.server";
import { system } from "~/shared/actor";
import { freshDatabase, type FreshDatabase } from "./database";

const dataDir = mkdtempSync(join(tmpdir(), "zijian-audit-"));
let database: FreshDatabase;
let owner: string;

beforeAll(async () => {
  vi.stubEnv("DATA_DIR", dataDir);
  database = await freshDatabase();
});
afterAll(async () => {
  await database.close();
  rmSync(dataDir, { recursive: true, force: true });
});
beforeEach(async () => {
  await tamper(["truncate ledger_entry, ledger_head"]);
  rmSync(checkpointFile(), { force: true });
  owner = randomUUID();
  for (let at = 1; at <= 6; at += 1) await earn(owner, at);
  await earn(randomUUID(), 1);
});

const SYSTEM = system("test");
const earn = (ownerId: string, delta: number) =>
  withTx(SYSTEM, (tx) =>
    appendToLedger(tx, SYSTEM, {
      ownerId,
      chain: "points",
      kind: "points.earned",
      delta,
      payload: { 课程: "许可证", delta },
    })
  );

/** What only somebody with the database in hands can do. */
async function tamper(statements: readonly string[]): Promise<void> {
  await database.superuser.begin(async (sql) => {
    await sql.unsafe("set local session_replication_role = replica");
    for (const statement of statements) await sql.unsafe(statement);
  });
}

/** Puts the head where the entries now end, and every hash from `seq` on right again, as the append function would. */
const fixHead = (): string => `
  update ledger_head h set seq = e.seq, hash = e.hash,
    balance = (select sum(delta) from ledger_entry x where x.owner_id = h.owner_id)
  from (select * from ledger_entry where owner_id = '${owner}' order by seq desc limit 1) e where h.owner_id = '${owner}'`;
const rehashFrom = (seq: number): string => `
  do $$ declare r ledger_entry; prev text; begin
    select hash into prev from ledger_entry where owner_id = '${owner}' and seq = ${seq} - 1;
    for r in select * from ledger_entry where owner_id = '${owner}' and seq >= ${seq} order by seq loop
      r.prev_hash := prev;
      r.hash := encode(sha256(convert_to(concat_ws('|', prev, r.owner_id, r.chain, r.seq, r.at_us, r.kind,
        coalesce(r.actor_id::text, '-'), r.delta, r.commitment), 'UTF8')), 'hex');
      update ledger_entry set prev_hash = r.prev_hash, hash = r.hash where owner_id = r.owner_id and seq = r.seq;
      prev := r.hash;
    end loop; end $$`;

const faults = async () =>
  (await verifyLedgers()).faults.map(
    ({ ownerId, seq, what }) => `${ownerId === owner} ${seq} ${what}`
  );

test("untouched ledgers pass, before and after a checkpoint and later growth", async () => {
  expect(await verifyLedgers()).toEqual({
    chains: 2,
    entries: 7,
    faults: [],
    badCheckpointLines: [],
  });
  expect(await writeCheckpoint()).toBe(2);
  await earn(owner, 9);
  expect(await writeCheckpoint()).toBe(1);
  expect(await writeCheckpoint()).toBe(0);
  expect(await verifyLedgers()).toEqual({
    chains: 2,
    entries: 8,
    faults: [],
    badCheckpointLines: [],
  });
});

test("an edited row is found", async () => {
  await tamper([`update ledger_entry set delta = 600 where owner_id = '${owner}' and seq = 3`]);
  expect(await faults()).toContain("true 3 changed-entry");
});

test("an edited payload is found", async () => {
  await tamper([
    `update ledger_entry set payload = '{"delta": 1}' where owner_id = '${owner}' and seq = 3`,
  ]);
  expect(await faults()).toEqual(["true 3 changed-payload"]);
});

test("a deleted row is found", async () => {
  await tamper([`delete from ledger_entry where owner_id = '${owner}' and seq = 3`]);
  expect(await faults()).toContain("true 3 missing-entry");
});

test("a cut tail is found by the head", async () => {
  await tamper([`delete from ledger_entry where owner_id = '${owner}' and seq > 4`]);
  expect(await faults()).toContain("true 5 head-differs");
});

test("a cut tail with the head put right is found by the checkpoint, and only by it", async () => {
  await writeCheckpoint();
  await tamper([`delete from ledger_entry where owner_id = '${owner}' and seq > 4`, fixHead()]);
  expect(await faults()).toEqual(["true 5 checkpoint-beyond-end"]);
  rmSync(checkpointFile());
  expect(await faults()).toEqual([]);
});

test("a rewritten suffix with the head put right is found by the checkpoint, and only by it", async () => {
  await writeCheckpoint();
  await tamper([
    `update ledger_entry set delta = 600 where owner_id = '${owner}' and seq = 3`,
    rehashFrom(3),
    fixHead(),
  ]);
  expect(await faults()).toEqual(["true 6 checkpoint-differs"]);
  rmSync(checkpointFile());
  expect(await faults()).toEqual([]);
});

test("a whole chain that vanished is found", async () => {
  await writeCheckpoint();
  await tamper([
    `delete from ledger_entry where owner_id = '${owner}'`,
    `delete from ledger_head where owner_id = '${owner}'`,
  ]);
  expect(await faults()).toEqual(["true 1 checkpoint-beyond-end"]);
});

test("a changed, dropped or foreign line of the checkpoint file is found", async () => {
  await writeCheckpoint();
  await earn(owner, 1);
  await writeCheckpoint();
  await earn(owner, 1);
  await writeCheckpoint();
  const lines = readFileSync(checkpointFile(), "utf8").trim().split("\n");
  const write = (next: readonly string[]): void =>
    writeFileSync(checkpointFile(), `${next.join("\n")}\n`);
  write([lines[0]!, lines[1]!.replace(/[0-9a-f]{64}/g, "0".repeat(64)), lines[2]!]);
  expect(loadCheckpoints().badLines).toContain(2);
  write([lines[0]!, lines[2]!]);
  expect(loadCheckpoints().badLines).toEqual([2]);
  write(["not json", ...lines.slice(1)]);
  expect(loadCheckpoints().badLines).toContain(1);
  write(lines);
  expect(loadCheckpoints().badLines).toEqual([]);
});
