/** The end of a term: renewed without a gap, sent back, or lapsed; and every step of every machine against the database. */
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { applyForListing, withdrawApplication } from "~/features/positive-list/application-commands.server";
import { ownApplication } from "~/features/positive-list/application-queries.server";
import { runDueWork } from "~/features/positive-list/due-work.server";
import { decideSuspension, suspendOnTrigger } from "~/features/positive-list/listing-commands.server";
import { recordHearing } from "~/features/positive-list/listing-life/hearing-commands.server";
import { publicHistory, renewalOf } from "~/features/positive-list/listing-life/listing-queries.server";
import { applyForRenewal } from "~/features/positive-list/listing-life/renewal-commands.server";
import { followingTerm, renewalOpensOn } from "~/features/positive-list/listing-life/rules";
import { lifeRules } from "~/features/positive-list/listing-life/rules.server";
import { APPLICATION_STATUSES, HEARING_STATUSES, LISTING_STATUSES, mayStep, PACK_STATUSES, PROPOSAL_STATUSES, type Machine } from "~/features/positive-list/listing-life/states";
import { setClockOffsetDays, today } from "~/platform/clock.server";
import { tables, withTx } from "~/platform/db.server";
import { system } from "~/shared/actor";
import { addDays, day, type Day } from "~/shared/day";
import type { TestEnterprise } from "../factories";
import { apply, check, cityOf, decide, eligible, goTo, inNotice, restate, statusOf, type City } from "../listing-course";
import { freshDatabase, type FreshDatabase } from "./database";

const TEST = system("test");
let database: FreshDatabase;
let city: City;
beforeAll(async () => {
  database = await freshDatabase();
  city = await cityOf("4401");
});
afterAll(() => database.close());
afterEach(() => setClockOffsetDays(0));

const listings = ({ enterpriseId }: TestEnterprise) => database.superuser<{ id: string; number: string; status: string; from: Day; to: Day }[]>`
  select id, number, status, listed_on::text as from, ends_on::text as to from listing where enterprise_id = ${enterpriseId} order by listed_on`;

async function listed(firm: TestEnterprise) {
  const { endsOn } = await inNotice(firm, city);
  goTo(addDays(endsOn, 1));
  await runDueWork();
  return (await listings(firm))[0]!;
}
const file = () => {
  const hash = randomUUID().replaceAll("-", "").repeat(2);
  return { fileName: "audit.pdf", mediaType: "application/pdf", sizeBytes: 10, hash, originalHash: hash, waitingAs: null, effectiveFrom: today(), effectiveTo: null };
};
const renew = (firm: TestEnterprise, key: string = randomUUID()) => applyForRenewal(firm.actor, "audit", [file()], key);

/** A renewal that is approved, thirty days before the end of the running term. */
async function renewed(firm: TestEnterprise) {
  const running = await listed(firm);
  goTo(addDays(running.to, -60));
  await restate(firm);
  const outcome = await renew(firm);
  if (outcome.is !== "applied") throw new Error(outcome.is);
  expect(await check(city.officer, outcome.id)).toBe("done");
  expect(await decide(city.approvers[0], outcome.id)).toBe("decided");
  goTo(addDays(running.to, -30));
  await restate(firm);
  await runDueWork();
  expect(await statusOf(firm)).toBe("approved");
  return { running, id: outcome.id };
}
const suspend = ({ enterpriseId }: TestEnterprise) =>
  withTx(TEST, async (tx) => {
    const [fact] = await tx
      .insert(tables.facts)
      .values({ enterpriseId, kind: "penalty", value: { decidedOn: today(), fineFen: 100, severity: "minor" }, validFrom: today(), source: "test", sourceRef: randomUUID() })
      .returning({ id: tables.facts.id });
    return suspendOnTrigger(tx, TEST, enterpriseId, fact!.id, "penalty", today());
  });

describe("a renewal", () => {
  it("opens on its day, needs one ground and no inspection, and is open once", async () => {
    const firm = await eligible();
    const { to } = await listed(firm);
    const opens = renewalOpensOn(to, lifeRules().renewal);
    goTo(addDays(opens, -1));
    await restate(firm);
    expect(await renew(firm)).toEqual({ is: "not-open" });
    expect(await renewalOf(firm.actor)).toMatchObject({ window: "not-yet", opensOn: opens });
    goTo(opens);
    await restate(firm);
    expect(await applyForRenewal(firm.actor, "off-site-pack", [], randomUUID())).toEqual({ is: "no-ground" });
    expect(await applyForRenewal(firm.actor, "help-visit", [], randomUUID())).toEqual({ is: "no-ground" });
    // While a listing runs, only a renewal can be asked for.
    expect(await applyForListing(firm.actor, randomUUID())).toEqual({ is: "already" });
    const key = randomUUID();
    const outcomes = await Promise.all([renew(firm, key), renew(firm, key), renew(firm, key)]);
    expect(new Set(outcomes.map((outcome) => (outcome.is === "applied" ? outcome.id : outcome.is))).size).toBe(1);
    expect(await renew(firm)).toEqual({ is: "already" });
  });

  it("follows the old term on the very next day, however many clerks end it and however late they come", async () => {
    const firm = await eligible();
    const { running } = await renewed(firm);
    goTo(running.to);
    await restate(firm);
    await runDueWork();
    expect((await listings(firm)).map(({ status }) => status)).toEqual(["listed"]);
    goTo(addDays(running.to, 2));
    await Promise.all(Array.from({ length: 5 }, () => runDueWork()));
    const [old, next, ...more] = await listings(firm);
    expect(more).toEqual([]);
    expect(old).toMatchObject({ status: "expired" });
    const { listedOn, endsOn } = followingTerm(running.to, 3);
    expect(next).toMatchObject({ status: "listed", from: listedOn, to: endsOn });
    expect(listedOn).toBe(addDays(running.to, 1));
    const granted = await database.superuser`select valid_from::text as from from exemption where listing_id = ${next!.id}`;
    expect(granted.map(({ from }) => from)).toEqual([listedOn, listedOn, listedOn]);
    expect((await publicHistory(next!.number))?.changes.map(({ kind }) => kind)).toEqual(["renewed"]);
    expect((await publicHistory(old!.number))?.changes.map(({ kind }) => kind)).toEqual(["listed", "expired"]);
  });

  it("does not begin from a suspended listing, and lapses with a removal", async () => {
    const held = await eligible();
    const { running } = await renewed(held);
    await suspend(held);
    goTo(addDays(running.to, 1));
    await runDueWork();
    expect(await statusOf(held)).toBe("checked");
    expect((await listings(held)).map(({ status }) => status)).toEqual(["expired"]);
    setClockOffsetDays(0);
    const gone = await eligible();
    const { running: ended } = await renewed(gone);
    await suspend(gone);
    expect(await recordHearing(city.officer, ended.id, "heard in room 2")).toBe("recorded");
    expect(await decideSuspension(city.approvers[0], ended.id, { decision: "remove", reason: "heard and weighed" })).toBe("decided");
    expect(await statusOf(gone)).toBe("lapsed");
  });

  it("is refused with a notice of its own; the listing then lapses at its end, after reminders that come once", async () => {
    const firm = await eligible();
    const { id, to } = await listed(firm);
    goTo(addDays(to, -90));
    await Promise.all([runDueWork(), runDueWork()]);
    await restate(firm);
    const outcome = await renew(firm);
    if (outcome.is !== "applied") throw new Error(outcome.is);
    await check(city.officer, outcome.id);
    expect(await decide(city.approvers[0], outcome.id, "refuse")).toBe("decided");
    const served = await database.superuser`select kind from legal_notice where subject_id = ${outcome.id}`;
    expect(served.map(({ kind }) => kind)).toEqual(["renewal-refusal"]);
    goTo(addDays(to, -7));
    await runDueWork();
    const reminded = await database.superuser`select what from listing_reminder where subject_id = ${id} order by what`;
    expect(reminded.map(({ what }) => what)).toEqual(["ends-7", "ends-90"]);
    goTo(addDays(to, 1));
    await runDueWork();
    expect((await listings(firm)).map(({ status }) => status)).toEqual(["expired"]);
  });

  it("is approved, withdrawn or its term over at the same moment: one end state, never two running listings", async () => {
    const ends = new Set<string>();
    for (let round = 0; round < 6; round += 1) {
      setClockOffsetDays(0);
      const firm = await eligible();
      const { running, id } = await renewed(firm);
      goTo(addDays(running.to, 1));
      await restate(firm);
      await Promise.all([runDueWork(), withdrawApplication(firm.actor, id), runDueWork()]);
      const rows = await listings(firm);
      const status = await statusOf(firm);
      ends.add(String(status));
      expect(rows.filter((row) => row.status === "listed")).toHaveLength(status === "listed" ? 1 : 0);
      expect(["listed", "withdrawn"]).toContain(status);
      expect(rows[0]?.status).toBe("expired");
    }
    expect(ends.size).toBeGreaterThan(0);
  });
});

it("approve, withdraw and lapse at the same moment leave one end state", async () => {
  for (let round = 0; round < 10; round += 1) {
    setClockOffsetDays(0);
    const firm = await eligible();
    const id = await apply(firm);
    await check(city.officer, id);
    goTo(day("2027-05-24"));
    const [approved, withdrawn] = await Promise.all([decide(city.approvers[0], id), withdrawApplication(firm.actor, id), runDueWork()]);
    const own = await ownApplication(firm.actor);
    const running = await database.superuser`select 1 from notice where application_id = ${id} and closed_at is null`;
    expect(own?.status).toBe(withdrawn === "withdrawn" ? "withdrawn" : approved === "decided" ? "in-notice" : "lapsed");
    expect(running).toHaveLength(own?.status === "in-notice" ? 1 : 0);
  }
});

describe("each machine takes the same steps in the code and in the database", () => {
  const tablesOf: Readonly<Record<Machine, { table: string; states: readonly string[] }>> = {
    application: { table: "application", states: APPLICATION_STATUSES },
    listing: { table: "listing", states: LISTING_STATUSES },
    proposal: { table: "listing_proposal", states: PROPOSAL_STATUSES },
    pack: { table: "listing_pack", states: PACK_STATUSES },
    hearing: { table: "listing_hearing", states: HEARING_STATUSES },
  };
  const machines = Object.entries(tablesOf) as [Machine, { table: string; states: readonly string[] }][];

  it.each(machines)("%s: every pair of states", async (machine, { states }) => {
    const pairs = states.flatMap((from) => states.filter((to) => to !== from).map((to) => ({ from, to })));
    const rows = await database.superuser<{ from: string; to: string; may: boolean }[]>`
      select p.from, p.to, app.step_allowed(${machine}, p.from, p.to) as may
      from jsonb_to_recordset(${database.superuser.json(pairs)}) as p("from" text, "to" text)`;
    expect(rows).toHaveLength(pairs.length);
    for (const { from, to, may } of rows) expect(may, `${machine}: ${from} to ${to}`).toBe(mayStep(machine, from, to));
  });

  it.each(machines)("%s: its table asks the same function", async (machine, { table }) => {
    const [row] = await database.superuser<{ definition: string }[]>`
      select pg_get_triggerdef(t.oid) as definition from pg_trigger t where t.tgrelid = ${table}::regclass and t.tgname = ${`${machine}_step`}`;
    expect(row?.definition).toContain(`app.take_step('${machine}')`);
    expect(row?.definition).toMatch(/BEFORE UPDATE OF status/);
  });

  it("refuses each wrong step of an application and of a listing as it is taken", async () => {
    const firm = await eligible();
    const { id } = await listed(firm);
    const [row] = await database.superuser<{ application: string }[]>`select application_id as application from listing where id = ${id}`;
    for (const [table, key, states] of [["application", row!.application, APPLICATION_STATUSES], ["listing", id, LISTING_STATUSES]] as const)
      for (const from of states)
        for (const to of states.filter((one) => one !== from)) {
          const taken = await database.superuser
            .begin(async (sql) => {
              await sql`set local session_replication_role = replica`;
              await sql`update ${sql(table)} set status = ${from} where id = ${key}`;
              await sql`set local session_replication_role = origin`;
              await sql`update ${sql(table)} set status = ${to} where id = ${key}`;
              throw new Error("taken");
            })
            .catch((error: unknown) => (error instanceof Error ? error.message : ""));
          expect(taken === "taken", `${table}: ${from} to ${to}: ${taken}`).toBe(mayStep(table, from, to));
        }
  });
});
