import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { appendToLedger, type LedgerAppend } from "~/features/audit/record.server";
import { databaseErrorCode, withTx } from "~/platform/db.server";
import { system } from "~/shared/actor";
import { freshDatabase, type FreshDatabase } from "./database";

let database: FreshDatabase;
beforeAll(async () => void (database = await freshDatabase({ poolSize: 20 })));
afterAll(() => database.close());

const SYSTEM = system("test");
const append = (entry: LedgerAppend) => withTx(SYSTEM, (tx) => appendToLedger(tx, SYSTEM, entry));
const points = (ownerId: string, delta: number, idempotencyKey?: string): LedgerAppend => ({
  ownerId,
  chain: "points",
  kind: "points.earned",
  payload: { course: "permit-basics" },
  delta,
  ...(idempotencyKey ? { idempotencyKey } : {}),
});

test("fifty parallel appends with one key make one entry and fifty equal answers", async () => {
  const owner = randomUUID();
  const receipts = await Promise.all(
    Array.from({ length: 50 }, () => append(points(owner, 5, "exam-1")))
  );
  expect(receipts.filter((receipt) => !receipt.repeated)).toHaveLength(1);
  expect(new Set(receipts.map(({ seq, hash, balance }) => `${seq} ${hash} ${balance}`)).size).toBe(
    1
  );
  const rows = await database.superuser`select seq from ledger_entry where owner_id = ${owner}`;
  expect(rows).toHaveLength(1);
});

test("the same key for another entry is refused", async () => {
  const owner = randomUUID();
  await append(points(owner, 5, "exam-1"));
  const error: unknown = await append(points(owner, 6, "exam-1")).catch(
    (reason: unknown) => reason
  );
  expect(databaseErrorCode(error)).toBe("23505");
});

test("a balance never falls below zero, however many spend at once", async () => {
  const owner = randomUUID();
  await append(points(owner, 10));
  const outcomes = await Promise.allSettled(
    Array.from({ length: 30 }, () => append(points(owner, -3)))
  );
  const refused = outcomes.filter((outcome) => outcome.status === "rejected");
  expect(outcomes.length - refused.length).toBe(3);
  for (const { reason } of refused) expect(databaseErrorCode(reason)).toBe("23514");
  const [head] =
    await database.superuser`select balance, seq::int from ledger_head where owner_id = ${owner}`;
  expect(head).toEqual({ balance: 1, seq: 4 });
});

test("2,000 appends over 20 chains at once are all there, in order, with exact balances", async () => {
  const owners = Array.from({ length: 20 }, () => randomUUID());
  await Promise.all(
    Array.from({ length: 2_000 }, (_, at) => append(points(owners[at % 20] ?? "", (at % 7) + 1)))
  );
  const expected = new Map<string, number>(owners.map((owner, at) => [owner, sumOf(at)]));
  const heads = await database.superuser`
    select h.owner_id, h.balance, h.seq::int, count(*)::int as entries, sum(e.delta)::int as total,
      count(*) filter (where e.prev_hash = coalesce(p.hash, repeat('0', 64)))::int as linked
    from ledger_head h join ledger_entry e using (owner_id, chain)
      left join ledger_entry p on p.owner_id = e.owner_id and p.chain = e.chain and p.seq = e.seq - 1
    where h.owner_id in ${database.superuser(owners)} group by 1, 2, 3`;
  expect(heads).toHaveLength(20);
  for (const head of heads) {
    const total = expected.get(String(head["owner_id"]));
    expect(head).toMatchObject({ balance: total, total, seq: 100, entries: 100, linked: 100 });
  }
});

function sumOf(first: number): number {
  let sum = 0;
  for (let at = first; at < 2_000; at += 20) sum += (at % 7) + 1;
  return sum;
}

test("nobody changes or deletes an entry: neither the application's role nor the owner", async () => {
  const owner = randomUUID();
  await append(points(owner, 5));
  for (const role of ["zijian_app", "zijian"]) {
    for (const statement of [
      "update ledger_entry set delta = 500",
      "delete from ledger_entry",
      "truncate ledger_entry",
    ]) {
      const error: unknown = await database.superuser
        .begin(async (sql) => {
          await sql.unsafe(`set local role ${role}`);
          await sql.unsafe("select set_config('app.kind', 'system', true)");
          await sql.unsafe(statement);
        })
        .catch((reason: unknown) => reason);
      expect(databaseErrorCode(error), `${role}: ${statement}`).toBe("42501");
    }
  }
  const pastTheFunction: unknown = await database.superuser
    .begin(async (sql) => {
      await sql.unsafe("set local role zijian_app");
      await sql.unsafe("insert into ledger_head values (gen_random_uuid(), 'points', 0, '', 1000)");
    })
    .catch((reason: unknown) => reason);
  expect(databaseErrorCode(pastTheFunction)).toBe("42501");
});
