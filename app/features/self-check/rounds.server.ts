/** Reads over the rounds of a site: what the next one would take over, two of them side by side, the trend. */
import { and, asc, eq } from "drizzle-orm";
import { tables, withTx, type Tx } from "~/platform/db.server";
import type { EnterpriseActor } from "~/shared/actor";
import type { Day } from "~/shared/day";
import type { CarryPlan } from "./carry";
import { carryFrom, lastCompleted, staleIn } from "./carry.server";
import { compareRuns, trendPoint, type Comparison, type TrendPoint } from "./compare";
import { questionnairesFor } from "./content.server";
import { frozenSchema } from "./frozen";
import { readRun, type Run } from "./queries.server";
import { siteOf, type Site } from "./site-queries.server";

const { selfChecks } = tables;

export interface StartPreview {
  readonly site: Site;
  /** Null: no run of the site has been completed yet. */
  readonly last: Run | null;
  readonly plan: CarryPlan | null;
}

/** What starting the next self-check would take over. Null when the site is not there or not ready. */
export async function startPreview(
  actor: EnterpriseActor,
  siteId: string,
  on: Day
): Promise<StartPreview | null> {
  const site = await siteOf(actor, siteId);
  if (!site?.facts || !site.sector) return null;
  const next = { questionnaires: questionnairesFor(site.sector), siteFacts: site.facts, on };
  const last = await withTx(actor, (tx) => lastCompleted(tx, actor, siteId));
  return { site, last, plan: last && carryFrom(last, next) };
}

export interface SiteRounds {
  readonly completed: number;
  /** How many answers of the newest run rest on law that has changed since, and that run. */
  readonly stale: number;
  readonly newest: { readonly id: string; readonly status: "draft" | "completed" } | null;
  readonly firstStale: { readonly questionId: string; readonly topic: string } | null;
}

export function siteRounds(actor: EnterpriseActor, siteId: string, on: Day): Promise<SiteRounds> {
  return withTx(actor, async (tx) => {
    const rows = await runsOf(tx, actor, siteId);
    const newest = rows.find(({ status }) => status === "draft") ?? rows.at(-1) ?? null;
    const run = newest && (await readRun(tx, actor, newest.id));
    const stale = run ? staleIn(run, on) : new Map<string, unknown>();
    const first = run?.questionnaires.flatMap((each) => each.questions).find(({ id }) => stale.has(id));
    return {
      completed: rows.filter(({ status }) => status === "completed").length,
      stale: stale.size,
      newest: newest && { id: newest.id, status: newest.status },
      firstStale: first ? { questionId: first.id, topic: first.topic } : null,
    };
  });
}

const runsOf = (tx: Tx, actor: EnterpriseActor, siteId: string) =>
  tx
    .select({ id: selfChecks.id, status: selfChecks.status, result: selfChecks.result })
    .from(selfChecks)
    .where(and(eq(selfChecks.siteId, siteId), eq(selfChecks.enterpriseId, actor.enterpriseId)))
    .orderBy(asc(selfChecks.completedOn), asc(selfChecks.createdAt));

export interface ComparedRuns {
  readonly siteId: string;
  readonly siteName: string;
  readonly before: Run;
  readonly after: Run;
  readonly comparison: Comparison;
  /** All completed runs of the site, the oldest first. */
  readonly trend: readonly TrendPoint[];
}

/** Null unless both are completed runs of one site of the reader's enterprise. The earlier one is always `before`. */
export function comparedRuns(
  actor: EnterpriseActor,
  a: string,
  b: string
): Promise<ComparedRuns | null> {
  return withTx(actor, async (tx) => {
    const runs = [await readRun(tx, actor, a), await readRun(tx, actor, b)];
    const [first, second] = runs;
    if (!first?.frozen || !second?.frozen || first.siteId !== second.siteId) return null;
    const trend = await trendOf(tx, actor, first.siteId);
    const at = (run: Run) => trend.findIndex(({ id }) => id === run.id);
    const [before, after] = at(first) <= at(second) ? [first, second] : [second, first];
    if (!before.frozen || !after.frozen) return null;
    const comparison = compareRuns(
      { questionnaires: before.questionnaires, frozen: before.frozen },
      { questionnaires: after.questionnaires, frozen: after.frozen }
    );
    return { siteId: first.siteId, siteName: first.siteName, before, after, comparison, trend };
  });
}

async function trendOf(tx: Tx, actor: EnterpriseActor, siteId: string): Promise<TrendPoint[]> {
  return (await runsOf(tx, actor, siteId)).flatMap(({ id, result }) =>
    result === null ? [] : [trendPoint(id, frozenSchema.parse(result))]
  );
}
