/**
 * Both versions of the rules over every enterprise of a region, by the one function that decides for real, without
 * touching anything. A job takes some hundred enterprises at a time and keeps how far it came in the same transaction
 * as what it found, so that it goes on where it was after a restart.
 */
import { and, asc, eq, gt, like, sql } from "drizzle-orm";
import { z } from "zod";
import { sha256Hex } from "~/platform/crypto.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { defineJob, enqueue } from "~/platform/jobs.server";
import { system } from "~/shared/actor";
import { day, type Day } from "~/shared/day";
import { canonicalJson } from "../canonical";
import { factsOfMany } from "../enterprise-facts.server";
import { evaluate } from "../evaluate";
import type { Fact } from "../facts";
import type { Profile } from "../profile";
import { profileVersion, scoreRules } from "../rules.server";
import { standingOf, type Standing } from "./standing";
import { counted, moveBetween, tallySchema, type Tally } from "./tally";

const { enterprises, shadowMoves, shadowRuns } = tables;
const RUNNER = system("shadow-run");
const AT_ONCE = 200;
/** Well under what the queue allows one job. */
const JOB_MS = 45_000;

/** What a change of rules is recognised by: a single changed word is another content. */
export const contentHash = (profile: Profile): string => sha256Hex(canonicalJson(profile));

export function registerShadowRuns(): void {
  defineJob("shadow-run", z.object({ runId: z.uuid() }), async ({ runId }) => {
    const ended = await carryOn(runId, performance.now() + JOB_MS);
    if (!ended) await withTx(RUNNER, (tx) => enqueueShadowRun(tx, runId));
  });
}

export const enqueueShadowRun = (tx: Tx, runId: string): Promise<void> =>
  enqueue(tx, "shadow-run", { runId });

/**
 * Goes on until the run is done or cancelled, or the time is over. Safe to start twice: the row of the run is locked for
 * each part. Answers with whether it ended.
 */
export async function carryOn(runId: string, until = Infinity): Promise<boolean> {
  while (await takePart(runId)) if (performance.now() > until) return false;
  return true;
}

type Run = typeof shadowRuns.$inferSelect;
interface Place {
  readonly id: string;
  readonly sector: string | null;
  readonly size: string | null;
  readonly regionCode: string;
}

/** The next enterprises; false when there are none left to take. */
function takePart(runId: string): Promise<boolean> {
  return withTx(RUNNER, async (tx) => {
    const [run] = await tx
      .select()
      .from(shadowRuns)
      .where(and(eq(shadowRuns.id, runId), eq(shadowRuns.status, "running")))
      .for("update");
    if (!run) return false;
    const places = await nextPlaces(tx, run);
    if (places.length > 0) {
      await compare(tx, run, places);
      return true;
    }
    await tx
      .update(shadowRuns)
      .set({ status: "done", endedAt: sql`now()` })
      .where(eq(shadowRuns.id, runId));
    return false;
  });
}

const nextPlaces = (tx: Tx, { regionCode, doneUntil }: Run): Promise<Place[]> =>
  tx
    .select({ id: enterprises.id, sector: enterprises.sector, size: enterprises.size, regionCode: enterprises.regionCode })
    .from(enterprises)
    .where(
      and(
        like(enterprises.regionCode, `${regionCode}%`),
        doneUntil === null ? undefined : gt(enterprises.id, doneUntil)
      )
    )
    .orderBy(asc(enterprises.id))
    .limit(AT_ONCE);

async function compare(tx: Tx, run: Run, places: readonly Place[]): Promise<void> {
  const on = day(run.onDay);
  const [from, to] = [
    profileVersion(run.fromProfileId, run.fromVersion),
    profileVersion(run.toProfileId, run.toVersion),
  ];
  const facts = await factsOfMany(
    tx,
    places.map(({ id }) => id),
    on
  );
  let tally: Tally = tallySchema.parse(run.tally);
  let { hash } = run;
  const moved: { runId: string; enterpriseId: string; before: Standing; after: Standing }[] = [];
  for (const { id, sector, size, regionCode } of places) {
    const known = facts.get(id) ?? [];
    const [before, after] = [standingBy(known, from, on), standingBy(known, to, on)];
    tally = counted(tally, {
      sector: sector ?? "",
      size: size ?? "",
      permitClass: permitClassOf(known),
      region: regionCode,
      before,
      after,
    });
    hash = sha256Hex(canonicalJson({ hash, id, before, after }));
    if (moveBetween(before, after)) moved.push({ runId: run.id, enterpriseId: id, before, after });
  }
  if (moved.length > 0) await tx.insert(shadowMoves).values(moved);
  await tx
    .update(shadowRuns)
    .set({ doneUntil: places.at(-1)?.id ?? null, tally, hash })
    .where(eq(shadowRuns.id, run.id));
}

const standingBy = (facts: readonly Fact[], profile: Profile, on: Day): Standing =>
  standingOf(evaluate(facts, profile, scoreRules(), on));

/** The class of the newest permit, "" when none is known. */
function permitClassOf(facts: readonly Fact[]): string {
  const permits = facts.flatMap((fact) => (fact.kind === "permit" ? [fact] : []));
  const newest = permits.toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1))[0];
  return newest?.value.class ?? "";
}
