/** Plans and draws of inspections on a real database: four eyes, published chance, exemptions respected at the same moment. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeDraw, replayDraws, revealSeed } from "~/features/inspection/draw/commands.server";
import { approvePlan, draftPlan, withdrawPlan } from "~/features/inspection/plan/commands.server";
import { publicDraws } from "~/features/inspection/public-queries.server";
import { inspectionsOf, planOf, skipsOf } from "~/features/inspection/queries.server";
import { recordInspection } from "~/features/inspection/work/commands.server";
import { figuresOf } from "~/features/inspection/work/figures.server";
import { spanOf } from "~/features/inspection/plan/period";
import { setClockOffsetDays, today } from "~/platform/clock.server";
import { sha256Hex } from "~/platform/crypto.server";
import { tables, withTx } from "~/platform/db.server";
import { system, type AgencyActor } from "~/shared/actor";
import { daysBetween } from "~/shared/day";
import { agency, enterprise, officerOf } from "../factories";
import { freshDatabase, type FreshDatabase } from "./database";
import { exempt } from "./exempted";

let database: FreshDatabase;
let officers: AgencyActor[];
let approver: AgencyActor;
let stranger: AgencyActor;
const REGION = "440189";
beforeAll(async () => {
  database = await freshDatabase({ poolSize: 20 });
  const id = await agency(REGION);
  officers = await Promise.all(Array.from({ length: 3 }, () => officerOf(id, REGION)));
  approver = await officerOf(id, REGION, "approver");
  stranger = await officerOf(await agency("440190"), "440190", "approver");
});
afterAll(() => {
  setClockOffsetDays(0);
  return database.close();
});

/** Puts the portal's clock on the first day of a draw's time. */
function goTo(period: string): void {
  setClockOffsetDays(0);
  setClockOffsetDays(daysBetween(today(), spanOf(period).from));
}


let year = 2030;
const everybody = { key: 100, simplified: 100, registration: 100, unknown: 100, note: "" };
async function planInForce(percents: Partial<typeof everybody> = {}) {
  year += 1;
  const drafted = await draftPlan(officers[0]!, { intent: "draft", year, ...everybody, ...percents });
  if (drafted.is !== "drafted") throw new Error(drafted.is);
  expect(await approvePlan(approver, drafted.id)).toBe("decided");
  goTo(`${year}-Q1`);
  const plan = await planOf(approver, drafted.id);
  const drawOf = (period: string, kind = "routine") => plan!.draws.find((one) => one.kind === kind && one.period === period)!.id;
  return { id: drafted.id, year, drawOf };
}

describe("a plan", () => {
  it("is one a year, approved once by another person, with the hashes of its seeds published and the seeds not", async () => {
    year += 1;
    const drafted = await draftPlan(officers[0]!, { intent: "draft", year, ...everybody });
    expect(await draftPlan(officers[1]!, { intent: "draft", year, ...everybody })).toEqual({ is: "already" });
    const id = drafted.is === "drafted" ? drafted.id : "";
    expect(await approvePlan({ ...officers[0]!, role: "approver" }, id)).toBe("own-plan");
    expect(await approvePlan(stranger, id)).toBe("not-open");
    await expect(database.superuser`update inspection_plan set status = 'in-force', decided_by = drafted_by, decided_on = now() where id = ${id}`).rejects.toThrow("inspection_plan_four_eyes");
    const outcomes = await Promise.all([...Array.from({ length: 10 }, () => approvePlan(approver, id)), withdrawPlan(officers[0]!, id)]);
    expect(outcomes.filter((outcome) => outcome === "decided" || outcome === "withdrawn")).toHaveLength(1);
    const open = (await publicDraws()).filter((one) => one.planYear === year);
    if (outcomes.includes("decided")) expect(open.map(({ seed }) => seed)).toEqual([null, null, null, null, null]);
    expect(await planOf(stranger, id)).toBeNull();
  });
});

describe("a draw", () => {
  it("takes everybody who may be taken, writes down who was spared, and can be made again by anybody afterwards", async () => {
    const firms = await Promise.all(Array.from({ length: 6 }, () => enterprise(REGION)));
    const plan = await planInForce();
    await exempt(database, firms[0]!);
    const id = plan.drawOf(`${plan.year}-Q1`);
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => makeDraw(approver, id)));
    expect(outcomes.filter(({ is }) => is === "drawn")).toHaveLength(1);
    expect(outcomes.filter(({ is }) => is === "not-open")).toHaveLength(7);
    const drawn = await inspectionsOf(approver, { drawId: id });
    expect(drawn.map(({ enterpriseId }) => enterpriseId).sort()).toEqual(firms.slice(1).map(({ enterpriseId }) => enterpriseId).sort());
    expect((await skipsOf(approver, id)).every(({ reason }) => reason === "exempt")).toBe(true);

    expect(await revealSeed(approver, id)).toBe("still-planned");
    for (const { id: inspection, officers: team } of drawn) {
      const who = [...officers, approver].find(({ accountId }) => accountId === team[0])!;
      expect(await recordInspection(who, inspection, { outcome: "in-order", minutes: "查看了现场和台账", finding: "", noScanReason: "门口无网络信号" })).toBe("recorded");
    }
    expect(await revealSeed(approver, id)).toBe("revealed");
    const shown = (await publicDraws()).find((one) => one.id === id)!;
    expect(sha256Hex(shown.seed ?? "")).toBe(shown.seedHash);
    expect(await replayDraws(id)).toEqual({ checked: 1, differences: [] });
    await expect(database.superuser`update inspection_draw set result = '{"drawn":[],"skipped":[]}' where id = ${id}`).rejects.toThrow("a draw is made once");
    await database.superuser.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      await sql`update inspection_draw set result = '{"drawn":[],"skipped":[]}' where id = ${id}`;
    });
    expect((await replayDraws(id)).differences).toEqual([{ id, what: "result" }]);
  });

  it("is made in its own quarter only", async () => {
    const plan = await planInForce();
    const id = plan.drawOf(`${plan.year}-Q2`);
    expect(await makeDraw(approver, id)).toEqual({ is: "not-begun" });
    goTo(`${plan.year}-Q3`);
    expect(await makeDraw(approver, id)).toEqual({ is: "over" });
    goTo(`${plan.year}-Q2`);
    expect(await makeDraw(approver, id)).toMatchObject({ is: "drawn" });
  });

  it("passes over whoever was seen within the interval of its risk class, unless a grave breach was found", async () => {
    const here = "440194";
    const id = await agency(here);
    const people = await Promise.all([officerOf(id, here), officerOf(id, here)]);
    const head = await officerOf(id, here, "approver");
    const [seen, grave, unseen] = [await enterprise(here), await enterprise(here), await enterprise(here)];
    const drafted = await draftPlan(people[0]!, { intent: "draft", year: 2043, ...everybody });
    await approvePlan(head, drafted.is === "drafted" ? drafted.id : "");
    const plan = await planOf(head, drafted.is === "drafted" ? drafted.id : "");
    const drawOf = (period: string) => plan!.draws.find((one) => one.kind === "routine" && one.period === period)!.id;
    goTo("2043-Q1");
    await makeDraw(head, drawOf("2043-Q1"));
    for (const { id: inspection, enterpriseId, officers: team } of await inspectionsOf(head, { drawId: drawOf("2043-Q1") })) {
      if (enterpriseId === unseen.enterpriseId) continue;
      const who = [...people, head].find(({ accountId }) => team.includes(accountId))!;
      const outcome = enterpriseId === grave.enterpriseId ? "grave-breach" : "in-order";
      await recordInspection(who, inspection, { outcome, minutes: "查看了现场和台账", finding: "废水直接排放", noScanReason: "门口无网络信号" });
    }
    goTo("2043-Q2");
    await makeDraw(head, drawOf("2043-Q2"));
    expect((await inspectionsOf(head, { drawId: drawOf("2043-Q2") })).map(({ enterpriseId }) => enterpriseId).sort()).toEqual([grave.enterpriseId, unseen.enterpriseId].sort());
    expect(await skipsOf(head, drawOf("2043-Q2"))).toMatchObject([{ uscc: seen.uscc, reason: "interval" }]);
    // Three in the group: fewer than may be shown.
    expect((await figuresOf(head, 2043)).bySector).toEqual([]);
    expect((await replayDraws()).differences.filter(({ id: draw }) => plan!.draws.some((one) => one.id === draw))).toEqual([]);
  });

  it("stops at the yearly cap, whichever quarter comes", async () => {
    const here = "440191";
    const id = await agency(here);
    const [one, two, head] = await Promise.all([officerOf(id, here), officerOf(id, here), officerOf(id, here, "approver")]);
    const firm = await enterprise(here);
    const drafted = await draftPlan(one, { intent: "draft", year: 2040, ...everybody });
    await approvePlan(head, drafted.is === "drafted" ? drafted.id : "");
    const plan = await planOf(two, drafted.is === "drafted" ? drafted.id : "");
    for (const quarter of plan!.draws.filter(({ kind }) => kind === "routine")) {
      goTo(quarter.period);
      await makeDraw(head, quarter.id);
    }
    const mine = await inspectionsOf(head, { enterpriseId: firm.enterpriseId });
    // The default rules allow two a year.
    expect(mine).toHaveLength(2);
  });

  it("of verification looks at a share of the exempted, at least one", async () => {
    const plan = await planInForce();
    const outcome = await makeDraw(approver, plan.drawOf(String(plan.year), "verification"));
    expect(outcome).toMatchObject({ is: "drawn", drawn: 1 });
  });

  it("and an exemption that is granted at the same moment never leave a routine inspection of an exempted enterprise", async () => {
    const here = "440192";
    const id = await agency(here);
    const [one, head] = await Promise.all([officerOf(id, here), officerOf(id, here, "approver")]);
    const firms = await Promise.all(Array.from({ length: 12 }, () => enterprise(here)));
    const drafted = await draftPlan(one, { intent: "draft", year: 2041, ...everybody });
    await approvePlan(head, drafted.is === "drafted" ? drafted.id : "");
    const plan = await planOf(head, drafted.is === "drafted" ? drafted.id : "");
    const quarter = plan!.draws.find(({ kind }) => kind === "routine")!;
    goTo(quarter.period);
    await Promise.allSettled([makeDraw(head, quarter.id), ...firms.map((firm) => exempt(database, firm))]);
    const [left] = await database.superuser`select count(*)::int as n from inspection i join exemption x on x.enterprise_id = i.enterprise_id
      where i.kind = 'routine' and i.status = 'planned' and x.kind = 'on-site' and x.revoked_on is null`;
    expect(left).toEqual({ n: 0 });
    await expect(
      withTx(system("test"), (tx) =>
        tx.insert(tables.inspections).values({ enterpriseId: firms[0]!.enterpriseId, agencyId: id, drawId: quarter.id, kind: "routine", year: 2041, plannedOn: today(), officers: [one.accountId, head.accountId] })
      )
    ).rejects.toThrow();
  });
});

describe("an inspection", () => {
  it("is recorded once by one of its officers, makes a finding the enterprise has to correct, and counts in the figures", async () => {
    const here = "440193";
    const id = await agency(here);
    const [one, two, head] = await Promise.all([officerOf(id, here), officerOf(id, here), officerOf(id, here, "approver")]);
    const firm = await enterprise(here);
    const drafted = await draftPlan(one, { intent: "draft", year: 2042, ...everybody });
    await approvePlan(head, drafted.is === "drafted" ? drafted.id : "");
    const plan = await planOf(head, drafted.is === "drafted" ? drafted.id : "");
    goTo("2042-Q1");
    await makeDraw(head, plan!.draws.find(({ kind, period }) => kind === "routine" && period === "2042-Q1")!.id);
    const [drawn] = await inspectionsOf(head, { enterpriseId: firm.enterpriseId });
    const team = [one, two, head].filter(({ accountId }) => drawn!.officers.includes(accountId));
    const outsider = [one, two, head].find(({ accountId }) => !drawn!.officers.includes(accountId))!;
    const input = { outcome: "grave-breach" as const, minutes: "采样口未按规范设置", finding: "废水未经处理直接排放", noScanReason: "门口无网络信号" };
    expect(await recordInspection(outsider, drawn!.id, input)).toBe("not-yours");
    expect(await recordInspection(stranger, drawn!.id, input)).toBe("not-open");
    const outcomes = await Promise.all([recordInspection(team[0]!, drawn!.id, input), recordInspection(team[1]!, drawn!.id, input)]);
    expect(outcomes.sort()).toEqual(["not-open", "recorded"]);
    const found = await database.superuser`select source, severity from finding where enterprise_id = ${firm.enterpriseId}`;
    expect(found).toEqual([{ source: "inspection", severity: "red-line" }]);
    expect(await figuresOf(head, 2042)).toMatchObject({ planned: 0, made: 1, spared: 0 });
  });
});
