/** The ledger of learning points: reading it, and adding what a pass earned or what has expired. */
import { and, asc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { appendToLedger } from "~/features/audit/record.server";
import { tables, type Tx } from "~/platform/db.server";
import type { Actor, EnterpriseActor } from "~/shared/actor";
import { dayAt, type Day } from "~/shared/day";
import { pointRules } from "./content.server";
import { award, pointsAfter, type Award, type NoPointReason, type Pass, type PointEntry } from "./points";

const { facts, ledgerEntries } = tables;

const payloadSchema = z.object({
  attempt: z.string().nullable().default(null),
  account: z.string().nullable().default(null),
  course: z.string().nullable().default(null),
  courseVersion: z.number().nullable().default(null),
  from: z.number().nullable().default(null),
  reason: z.enum(["repeat", "person-cap", "enterprise-cap"]).nullable().default(null),
});

export interface LedgerLine extends PointEntry {
  readonly kind: string;
  readonly attempt: string | null;
  readonly reason: NoPointReason | null;
}

/** The enterprise's points ledger from its beginning. */
export async function pointsLedger(tx: Tx, enterpriseId: string): Promise<LedgerLine[]> {
  const rows = await tx
    .select({ seq: ledgerEntries.seq, atUs: ledgerEntries.atUs, kind: ledgerEntries.kind, delta: ledgerEntries.delta, payload: ledgerEntries.payload })
    .from(ledgerEntries)
    .where(and(eq(ledgerEntries.ownerId, enterpriseId), eq(ledgerEntries.chain, "points")))
    .orderBy(asc(ledgerEntries.seq));
  return rows.map(({ seq, atUs, kind, delta, payload }) => {
    const { account, ...rest } = payloadSchema.parse(payload);
    return { seq, kind, delta, on: dayAt(new Date(atUs / 1000)), accountId: account, ...rest };
  });
}

/** Whoever reckons with an enterprise's points waits here until the other has finished: a cap holds between two passes. */
async function holdPoints(tx: Tx, enterpriseId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`points:${enterpriseId}`}, 0))`);
}

/** Adds what a passed attempt earns: one entry, with 0 points and the reason when a cap or the repeat rule says so. */
export async function earnPoints(tx: Tx, actor: EnterpriseActor, attemptId: string, pass: Pass, on: Day): Promise<Award> {
  const rules = pointRules();
  await holdPoints(tx, actor.enterpriseId);
  const before = await pointsLedger(tx, actor.enterpriseId);
  const won = award(before, pass, on, rules);
  const { seq } = await appendToLedger(tx, actor, {
    ownerId: actor.enterpriseId,
    chain: "points",
    kind: "points.earned",
    delta: won.points,
    payload: { attempt: attemptId, account: pass.accountId, course: pass.course, courseVersion: pass.courseVersion, reason: won.reason },
    idempotencyKey: `attempt:${attemptId}`,
  });
  const entry: PointEntry = { seq, on, delta: won.points, from: null, ...pass };
  const { balance } = pointsAfter([...before, entry], on, rules);
  await stateBalance(tx, actor, actor.enterpriseId, balance, `attempt:${attemptId}`, on);
  return won;
}

/** Writes off what has expired by `on`, one entry for each that brought points. Safe to repeat. */
export async function writeOffExpired(tx: Tx, actor: Actor, enterpriseId: string, on: Day): Promise<number> {
  await holdPoints(tx, enterpriseId);
  const { balance, lapsed } = pointsAfter(await pointsLedger(tx, enterpriseId), on, pointRules());
  for (const lot of lapsed)
    await appendToLedger(tx, actor, {
      ownerId: enterpriseId,
      chain: "points",
      kind: "points.expired",
      delta: -lot.left,
      payload: { from: lot.seq },
      idempotencyKey: `expired:${lot.seq}`,
    });
  if (lapsed.length > 0) await stateBalance(tx, actor, enterpriseId, balance, `expired:${lapsed.map(({ seq }) => seq).join(",")}`, on);
  return lapsed.length;
}

/** The fact that the positive list's score reads. */
async function stateBalance(tx: Tx, actor: Actor, enterpriseId: string, balance: number, sourceRef: string, on: Day): Promise<void> {
  await tx
    .insert(facts)
    .values({
      enterpriseId,
      kind: "learning-points",
      value: { balance },
      validFrom: on,
      source: "learning",
      sourceRef,
      recordedBy: "accountId" in actor ? actor.accountId : null,
      // Not the transaction's start: of two that waited for each other, the later one is the newer statement.
      recordedAt: sql`clock_timestamp()`,
    })
    .onConflictDoNothing();
}
