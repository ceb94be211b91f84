/**
 * The driver as patched in app/platform/patches, alone: backends die under load, and every query is answered, none
 * with the answer of another, and no connection is lost to the pool.
 */
import { setTimeout as pause } from "node:timers/promises";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase, type FreshDatabase } from "./database";

const POOL_SIZE = 5;
const KILLING_MS = Number(process.env["KILLING_MS"] ?? 5_000);
const NAME = "zijian-driver-test";

let database: FreshDatabase;
let sql: postgres.Sql;

beforeAll(async () => {
  database = await freshDatabase();
  sql = postgres(database.url, {
    max: POOL_SIZE,
    connect_timeout: 5,
    backoff: () => 0.05,
    onnotice: () => {},
    connection: { application_name: NAME },
  });
});
afterAll(async () => {
  await sql.end({ timeout: 5 });
  await database.close();
});

let number = 0;
const wrong: string[] = [];
/** Notes an answer that belongs to another query. */
function check(asked: number, rows: readonly postgres.Row[]): void {
  if (rows[0]?.["n"] !== asked) wrong.push(`asked ${asked}, answered ${JSON.stringify(rows)}`);
}

/** The ways the portal uses the driver: single queries, transactions that fail or not, a reserved connection. */
const uses: (() => Promise<void>)[] = [
  async () => check((number += 1), await sql<postgres.Row[]>`select ${number}::int as n`),
  () =>
    sql.begin(async (tx) => {
      for (let step = 0; step < 3; step += 1) {
        const asked = (number += 1);
        check(asked, await tx<postgres.Row[]>`select ${asked}::int as n, ${"x".repeat(step * 2_000)} as filler`);
      }
    }),
  () =>
    sql.begin(async (tx) => {
      await tx`select 1`;
      await pause(1);
      throw new Error("meant");
    }) as Promise<never>,
  async () => {
    const connection = await sql.reserve();
    try {
      const asked = (number += 1);
      check(asked, await connection.unsafe(`select ${asked} as n`));
    } catch (error) {
      await connection.unsafe("rollback").catch(() => {});
      throw error;
    } finally {
      connection.release();
    }
  },
];

test("killed backends cost errors, never silence, a wrong answer or a connection", async () => {
  const codes = new Map<string, number>();
  let unanswered = 0;
  let running = true;
  const worker = async (use: () => Promise<void>): Promise<void> => {
    while (running) {
      const late = pause(4_000, "late" as const);
      const ended = await Promise.race([
        use().then(
          () => "done",
          (error: Error & { code?: string }) => error.code ?? error.message
        ),
        late,
      ]);
      if (ended === "late") unanswered += 1;
      codes.set(ended, (codes.get(ended) ?? 0) + 1);
    }
  };
  const workers = Array.from({ length: 16 }, (_, at) => worker(uses[at % uses.length]!));
  for (const end = performance.now() + KILLING_MS; performance.now() < end; await pause(50))
    await database.superuser`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = ${NAME} and random() < 0.6`;
  running = false;
  await Promise.all(workers);

  expect(wrong).toEqual([]);
  expect(unanswered).toBe(0);
  expect(codes.get("done")).toBeGreaterThan(100);
  const expected = new Set(["done", "meant", "57P01", "CONNECTION_CLOSED", "ECONNRESET", "EPIPE"]);
  expect([...codes.keys()].filter((code) => !expected.has(code))).toEqual([]);

  // All of the pool's connections still take part.
  const held = Array.from({ length: POOL_SIZE }, () =>
    sql.begin(async (tx) => {
      const [row] = await tx`select pg_backend_pid() as pid`;
      await pause(300);
      return row?.["pid"] as number;
    })
  );
  expect(new Set(await Promise.all(held)).size).toBe(POOL_SIZE);
});
