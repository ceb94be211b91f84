/** Shadow runs and changes of rules as pages show them. */
import { and, asc, desc, eq, gt, inArray, like, or } from "drizzle-orm";
import { tables, withTx } from "~/platform/db.server";
import { system, VISITOR, type AgencyActor } from "~/shared/actor";
import { day } from "~/shared/day";
import { standingSchema } from "./standing";
import { moveBetween, tallySchema } from "./tally";

const { enterprises, ruleChanges, shadowMoves, shadowRuns } = tables;
const SHOWN = 20;
/** Counts of a run are published with what it led to; the run itself is the agency's. */
const PUBLISHER = system("rules");

const runColumns = {
  id: shadowRuns.id,
  regionCode: shadowRuns.regionCode,
  agencyId: shadowRuns.agencyId,
  onDay: shadowRuns.onDay,
  fromProfileId: shadowRuns.fromProfileId,
  fromVersion: shadowRuns.fromVersion,
  toProfileId: shadowRuns.toProfileId,
  toVersion: shadowRuns.toVersion,
  status: shadowRuns.status,
  startedAt: shadowRuns.startedAt,
  tally: shadowRuns.tally,
  hash: shadowRuns.hash,
};
/** A province sees what its cities try out, and a city what the province does. */
const nearby = ({ regionCode }: AgencyActor) => like(shadowRuns.regionCode, `${regionCode}%`);

export async function shadowRunLines(actor: AgencyActor) {
  const rows = await withTx(actor, (tx) =>
    tx
      .select(runColumns)
      .from(shadowRuns)
      .where(nearby(actor))
      .orderBy(desc(shadowRuns.startedAt), desc(shadowRuns.id))
      .limit(SHOWN)
  );
  return rows.map(readRun);
}

export async function shadowRunOf(actor: AgencyActor, id: string) {
  const [row] = await withTx(actor, (tx) =>
    tx
      .select(runColumns)
      .from(shadowRuns)
      .where(and(eq(shadowRuns.id, id), nearby(actor)))
  );
  return row ? readRun(row) : null;
}

const readRun = <R extends { tally: unknown; onDay: string }>(row: R) => ({
  ...row,
  onDay: day(row.onDay),
  tally: tallySchema.parse(row.tally),
});

const MOVES_A_PAGE = 50;

/** Enterprises that would move, by their code, a page after the given one. Only those of the agency's region are seen. */
export async function movesOf(actor: AgencyActor, runId: string, after = "") {
  const rows = await moveRows(actor, runId, after, MOVES_A_PAGE + 1);
  const shown = rows.slice(0, MOVES_A_PAGE);
  return { rows: shown, next: rows.length > MOVES_A_PAGE ? (shown.at(-1)?.uscc ?? null) : null };
}

/** All of them, for the file. */
export const allMoves = (actor: AgencyActor, runId: string) => moveRows(actor, runId, "");

async function moveRows(actor: AgencyActor, runId: string, after: string, limit?: number) {
  const rows = await withTx(actor, (tx) => {
    const query = tx
      .select({
        uscc: enterprises.uscc,
        name: enterprises.name,
        nameEn: enterprises.nameEn,
        sector: enterprises.sector,
        regionCode: enterprises.regionCode,
        before: shadowMoves.before,
        after: shadowMoves.after,
      })
      .from(shadowMoves)
      .innerJoin(enterprises, eq(enterprises.id, shadowMoves.enterpriseId))
      .where(and(eq(shadowMoves.runId, runId), gt(enterprises.uscc, after)))
      .orderBy(asc(enterprises.uscc));
    return limit === undefined ? query : query.limit(limit);
  });
  return rows.flatMap(({ before, after: then, name, nameEn, ...row }) => {
    const [from, to] = [standingSchema.parse(before), standingSchema.parse(then)];
    const move = moveBetween(from, to);
    return move
      ? { ...row, name: { "zh-CN": name, en: nameEn ?? name }, before: from, after: to, move }
      : [];
  });
}

const changeColumns = {
  id: ruleChanges.id,
  regionCode: ruleChanges.regionCode,
  agencyId: ruleChanges.agencyId,
  profileId: ruleChanges.profileId,
  version: ruleChanges.version,
  fromDay: ruleChanges.fromDay,
  reason: ruleChanges.reason,
  shadowRunId: ruleChanges.shadowRunId,
  status: ruleChanges.status,
  proposedBy: ruleChanges.proposedBy,
  proposedOn: ruleChanges.proposedOn,
  decidedOn: ruleChanges.decidedOn,
  decisionReason: ruleChanges.decisionReason,
};
const readChange = <R extends { fromDay: string; proposedOn: string; decidedOn: string | null }>(row: R) => ({
  ...row,
  fromDay: day(row.fromDay),
  proposedOn: day(row.proposedOn),
  decidedOn: row.decidedOn === null ? null : day(row.decidedOn),
});

/** Changes of the region and below, the newest first. */
export async function changeLines(actor: AgencyActor) {
  const rows = await withTx(actor, (tx) =>
    tx
      .select(changeColumns)
      .from(ruleChanges)
      .where(or(like(ruleChanges.regionCode, `${actor.regionCode}%`), eq(ruleChanges.agencyId, actor.agencyId)))
      .orderBy(desc(ruleChanges.createdAt))
      .limit(SHOWN)
  );
  return rows.map(readChange);
}

/** What was made of one run. */
export async function changesOfRun(actor: AgencyActor, runId: string) {
  const rows = await withTx(actor, (tx) =>
    tx.select(changeColumns).from(ruleChanges).where(eq(ruleChanges.shadowRunId, runId)).orderBy(desc(ruleChanges.createdAt))
  );
  return rows.map(readChange);
}

/** Approved changes, as anybody sees them, with the counts of the run they rest on. */
export async function announcedChanges() {
  const rows = await withTx(VISITOR, (tx) =>
    tx.select(changeColumns).from(ruleChanges).where(eq(ruleChanges.status, "approved")).orderBy(desc(ruleChanges.fromDay)).limit(SHOWN)
  );
  const runs = await withTx(PUBLISHER, (tx) =>
    tx.select({ id: shadowRuns.id, tally: shadowRuns.tally }).from(shadowRuns).where(inArray(shadowRuns.id, rows.map(({ shadowRunId }) => shadowRunId)))
  );
  const tallies = new Map(runs.map(({ id, tally }) => [id, tallySchema.parse(tally)]));
  return rows.map((row) => ({ ...readChange(row), tally: tallies.get(row.shadowRunId) ?? null }));
}
