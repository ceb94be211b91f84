/** Double submits have one effect: the second request with a key gets the first one's outcome. */
import { and, eq } from "drizzle-orm";
import type { Person } from "~/shared/actor";
import { tables, type Tx } from "./db.server";

const keys = tables.idempotencyKeys;

/**
 * Runs `fn` once for this person and key; later (or concurrent) calls wait for it and get the same outcome.
 * The outcome must survive JSON.
 *
 * @throws {Response} 409 when the key was used for another action
 */
export async function once<T>(tx: Tx, actor: Person, action: string, key: string, fn: () => Promise<T>): Promise<T> {
  const mine = await tx
    .insert(keys)
    .values({ accountId: actor.accountId, key, action })
    .onConflictDoNothing()
    .returning({ key: keys.key });
  const here = and(eq(keys.accountId, actor.accountId), eq(keys.key, key));
  if (mine.length === 0) {
    const [earlier] = await tx.select({ action: keys.action, outcome: keys.outcome }).from(keys).where(here);
    if (earlier?.action !== action) throw new Response("Conflict", { status: 409 });
    return earlier.outcome as T;
  }
  const outcome = await fn();
  await tx.update(keys).set({ outcome }).where(here);
  return outcome;
}
