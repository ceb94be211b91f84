/**
 * Standings of enterprises of which something changed, within a second or so: facts, corrections, self-checks, points,
 * listings. Small transactions of their own, so that they overtake the recompute of everything.
 */
import { inArray, sql } from "drizzle-orm";
import { recordEvent, PORTAL_OWNER } from "~/features/audit/record.server";
import { today } from "~/platform/clock.server";
import { tables, withTx } from "~/platform/db.server";
import { isDatabaseGone } from "~/platform/database-gone.server";
import { logError } from "~/platform/logger.server";
import { system } from "~/shared/actor";
import { holdEnterprises, keepResults, snapshotOf } from "./evaluate-many.server";
import { factsOfPage } from "./facts-by-enterprise.server";

const SYSTEM = system("standing");
const AT_ONCE = 50;
const LOOK_EVERY_MS = 250;

/** The oldest marks (those that can wait behind the others), or one of any age: so that one that fails does not hold up the others for good. */
type Taken = "oldest" | "any-one";
const TAKE = {
  oldest: sql`select id from standing_due order by can_wait, id limit ${sql.raw(String(AT_ONCE))} for update skip locked`,
  "any-one": sql`select id from standing_due order by random() limit 1 for update skip locked`,
};

/** Answers with how many marks it worked off; safe to run in several processes at once. */
export const refreshStandings = (take: Taken = "oldest"): Promise<number> =>
  withTx(SYSTEM, async (tx) => {
    const due = await tx.execute<{ enterprise_id: string }>(
      sql`delete from standing_due where id in (${TAKE[take]}) returning enterprise_id`
    );
    const ids = [...new Set(due.map(({ enterprise_id: id }) => id))].sort();
    if (ids.length === 0) return due.length;
    await holdEnterprises(tx, ids);
    const read = await factsOfPage(tx, today(), { ids });
    const { standings } = tables;
    const before = await tx
      .select({ enterpriseId: standings.enterpriseId, hash: standings.hash })
      .from(standings)
      .where(inArray(standings.enterpriseId, ids));
    const known = new Map(before.map(({ enterpriseId, hash }) => [enterpriseId, hash]));
    const changed = read
      .map((one) => snapshotOf(one, today()))
      .filter(({ enterpriseId, hash }) => known.get(enterpriseId) !== hash);
    if (changed.length === 0) return due.length;
    const suspended = await keepResults(tx, SYSTEM, read, changed);
    await recordEvent(tx, SYSTEM, {
      action: "positive-list.refreshed",
      subjectId: PORTAL_OWNER,
      detail: { evaluated: changed.length, suspended },
    });
    return due.length;
  });

/** Looks for changes until the answer is called, which waits for the look that is under way. */
export function keepStandingsFresh(): () => Promise<void> {
  let isStopped = false;
  let wake: () => void = () => {};
  const pause = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
      setTimeout(resolve, LOOK_EVERY_MS).unref();
    });
  const run = async (): Promise<void> => {
    let singly = 0;
    while (!isStopped) {
      const worked = await refreshStandings(singly > 0 ? "any-one" : "oldest").catch((error: unknown) => {
        if (!isDatabaseGone(error)) logError(error, { part: "standings" });
        singly = AT_ONCE;
        return 0;
      });
      singly -= 1;
      if (worked === 0) await pause();
    }
  };
  const running = run();
  return async () => {
    isStopped = true;
    wake();
    await running;
  };
}
