/** Another version of the rules: tried out over everybody, proposed, approved by another person, in force on its day. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { evaluateEnterprise } from "~/features/positive-list/evaluation.server";
import { profileFor, putInForce } from "~/features/positive-list/rules.server";
import { cancelShadowRun, decideRules, proposeRules, startShadowRun, withdrawRules } from "~/features/positive-list/rule-versions/commands.server";
import { readRulesInForce } from "~/features/positive-list/rule-versions/in-force.server";
import { announcedChanges, movesOf, shadowRunOf } from "~/features/positive-list/rule-versions/queries.server";
import { carryOn } from "~/features/positive-list/rule-versions/shadow-run.server";
import { movedOf } from "~/features/positive-list/rule-versions/tally";
import { setClockOffsetDays, today } from "~/platform/clock.server";
import { tables, withTx } from "~/platform/db.server";
import { system, type AgencyActor } from "~/shared/actor";
import { addDays, addMonths } from "~/shared/day";
import { agency, officerOf } from "../factories";
import { cityOf, eligible, type City } from "../listing-course";
import { freshDatabase, type FreshDatabase } from "./database";

let database: FreshDatabase;
let city: City;
let stranger: AgencyActor;
beforeAll(async () => {
  database = await freshDatabase();
  city = await cityOf("4401");
  stranger = await officerOf(await agency("3501", "city"), "3501", "approver", "city");
});
afterAll(async () => {
  putInForce([]);
  await database.close();
});
afterEach(() => setClockOffsetDays(0));

const VERSION = { profileId: "guangzhou", version: 2 };
async function withViolation() {
  const firm = await eligible("440113");
  await withTx(system("test"), (tx) =>
    tx.insert(tables.facts).values({
      enterpriseId: firm.enterpriseId,
      kind: "violation-without-penalty",
      value: { decidedOn: addMonths(today(), -3) },
      validFrom: addMonths(today(), -3),
      source: "test",
      sourceRef: "v",
    })
  );
  return firm;
}
async function finishedRun() {
  const outcome = await startShadowRun(city.officer, { intent: "run", version: VERSION, onDay: today() });
  if (outcome.is !== "started") throw new Error(outcome.is);
  await carryOn(outcome.id);
  return outcome.id;
}
const propose = (runId: string, fromDay = addDays(today(), 10)) => proposeRules(city.officer, runId, { intent: "propose", fromDay, reason: "与省内做法一致" });
const decide = (actor: AgencyActor, id: string, decision: "approved" | "refused" = "approved") => decideRules(actor, id, { decision, reason: "同意施行" });
const openChange = async () => (await database.superuser<{ id: string }[]>`select id from rule_change where status = 'proposed'`)[0]?.id ?? "";

describe("a shadow run", () => {
  it("counts everybody of the region once, names who moves and why, and changes nothing", async () => {
    const violator = await withViolation();
    await Promise.all(Array.from({ length: 5 }, () => eligible("440113")));
    await eligible("350102");
    const before = await database.superuser`select count(*)::int as n from evaluation`;
    const id = await finishedRun();
    const run = await shadowRunOf(city.officer, id);
    expect(run).toMatchObject({ status: "done", tally: { all: { enterprises: 6 } } });
    expect(movedOf(run!.tally.all)).toBe(1);
    expect(run!.tally.gates.G2b).toEqual({ closes: 1, opens: 0 });
    const { rows } = await movesOf(city.officer, id);
    expect(rows.map(({ uscc, after }) => [uscc, after.closed.includes("G2b")])).toEqual([[violator.uscc, true]]);
    expect(await database.superuser`select count(*)::int as n from evaluation`).toEqual(before);
    expect(await shadowRunOf(stranger, id)).toBeNull();
    expect((await movesOf(stranger, id)).rows).toEqual([]);
  });

  it("comes to the same hash when it is broken off and carried on", async () => {
    const whole = await shadowRunOf(city.officer, await finishedRun());
    const outcome = await startShadowRun(city.officer, { intent: "run", version: VERSION, onDay: today() });
    if (outcome.is !== "started") throw new Error(outcome.is);
    await Promise.all([carryOn(outcome.id), carryOn(outcome.id), carryOn(outcome.id)]);
    expect(await shadowRunOf(city.officer, outcome.id)).toMatchObject({ status: "done", tally: whole!.tally, hash: whole!.hash });
  });

  it("is one at a time, can be cancelled, and is refused for what is in force already", async () => {
    const start = () => startShadowRun(city.officer, { intent: "run", version: VERSION, onDay: today() });
    const outcomes = await Promise.all([start(), start(), start()]);
    expect(outcomes.map(({ is }) => is).sort()).toEqual(["running-already", "running-already", "started"]);
    const started = outcomes.find((one) => one.is === "started");
    expect(started?.is === "started" && (await cancelShadowRun(city.officer, started.id))).toBe("cancelled");
    expect((await startShadowRun(city.officer, { intent: "run", version: { profileId: "guangzhou", version: 1 }, onDay: today() })).is).toBe("same-version");
    expect((await startShadowRun(city.officer, { intent: "run", version: { profileId: "mars", version: 1 }, onDay: today() })).is).toBe("no-such-version");
  });
});

describe("a change of rules", () => {
  it("rests on a finished, recent run of the same content, is decided once by another person, and not rewritten", async () => {
    const runId = await finishedRun();
    expect(await propose(runId, addDays(today(), 1))).toBe("too-soon");
    expect(await propose(runId)).toBe("proposed");
    expect(await propose(runId)).toBe("open-already");
    const id = await openChange();
    expect(await decide({ ...city.officer, role: "approver" }, id)).toBe("own-proposal");
    expect(await decide(stranger, id)).toBe("not-open");
    await expect(database.superuser`update rule_change set status = 'approved', decided_by = proposed_by, decided_on = proposed_on where id = ${id}`).rejects.toThrow("rule_change_four_eyes");
    const outcomes = await Promise.all([decide(city.approvers[0], id), decide(city.approvers[1], id, "refused"), withdrawRules(city.officer, id)]);
    expect(outcomes.filter((outcome) => outcome === "decided" || outcome === "withdrawn")).toHaveLength(1);
    await expect(database.superuser`update rule_change set version = 1 where id = ${id}`).rejects.toThrow("decided once");
    await expect(
      database.superuser`insert into rule_change (agency_id, region_code, profile_id, version, content_hash, from_day, reason, shadow_run_id, proposed_by, proposed_on)
        select agency_id, region_code, profile_id, 1, content_hash, from_day, reason, shadow_run_id, proposed_by, proposed_on from rule_change where id = ${id}`
    ).rejects.toThrow("no finished shadow run");
  });

  it("takes force on its day, not a day sooner, and old evaluations stay as they were", async () => {
    const firm = await withViolation();
    const runId = await finishedRun();
    const fromDay = addDays(today(), 10);
    await database.superuser`update rule_change set status = 'withdrawn', decided_by = proposed_by, decided_on = proposed_on where status = 'proposed'`;
    // What an earlier case approved for the same day.
    const earlier = await database.superuser`select 1 from rule_change where status = 'approved' and from_day = ${fromDay}`;
    const from = earlier.length > 0 ? addDays(fromDay, 1) : fromDay;
    expect(await propose(runId, from)).toBe("proposed");
    expect(await decide(city.approvers[0], await openChange())).toBe("decided");
    putInForce([]);
    await readRulesInForce();
    const version = (on = from) => profileFor("440113", on).version;
    expect([version(addDays(from, -2)), version(from), profileFor("350102", from).id]).toEqual([1, 2, "fujian"]);
    const outcome = async () => (await withTx(system("test"), (tx) => evaluateEnterprise(tx, firm.enterpriseId, today()))).evaluation.gates.find(({ code }) => code === "G2b")?.outcome;
    expect(await outcome()).toBe("passed");
    setClockOffsetDays(11);
    expect(await outcome()).toBe("failed");
    expect((await announcedChanges())[0]).toMatchObject({ profileId: "guangzhou", version: 2 });
  });
});
