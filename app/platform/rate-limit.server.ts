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

export interface Grant {
  /** How many of the tries it was still worth. */
  readonly granted: number;
  readonly retryAfterSeconds: number;
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
): Promise<Grant> {
  const [row] = await tx.execute<{ points: number; wait: number }>(
    sql`select points, wait from app.take_points(${limitKey(key)}, ${count}::int, ${seconds}::float)`
  );
  if (!row) throw new Error("The rate limit answered nothing.");
  return grantOf(row, count, points);
}

/** What is left for `count` tries after they have been counted. */
export function grantOf(taken: { readonly points: number; readonly wait: number }, count: number, points: number): Grant {
  const before = taken.points - count;
  return { granted: Math.min(count, Math.max(0, points - before)), retryAfterSeconds: Math.max(1, taken.wait) };
}

/** The key as it is stored. */
export const limitKey = (key: string): string => hmacHex(key, "rate-limit");

/** Gives the points back, e.g. after a successful sign-in. */
export async function forgive(key: string): Promise<void> {
  await withTx(system("rate-limit"), (tx) =>
    tx.execute(sql`delete from rate_limit where key = ${limitKey(key)}`)
  );
}

/** Gives one point back: the try was a right one. */
export async function refund(key: string): Promise<void> {
  await withTx(system("rate-limit"), (tx) =>
    tx.execute(
      sql`update rate_limit set points = points - 1 where key = ${limitKey(key)} and points > 0`
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
