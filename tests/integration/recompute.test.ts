import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, it } from "vitest";
import { verifyLedgers } from "~/features/audit/verify.server";
import { gatesIn } from "~/features/positive-list/batch/gate-bits";
import { planRecompute, recomputeProgress, recomputeRangesLeft } from "~/features/positive-list/batch/recompute.server";
import { refreshStandings } from "~/features/positive-list/batch/refresh.server";
import { evaluateEnterprise } from "~/features/positive-list/evaluation.server";
import { exampleFacts } from "~/features/positive-list/example-facts";
import { replayEvaluations } from "~/features/positive-list/replay.server";
import { today } from "~/platform/clock.server";
import { tables, withTx } from "~/platform/db.server";
import { system } from "~/shared/actor";
import { addMonths } from "~/shared/day";
import { enterprise, type TestEnterprise } from "../factories";
import { freshDatabase, type FreshDatabase } from "./database";

const TEST = system("test");
let database: FreshDatabase;
beforeEach(async () => void (database = await freshDatabase()));
afterEach(() => database.close());

/** Many enterprises at once, past the portal: some with the example's facts, some with none. */
async function population(count: number): Promise<void> {
  await database.superuser`
    insert into enterprise (uscc, name, region_code)
    select '91440113MA' || lpad(n::text, 8, '0'), '企业 ' || n, case when n % 3 = 0 then '350102' else '440113' end from generate_series(1, ${count}) n`;
  const stored = exampleFacts(today()).map(({ kind, value, validFrom }) => ({ kind, value, validFrom }));
  await database.superuser`
    insert into enterprise_fact (enterprise_id, kind, value, valid_from, source, source_ref)
    select e.id, f.kind, f.value, f."validFrom"::date, 'test', gen_random_uuid()::text
    from (select id from enterprise order by id limit ${Math.ceil(count / 2)}) e,
      jsonb_to_recordset(${JSON.stringify(stored)}::text::jsonb) as f (kind text, value jsonb, "validFrom" text)`;
}

/** What a run leaves behind, without what differs from one run to the next. */
async function endState() {
  const rows = await database.superuser`
    select v.enterprise_id, v.on_day::text, v.hash, s.hash as current, s.tier, s.score_tenths,
      (select count(*)::int from ledger_entry l where l.owner_id = v.enterprise_id and l.chain = 'score') as entries
    from evaluation v join enterprise_standing s on s.evaluation_id = v.id order by 1`;
  return [...rows];
}
const evaluations = async () => (await database.superuser<{ n: number }[]>`select count(*)::int as n from evaluation`)[0]!.n;

it("evaluates everyone once a month, with a snapshot that replays, an entry in the ledger, and kept counts", async () => {
  await population(600);
  const run = await planRecompute(today());
  const parts = await Promise.all([recomputeRangesLeft(run), recomputeRangesLeft(run), recomputeRangesLeft(run)]);
  expect(parts.reduce((sum, part) => sum + part, 0)).toBe(600);
  expect(await recomputeProgress(run)).toEqual({ ranges: 3, done: 3, evaluated: 600 });
  expect(await recomputeRangesLeft(await planRecompute(today()))).toBe(0);
  // A run for a part of the country finds the month done.
  expect(await recomputeRangesLeft(await planRecompute(today(), "35"))).toBe(0);
  expect(await evaluations()).toBe(600);
  expect(await replayEvaluations()).toEqual({ checked: 600, differences: [] });
  expect((await verifyLedgers()).faults).toEqual([]);
  const counted = await database.superuser`
    select region_code, outcome, tier, enterprises from standing_count where enterprises > 0 order by 1, 2, 3`;
  const real = await database.superuser`
    select region_code, outcome, tier, count(*)::int as enterprises from enterprise_standing group by 1, 2, 3 order by 1, 2, 3`;
  expect([...counted]).toEqual([...real]);
});

it("ends in the same state when its connections die in the middle and it is begun again", async () => {
  await population(1_000);
  const run = await planRecompute(today());
  let deaths = 0;
  for (;;) {
    const work = recomputeRangesLeft(run).then(() => true, () => false);
    const killing = (async () => {
      while (deaths < 3 && (await recomputeProgress(run).catch(() => ({ done: 0 }))).done <= deaths) await new Promise((go) => setTimeout(go, 5));
      if (deaths >= 3) return;
      deaths += 1;
      await database.superuser`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
        and query like '%evaluation%' and state <> 'idle'`;
    })();
    const [isDone] = await Promise.all([work, killing]);
    if (isDone && (await recomputeProgress(run)).done === 5) break;
  }
  expect(await evaluations()).toBe(1_000);
  const state = await endState();
  expect(state).toHaveLength(1_000);
  expect(state.every(({ entries, hash, current }) => entries === 1 && hash === current)).toBe(true);
  // The same facts evaluated one by one come to the same.
  for (const { enterprise_id: id, hash } of state.filter((_row, at) => at % 100 === 0))
    expect((await withTx(TEST, (tx) => evaluateEnterprise(tx, id, today()))).hash).toBe(hash);
  expect((await verifyLedgers()).faults).toEqual([]);
});

it("replays snapshots of the first form, and tells when one of either form was changed", async () => {
  const firm = await enterprise();
  await withTx(TEST, async (tx) => {
    const { inputs, result } = await evaluateEnterprise(tx, firm.enterpriseId, today());
    const { sha256Hex } = await import("~/platform/crypto.server");
    const { canonicalJson } = await import("~/features/positive-list/canonical");
    const hash = sha256Hex(canonicalJson({ format: "zijian-evaluation-1", inputs, result }));
    const row = { enterpriseId: firm.enterpriseId, profileId: inputs.profile.id, profileVersion: 1, onDay: today(), inputs, result };
    await tx.insert(tables.evaluations).values([{ ...row, hash }, { ...row, hash: "0".repeat(64) }]);
  });
  await recomputeRangesLeft(await planRecompute(today()));
  expect(await replayEvaluations()).toMatchObject({ checked: 3, differences: [{ what: "different" }] });
  await database.superuser.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`update evaluation set result_text = replace(result_text, '"key"', '"T1"') where result_text is not null`;
  });
  expect((await replayEvaluations()).differences).toHaveLength(2);
});

it("does not store a standing that says eligible with a gate in the way, nor a rule text under another hash", async () => {
  const firm = await enterprise();
  await refreshAll();
  await expect(database.superuser`update enterprise_standing set outcome = 'ELIGIBLE' where enterprise_id = ${firm.enterpriseId}`).rejects.toThrow("enterprise_standing_open");
  await expect(database.superuser`insert into rule_text (hash, body) values (${"0".repeat(64)}, '{}')`).rejects.toThrow("rule_text_hash");
});

async function refreshAll(): Promise<void> {
  while ((await refreshStandings()) > 0);
}
const standing = async ({ enterpriseId }: TestEnterprise) =>
  (await database.superuser`select * from enterprise_standing where enterprise_id = ${enterpriseId}`)[0];

async function penalise({ enterpriseId }: TestEnterprise, on = today()): Promise<void> {
  await withTx(TEST, (tx) =>
    tx.insert(tables.facts).values({
      enterpriseId, kind: "penalty", value: { decidedOn: on, fineFen: 100, severity: "ordinary" }, validFrom: on, source: "test", sourceRef: randomUUID(),
    })
  );
}

it("follows a changed fact: the standing at once, and a listing that it triggers, once", async () => {
  const firm = await enterprise();
  await refreshAll();
  const before = await standing(firm);
  const [applicationId, listingId] = [randomUUID(), randomUUID()];
  await withTx(TEST, async (tx) => {
    await tx.insert(tables.applications).values({ id: applicationId, enterpriseId: firm.enterpriseId, evaluationId: before!["evaluation_id"], status: "listed", pledge: { version: 1 }, submittedBy: firm.actor.accountId, submittedOn: addMonths(today(), -2) });
    await tx.insert(tables.listings).values({ id: listingId, enterpriseId: firm.enterpriseId, applicationId, number: "4401-2026-000001", listedOn: addMonths(today(), -1), endsOn: addMonths(today(), 35) });
  });
  await penalise(firm);
  await Promise.all([refreshAll(), refreshAll(), refreshAll()]);
  const status = async () => (await database.superuser`select status from listing where id = ${listingId}`)[0]!["status"];
  expect(await status()).toBe("suspended");
  const after = await standing(firm);
  expect(gatesIn(Number(before!["gates_failed"]))).not.toContain("G2");
  expect(gatesIn(Number(after!["gates_failed"]))).toContain("G2");
  expect(after!["outcome"]).toBe("REMOVED");
  // A person puts it back on the list; the same fact does not take it off again, a new one does.
  await database.superuser.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`delete from listing_hearing`;
  });
  await database.superuser`update listing set status = 'listed', suspended_on = null, trigger_fact_id = null where id = ${listingId}`;
  await refreshAll();
  await recomputeRangesLeft(await planRecompute(today()));
  expect(await status()).toBe("listed");
  await penalise(firm);
  await refreshAll();
  expect(await status()).toBe("suspended");
  expect((await database.superuser`select count(*)::int as n from standing_due`)[0]!["n"]).toBe(0);
});
