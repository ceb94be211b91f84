/** Plans, draws and inspections as pages show them. */
import { and, asc, desc, eq, inArray, like, sql } from "drizzle-orm";
import { enterpriseName } from "~/features/accounts/enterprise-name.server";
import { tables, withTx } from "~/platform/db.server";
import type { AgencyActor } from "~/shared/actor";
import { drawResultSchema } from "./draw/frozen.server";
import { riskOf } from "./risk-queries.server";
import { officerNames } from "./team.server";

const { enterprises, inspectionDraws, inspectionPlans, inspectionSkips, inspections } = tables;
const SHOWN = 200;

const within = (column: typeof inspectionPlans.regionCode, { regionCode }: AgencyActor) => like(column, `${regionCode}%`);

export const planLines = (actor: AgencyActor) =>
  withTx(actor, (tx) =>
    tx.select().from(inspectionPlans).where(within(inspectionPlans.regionCode, actor)).orderBy(desc(inspectionPlans.year), asc(inspectionPlans.regionCode)).limit(SHOWN)
  );

export function planOf(actor: AgencyActor, id: string) {
  return withTx(actor, async (tx) => {
    const [plan] = await tx.select().from(inspectionPlans).where(and(eq(inspectionPlans.id, id), within(inspectionPlans.regionCode, actor)));
    if (!plan) return null;
    const rows = await tx.select().from(inspectionDraws).where(eq(inspectionDraws.planId, id)).orderBy(asc(inspectionDraws.period), asc(inspectionDraws.kind));
    const counts = await tx
      .select({ drawId: inspections.drawId, planned: sql<number>`count(*) filter (where status = 'planned')::int`, made: sql<number>`count(*) filter (where status = 'made')::int` })
      .from(inspections)
      .where(inArray(inspections.drawId, rows.map((row) => row.id)))
      .groupBy(inspections.drawId);
    const byDraw = new Map(counts.map((one) => [one.drawId, one]));
    const draws = rows.map((row) => {
      const result = drawResultSchema.safeParse(row.result);
      return {
        id: row.id,
        kind: row.kind,
        period: row.period,
        seedHash: row.seedHash,
        seed: row.seed,
        drawnOn: row.drawnOn,
        revealedOn: row.revealedOn,
        resultHash: row.resultHash,
        skipped: result.success ? result.data.skipped.length : 0,
        planned: byDraw.get(row.id)?.planned ?? 0,
        made: byDraw.get(row.id)?.made ?? 0,
      };
    });
    return { ...plan, draws };
  });
}

interface Wanted {
  readonly id?: string;
  readonly drawId?: string;
  readonly enterpriseId?: string;
  /** Only what this person has to carry out. */
  readonly officerId?: string;
}

/** Inspections of the agency's region, those still to be made first. */
export async function inspectionsOf(actor: AgencyActor, { id, drawId, enterpriseId, officerId }: Wanted) {
  return withTx(actor, async (tx) => {
    const rows = await tx
      .select({
        id: inspections.id,
        enterpriseId: inspections.enterpriseId,
        enterprise: enterpriseName,
        uscc: enterprises.uscc,
        kind: inspections.kind,
        year: inspections.year,
        status: inspections.status,
        officers: inspections.officers,
        outcome: inspections.outcome,
        madeOn: inspections.madeOn,
        reason: inspections.reason,
        minutes: inspections.minutes,
        notBefore: inspections.notBefore,
        notAfter: inspections.notAfter,
        arrivedAt: inspections.arrivedAt,
        noScanReason: inspections.noScanReason,
      })
      .from(inspections)
      .innerJoin(enterprises, eq(enterprises.id, inspections.enterpriseId))
      .where(
        and(
          like(enterprises.regionCode, `${actor.regionCode}%`),
          id === undefined ? undefined : eq(inspections.id, id),
          drawId === undefined ? undefined : eq(inspections.drawId, drawId),
          enterpriseId === undefined ? undefined : eq(inspections.enterpriseId, enterpriseId),
          officerId === undefined ? undefined : sql`${officerId}::uuid = any (${inspections.officers})`
        )
      )
      .orderBy(sql`${inspections.status} <> 'planned'`, asc(enterprises.uscc))
      .limit(SHOWN);
    return rows;
  }).then(named);
}

/** Officers by name: those of another agency too, who go with one's own. */
async function named<R extends { officers: string[] }>(rows: R[]): Promise<(R & { officerNames: string[] })[]> {
  const names = await officerNames(rows.flatMap(({ officers }) => officers));
  return rows.map((row) => ({ ...row, officerNames: row.officers.map((id) => names.get(id) ?? "–") }));
}

export const skipsOf = (actor: AgencyActor, drawId: string) =>
  withTx(actor, (tx) =>
    tx
      .select({ enterprise: enterpriseName, uscc: enterprises.uscc, reason: inspectionSkips.reason, skippedOn: inspectionSkips.skippedOn })
      .from(inspectionSkips)
      .innerJoin(enterprises, eq(enterprises.id, inspectionSkips.enterpriseId))
      .where(and(eq(inspectionSkips.drawId, drawId), like(enterprises.regionCode, `${actor.regionCode}%`)))
      .orderBy(asc(enterprises.uscc))
      .limit(SHOWN)
  );

/** One inspection with the risk class of its enterprise. */
export async function inspectionOf(actor: AgencyActor, id: string) {
  const [row] = await inspectionsOf(actor, { id });
  return row ? { row, risk: await withTx(actor, (tx) => riskOf(tx, row.enterpriseId)) } : null;
}

/** A draw that was made, in the agency's reach. */
export async function drawOf(actor: AgencyActor, id: string) {
  const [row] = await withTx(actor, (tx) =>
    tx
      .select({ id: inspectionDraws.id, planId: inspectionDraws.planId, period: inspectionDraws.period })
      .from(inspectionDraws)
      .where(and(eq(inspectionDraws.id, id), like(inspectionDraws.regionCode, `${actor.regionCode}%`), sql`${inspectionDraws.drawnOn} is not null`))
  );
  return row ?? null;
}
