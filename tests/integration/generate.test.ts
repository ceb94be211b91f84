import { afterAll, beforeAll, expect, it } from "vitest";
import { loadInvented } from "~/features/positive-list/batch/invented-load.server";
import { planRecompute, recomputeRangesLeft } from "~/features/positive-list/batch/recompute.server";
import { replayEvaluations } from "~/features/positive-list/replay.server";
import { usccSchema } from "~/shared/uscc";
import { today } from "~/platform/clock.server";
import { enterprise } from "../factories";
import { freshDatabase, type FreshDatabase } from "./database";

let database: FreshDatabase;
let other: FreshDatabase["superuser"];
beforeAll(async () => {
  database = await freshDatabase();
  other = database.superuser;
});
afterAll(() => database.close());

const shape = async () => [
  ...(await other`select conrelid::regclass::text as t, conname, pg_get_constraintdef(oid) as d from pg_constraint where connamespace = 'public'::regnamespace order by 1, 2`),
  ...(await other`select tablename, indexname, indexdef from pg_indexes where schemaname = 'public' order by 1, 2`),
  ...(await other`select relname, relforcerowsecurity from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`),
  ...(await other`select tgrelid::regclass::text as t, tgname, tgenabled from pg_trigger where not tgisinternal order by 1, 2`),
];

it("fills an empty portal with enterprises the rules can work with, and leaves the schema as it was", async () => {
  const before = await shape();
  const outcome = await loadInvented(database.url, { enterprises: 3_000, seed: 7, on: today() });
  expect(outcome).toMatchObject({ is: "loaded", loaded: { enterprises: 3_000 } });
  expect(await shape()).toEqual(before);
  const codes = await other`select uscc from enterprise limit 200`;
  for (const { uscc } of codes) expect(usccSchema.safeParse(uscc).success, String(uscc)).toBe(true);
  expect((await replayEvaluations()).differences).toEqual([]);
  expect(await recomputeRangesLeft(await planRecompute(today()))).toBe(3_000);
  expect((await replayEvaluations()).differences).toEqual([]);
  const outcomes = await other`select s.outcome, l.id is not null as listed, count(*)::int as n from enterprise_standing s left join listing l using (enterprise_id) group by 1, 2`;
  const share = (name: string) => outcomes.filter(({ outcome: one }) => one === name).reduce((sum, { n }) => sum + Number(n), 0) / 3_000;
  expect(share("ELIGIBLE")).toBeGreaterThan(0.02);
  expect(share("ELIGIBLE")).toBeLessThan(0.5);
  expect(share("REMOVED")).toBe(0);
  expect(outcomes.filter(({ listed, outcome: one }) => listed && one !== "ELIGIBLE")).toEqual([]);
  expect((await other`select count(distinct tier)::int as n from enterprise_standing`)[0]!["n"]).toBeGreaterThanOrEqual(4);
});

it("refuses a portal with an enterprise or a person in it, and a second time", async () => {
  expect(await loadInvented(database.url, { enterprises: 1, seed: 1, on: today() })).toEqual({ is: "not-empty", accounts: 0, enterprises: 3_000 });
  await enterprise();
  expect(await loadInvented(database.url, { enterprises: 1, seed: 1, on: today() })).toEqual({ is: "not-empty", accounts: 1, enterprises: 3_001 });
});
