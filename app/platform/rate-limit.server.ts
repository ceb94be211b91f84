/**
 * How often something may be tried. Counted in PostgreSQL, so it is exact for any number of processes; without the
 * database nothing is let through. Keys are stored as keyed hashes: the table tells nobody who tried.
 */
import { sql } from "drizzle-orm";
import { z } from "zod";
import { system } from "~/shared/actor";
import { hmacHex } from "./crypto.server";
import { withTx, type Tx } from "./db.server";
import { defineJob, schedule } from "./jobs.server";

interface Allowance {
  readonly points: number;
  readonly seconds: number;
}

export type Allowed = "ok" | { readonly retryAfterSeconds: number };

/**
 * Takes one point of `key`. The window starts with the first try and does not slide. On the machine's clock.
 *
 * @param key what is limited and for whom, e.g. `sign-in:account:${loginName}`
 */
export const limit = (key: string, allowance: Allowance): Promise<Allowed> =>
  withTx(system("rate-limit"), (tx) => limitIn(tx, key, allowance));

/** The same in a transaction of the caller's, which must end soon: whoever shares the key waits for it. */
export async function limitIn(tx: Tx, key: string, allowance: Allowance): Promise<Allowed> {
  const { granted, retryAfterSeconds } = await takePoints(tx, key, 1, allowance);
  return granted === 1 ? "ok" : { retryAfterSeconds };
}

/** Takes `count` points of `key` at once, in the caller's transaction; says how many of them it was still worth. */
export async function takePoints(
  tx: Tx,
  key: string,
  count: number,
  { points, seconds }: Allowance
): Promise<{ readonly granted: number; readonly retryAfterSeconds: number }> {
  const [row] = await tx.execute<{ points: number; wait: number }>(sql`
    insert into rate_limit as r (key, points, expire)
    values (${hmacHex(key, "rate-limit")}, ${count}::int, clock_timestamp() + make_interval(secs => ${seconds}))
    on conflict (key) do update set
      points = case when r.expire <= clock_timestamp() then ${count}::int else r.points + ${count}::int end,
      expire = case when r.expire <= clock_timestamp() then excluded.expire else r.expire end
    returning r.points, ceil(extract(epoch from r.expire - clock_timestamp()))::int as wait`);
  if (!row) throw new Error("The rate limit answered nothing.");
  const before = row.points - count;
  return { granted: Math.min(count, Math.max(0, points - before)), retryAfterSeconds: Math.max(1, row.wait) };
}

/** Gives the points back, e.g. after a successful sign-in. */
export async function forgive(key: string): Promise<void> {
  await withTx(system("rate-limit"), (tx) =>
    tx.execute(sql`delete from rate_limit where key = ${hmacHex(key, "rate-limit")}`)
  );
}

/** Gives one point back: the try was a right one. */
export async function refund(key: string): Promise<void> {
  await withTx(system("rate-limit"), (tx) =>
    tx.execute(
      sql`update rate_limit set points = points - 1 where key = ${hmacHex(key, "rate-limit")} and points > 0`
    )
  );
}

export function registerRateLimitSweep(): void {
  defineJob("rate-limit-sweep", z.unknown(), async () => {
    await withTx(system("rate-limit"), (tx) =>
      tx.execute(sql`delete from rate_limit where expire <= clock_timestamp()`)
    );
  });
  schedule("rate-limit-sweep", { minute: 23 });
}
