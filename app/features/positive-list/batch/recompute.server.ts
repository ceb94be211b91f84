/**
 * The month's evaluation of every enterprise, in ranges of ids. A range is claimed, evaluated, stored and marked as done
 * in one transaction: several processes share the ranges, and one that is killed leaves its range as if never begun.
 */
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { PORTAL_OWNER, recordEvent } from "~/features/audit/record.server";
import { now } from "~/platform/clock.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { system } from "~/shared/actor";
import { day as toDay, type Day } from "~/shared/day";
import { holdEnterprises, keepResults, snapshotOf } from "./evaluate-many.server";
import { factsOfPage, type EnterpriseFacts } from "./facts-by-enterprise.server";
import type { Snapshot } from "./snapshots.server";

const SYSTEM = system("monthly-evaluation");
const { recomputeRanges } = tables;
/** Small, because a changed fact waits for the range its enterprise is in. */
const RANGE_SIZE = 250;
const LAST_ID = "ffffffff-ffff-ffff-ffff-ffffffffffff";

export interface Recompute {
  /** "2026-11". */
  readonly month: string;
  /** Region code or the beginning of one; "" for all. */
  readonly region: string;
}

/** Once a month and region; a second call finds the ranges there and leaves them. */
export async function planRecompute(on: Day, region = ""): Promise<Recompute> {
  const month = on.slice(0, 7);
  await withTx(SYSTEM, async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('recompute'))`);
    await tx.execute(sql`
      insert into recompute_range (month, region, number, after_id, through_id, on_day)
      select ${month}, ${region}, row_number() over (order by id), lag(id) over (order by id), id, ${on}::date
      from (
        select id from (select id, row_number() over (order by id) as at from enterprise where region_code like ${`${region}%`}) e
        where at % ${RANGE_SIZE} = 0
        union select ${LAST_ID}::uuid) ends
      where not exists (select 1 from recompute_range r where r.month = ${month} and r.region = ${region})`);
  });
  return { month, region };
}

/** Works until no range is left for it. Answers with how many evaluations it made. */
export async function recomputeRangesLeft(run: Recompute): Promise<number> {
  let made = 0;
  for (;;) {
    const inRange = await recomputeOneRange(run);
    if (inRange === null) return made;
    made += inRange;
  }
}

/** Null when every range is done or another process has it. */
const recomputeOneRange = ({ month, region }: Recompute): Promise<number | null> =>
  withTx(SYSTEM, async (tx) => {
    const [range] = await tx
      .select()
      .from(recomputeRanges)
      .where(and(eq(recomputeRanges.month, month), eq(recomputeRanges.region, region), isNull(recomputeRanges.doneAt)))
      .orderBy(asc(recomputeRanges.number))
      .limit(1)
      .for("update", { skipLocked: true });
    if (!range) return null;
    const read = await factsInRange(tx, range, month);
    const snapshots = read.map((one) => snapshotOf(one, toDay(range.onDay)));
    const suspended = await keepResults(tx, SYSTEM, read, snapshots);
    await writeScoreLedger(tx, month, snapshots);
    await tx
      .update(recomputeRanges)
      .set({ doneAt: now(), evaluated: read.length })
      .where(and(eq(recomputeRanges.month, month), eq(recomputeRanges.region, region), eq(recomputeRanges.number, range.number)));
    await recordEvent(tx, SYSTEM, {
      action: "positive-list.recomputed",
      subjectId: PORTAL_OWNER,
      detail: { month, region, range: range.number, evaluated: read.length, suspended },
    });
    return read.length;
  });

interface Range {
  readonly afterId: string | null;
  readonly throughId: string;
  readonly region: string;
  readonly onDay: string;
}

/** Those in the range that have no evaluation of this month yet. */
async function factsInRange(tx: Tx, { afterId, throughId, region, onDay }: Range, month: string): Promise<EnterpriseFacts[]> {
  const open = await tx.execute<{ id: string }>(sql`
    select e.id from enterprise e
    where e.id > coalesce(${afterId}::uuid, '00000000-0000-0000-0000-000000000000') and e.id <= ${throughId}::uuid and e.region_code like ${`${region}%`}
      and not exists (select 1 from ledger_entry l where l.owner_id = e.id and l.chain = 'score' and l.idempotency_key = ${monthlyKey(month)})`);
  if (open.length === 0) return [];
  await holdEnterprises(tx, open.map(({ id }) => id));
  return factsOfPage(tx, toDay(onDay), { ids: open.map(({ id }) => id) });
}

const monthlyKey = (month: string): string => `monthly:${month}`;
const APART = "\u001e";

async function writeScoreLedger(tx: Tx, month: string, snapshots: readonly Snapshot[]): Promise<void> {
  if (snapshots.length === 0) return;
  const owners = snapshots.map(({ enterpriseId }) => enterpriseId).join(",");
  const payloads = snapshots
    .map(({ id, hash, result }) =>
      JSON.stringify({ month, evaluation: id, hash, score: result.score.total, tier: result.score.tier, outcome: result.outcome })
    )
    .join(APART);
  await tx.execute(sql`
    select ledger_append_each('score', 'score.monthly', string_to_array(${owners}, ',')::uuid[],
      string_to_array(${payloads}, E'\\x1e')::jsonb[], ${monthlyKey(month)}, ${now().getTime() * 1000}::bigint)`);
}

export interface Progress {
  readonly ranges: number;
  readonly done: number;
  readonly evaluated: number;
}

export const recomputeProgress = ({ month, region }: Recompute): Promise<Progress> =>
  withTx(SYSTEM, async (tx) => {
    const [row] = await tx
      .select({
        ranges: sql<number>`count(*)::int`,
        done: sql<number>`count(${recomputeRanges.doneAt})::int`,
        evaluated: sql<number>`coalesce(sum(${recomputeRanges.evaluated}), 0)::int`,
      })
      .from(recomputeRanges)
      .where(and(eq(recomputeRanges.month, month), eq(recomputeRanges.region, region)));
    return row ?? { ranges: 0, done: 0, evaluated: 0 };
  });
