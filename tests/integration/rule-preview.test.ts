/**
 * Another version of the rules over a thousand enterprises: what the preview counts is what looking at each of them alone
 * counts, what comes about on the day is what the preview said, and nothing decided before is another after.
 */
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { loadInvented } from "~/features/positive-list/batch/invented-load.server";
import { planRecompute, recomputeRangesLeft } from "~/features/positive-list/batch/recompute.server";
import { factsOf } from "~/features/positive-list/enterprise-facts.server";
import { evaluate } from "~/features/positive-list/evaluate";
import type { Evaluation } from "~/features/positive-list/evaluation";
import type { Fact } from "~/features/positive-list/facts";
import { replayEvaluations } from "~/features/positive-list/replay.server";
import { profileVersion, putInForce, scoreRules } from "~/features/positive-list/rules.server";
import { decideRules, proposeRules, startShadowRun } from "~/features/positive-list/rule-versions/commands.server";
import { allMoves, shadowRunOf } from "~/features/positive-list/rule-versions/queries.server";
import { carryOn } from "~/features/positive-list/rule-versions/shadow-run.server";
import { setClockOffsetDays, today } from "~/platform/clock.server";
import { withTx } from "~/platform/db.server";
import { system } from "~/shared/actor";
import { addDays, type Day } from "~/shared/day";
import { cityOf, type City } from "../listing-course";
import { freshDatabase, type FreshDatabase } from "./database";

const ENTERPRISES = 1_000;
const TEST = system("test");
const VERSION = { profileId: "guangzhou", version: 2 };
interface Looked {
  readonly id: string;
  readonly uscc: string;
  readonly region: string;
  readonly sector: string | null;
  readonly permit: string;
  readonly before: Evaluation;
  readonly after: Evaluation;
}

let database: FreshDatabase;
let city: City;
let fromDay: Day;
let runId: string;
let looked: Looked[];
let untouched: Awaited<ReturnType<typeof everything>>;
let afterRun: typeof untouched;

beforeAll(async () => {
  database = await freshDatabase();
  const loaded = await loadInvented(database.url, { enterprises: ENTERPRISES, seed: 31, on: today() });
  if (loaded.is !== "loaded") throw new Error(loaded.is);
  await database.superuser`update enterprise set region_code = '4401' || substr(region_code, 5)`;
  await recomputeRangesLeft(await planRecompute(today()));
  city = await cityOf("4401");
  // In the month after, so that everybody is evaluated on that very day.
  fromDay = addDays(today(), 10);
  const run = await startShadowRun(city.officer, { intent: "run", version: VERSION, onDay: fromDay });
  if (run.is !== "started") throw new Error(run.is);
  runId = run.id;
  untouched = await everything();
  await carryOn(runId);
  afterRun = await everything();
  looked = await lookAtEach();
}, 120_000);
afterAll(async () => {
  putInForce([]);
  setClockOffsetDays(0);
  await database.close();
});

/** All that was decided or evaluated, and how everybody stands by it. */
const everything = async () => ({
  evaluations: await database.superuser`select id, hash, profile_id, profile_version, md5(e::text) as row from evaluation e order by id`,
  listings: await database.superuser`select id, status, md5(l::text) as row from listing l order by id`,
  applications: await database.superuser`select id, status, md5(a::text) as row from application a order by id`,
  standings: await database.superuser`select enterprise_id, md5(s::text) as row from enterprise_standing s order by 1`,
});

it("looks at everybody and changes nothing", () => {
  expect(afterRun.standings).toHaveLength(ENTERPRISES);
  expect(afterRun).toEqual(untouched);
});

/** One by one, with each one's own facts. */
const lookAtEach = () =>
  withTx(
    TEST,
    async (tx) => {
      const rows = await tx.execute<{ id: string; uscc: string; region: string; sector: string | null }>(
        sql`select id, uscc, region_code as region, sector from enterprise order by id`
      );
      const all: Looked[] = [];
      for (const row of rows) {
        const facts = await factsOf(tx, row.id, fromDay);
        const by = (version: number) => evaluate(facts, profileVersion("guangzhou", version), scoreRules(), fromDay);
        all.push({ ...row, permit: permitOf(facts), before: by(1), after: by(2) });
      }
      return all;
    },
    { withinMs: 60_000 }
  );

function permitOf(facts: readonly Fact[]): string {
  let newest: Fact & { kind: "permit" } | null = null;
  for (const fact of facts) if (fact.kind === "permit" && (newest === null || fact.validFrom > newest.validFrom)) newest = fact;
  return newest?.value.class ?? "";
}

const ORDER = ["T1", "T2", "ordinary", "watch", "key"];
const closed = ({ gates }: Evaluation) => gates.filter(({ passed }) => !passed).map(({ code }) => code);
function moveOf({ before, after }: Looked): string | null {
  if (!before.recommended && after.recommended) return "in";
  if (before.recommended && !after.recommended) return "out";
  const [from, to] = [ORDER.indexOf(before.score.tier), ORDER.indexOf(after.score.tier)];
  if (from !== to) return to < from ? "up" : "down";
  return before.outcome === after.outcome && closed(before).join() === closed(after).join() ? null : "gates";
}
const group = (of: readonly Looked[]) => ({
  enterprises: of.length,
  moves: Object.fromEntries(["in", "out", "up", "down", "gates"].map((move) => [move, of.filter((one) => moveOf(one) === move).length])),
});
const groupsBy = (read: (one: Looked) => string) =>
  Object.fromEntries([...new Set(looked.map(read))].map((key) => [key, group(looked.filter((one) => read(one) === key))]));

it("counts what each of a thousand enterprises counts alone under both versions", async () => {
  const run = await shadowRunOf(city.officer, runId);
  expect(looked).toHaveLength(ENTERPRISES);
  expect(run?.status).toBe("done");
  expect(run?.tally.all).toEqual(group(looked));
  expect(run?.tally.bySector).toEqual(groupsBy(({ sector }) => sector ?? ""));
  expect(run?.tally.byPermitClass).toEqual(groupsBy(({ permit }) => permit));
  expect(run?.tally.byRegion).toEqual(groupsBy(({ region }) => region));
  for (const [code, { closes, opens }] of Object.entries(run?.tally.gates ?? {})) {
    const isClosed = (evaluation: Evaluation) => closed(evaluation).some((one) => one === code);
    expect({ code, closes, opens }).toEqual({
      code,
      closes: looked.filter(({ before, after }) => !isClosed(before) && isClosed(after)).length,
      opens: looked.filter(({ before, after }) => isClosed(before) && !isClosed(after)).length,
    });
  }
});

it("names those who move, each with how it stands before and after, and nobody else", async () => {
  const moved = looked.filter((one) => moveOf(one) !== null);
  // Enough of them that the comparison says something, and by far not all.
  expect(moved.length).toBeGreaterThan(10);
  expect(moved.length).toBeLessThan(ENTERPRISES / 2);
  const standing = (of: Evaluation) => ({ outcome: of.outcome, recommended: of.recommended, tier: of.score.tier, total: of.score.total, closed: closed(of) });
  const named = (await allMoves(city.officer, runId)).map(({ uscc, before, after }) => ({ uscc, before, after }));
  const byCode = (a: { uscc: string }, b: { uscc: string }) => (a.uscc < b.uscc ? -1 : 1);
  expect(named.sort(byCode)).toEqual(moved.map(({ uscc, before, after }) => ({ uscc, before: standing(before), after: standing(after) })).sort(byCode));
});

it("changes no old decision by being approved, and brings on its day what the preview said", async () => {
  const old = await everything();
  expect(old.evaluations.length).toBeGreaterThanOrEqual(ENTERPRISES);
  expect(await proposeRules(city.officer, runId, { intent: "propose", fromDay, reason: "与省内做法一致" })).toBe("proposed");
  const [change] = await database.superuser<{ id: string }[]>`select id from rule_change where status = 'proposed'`;
  expect(await decideRules(city.approvers[0], change?.id ?? "", { decision: "approved", reason: "同意施行" })).toBe("decided");
  expect(await everything()).toEqual(old);

  setClockOffsetDays(10);
  await recomputeRangesLeft(await planRecompute(today()));
  const stands = await database.superuser`select enterprise_id as id, outcome, recommended, tier, score_tenths, profile_version from enterprise_standing order by 1`;
  expect([...stands]).toEqual(
    looked.map(({ id, after }) => ({ id, outcome: after.outcome, recommended: after.recommended, tier: after.score.tier, score_tenths: Math.round(after.score.total * 10), profile_version: 2 }))
  );
  const kept = new Map((await everything()).evaluations.map((row) => [row["id"], row]));
  expect(old.evaluations.map(({ id }) => kept.get(id))).toEqual([...old.evaluations]);
  const replay = await replayEvaluations();
  expect(replay.differences).toEqual([]);
  expect(replay.checked).toBe(old.evaluations.length + ENTERPRISES);
});
