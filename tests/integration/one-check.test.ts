/** What comes before a visit, on a real database: conflicts of interest, clues from the desk first, one visit for several, the code at the gate. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addStep, enterClue, visitFromClue } from "~/features/inspection/clue/commands.server";
import { clueOf } from "~/features/inspection/clue/queries.server";
import { declareConflict, endConflict } from "~/features/inspection/conflict/commands.server";
import { conflictsFor } from "~/features/inspection/conflict/queries.server";
import { issueCode, recordArrival } from "~/features/inspection/entry/commands.server";
import { visitByCode } from "~/features/inspection/entry/queries.server";
import { ownInspections } from "~/features/inspection/own-queries.server";
import { inspectionsOf, planOf } from "~/features/inspection/queries.server";
import { fileRequest, withdrawRequest } from "~/features/inspection/request/commands.server";
import { decideRequest } from "~/features/inspection/request/decision.server";
import { mattersOf, requestLines, requestOf } from "~/features/inspection/request/queries.server";
import { makeDraw } from "~/features/inspection/draw/commands.server";
import { approvePlan, draftPlan } from "~/features/inspection/plan/commands.server";
import { periodState } from "~/features/inspection/plan/period";
import { recordInspection } from "~/features/inspection/work/commands.server";
import { figuresOf } from "~/features/inspection/work/figures.server";
import { setClockOffsetDays, today } from "~/platform/clock.server";
import { tables, withTx } from "~/platform/db.server";
import { system, type AgencyActor } from "~/shared/actor";
import { addDays, day, daysBetween } from "~/shared/day";
import { agency, enterprise, officerOf, type TestEnterprise } from "../factories";
import { freshDatabase, type FreshDatabase } from "./database";
import { exempt } from "./exempted";

let database: FreshDatabase;
let county: AgencyActor[];
let cityOfficer: AgencyActor;
let approver: AgencyActor;
let stranger: AgencyActor;
const REGION = "440189";
const YEAR = Number(today().slice(0, 4));
beforeAll(async () => {
  // In the middle of the year, so that days to come are of the same one.
  setClockOffsetDays(daysBetween(today(), day(`${YEAR}-06-15`)));
  database = await freshDatabase({ poolSize: 20 });
  const [id, city] = [await agency(REGION), await agency("4401", "city")];
  county = await Promise.all(Array.from({ length: 3 }, () => officerOf(id, REGION)));
  approver = await officerOf(id, REGION, "approver");
  cityOfficer = await officerOf(city, "4401", "officer", "city");
  stranger = await officerOf(await agency("440190"), "440190", "approver");
});
afterAll(() => {
  setClockOffsetDays(0);
  return database.close();
});

const wanted = (firm: TestEnterprise, from = 0, to = 20) => ({
  uscc: firm.uscc as Parameters<typeof fileRequest>[1]["uscc"],
  matter: "危险废物贮存场所检查",
  basis: "生态环境行政检查事项清单第三项",
  earliest: addDays(today(), from),
  latest: addDays(today(), to),
});
async function filed(actor: AgencyActor, firm: TestEnterprise, from?: number, to?: number): Promise<string> {
  const outcome = await fileRequest(actor, wanted(firm, from, to));
  if (outcome.is !== "filed") throw new Error(outcome.is);
  return outcome.id;
}
const clue = (firm: TestEnterprise, urgentReason = "") => ({ uscc: wanted(firm).uscc, source: "alarm" as const, text: "总排口化学需氧量小时均值连续超标", receivedOn: today(), urgentReason });
async function entered(actor: AgencyActor, firm: TestEnterprise, urgentReason?: string): Promise<string> {
  const outcome = await enterClue(actor, clue(firm, urgentReason));
  if (outcome.is !== "entered") throw new Error(outcome.is);
  return outcome.id;
}

describe("requests of several agencies", () => {
  it("become one visit on the days that suit all, with those who asked in the team", async () => {
    const firm = await enterprise(REGION);
    const [first, second, apart] = [await filed(county[0]!, firm, 0, 20), await filed(cityOfficer, firm, 10, 30), await filed(county[1]!, firm, 40, 50)];
    expect((await requestOf(approver, first))?.others.map(({ id }) => id)).toEqual([second]);
    expect(await requestOf(stranger, first)).toBeNull();
    expect(await decideRequest(stranger, first, { intent: "together" })).toBe("not-open");
    expect(await decideRequest(approver, first, { intent: "together" })).toBe("decided");
    const lines = await requestLines(approver);
    const stateOf = (id: string) => lines.find((one) => one.id === id);
    expect([stateOf(first)?.status, stateOf(second)?.status, stateOf(apart)?.status]).toEqual(["visit", "visit", "open"]);
    const [visit, ...more] = await inspectionsOf(approver, { enterpriseId: firm.enterpriseId });
    expect(more).toEqual([]);
    expect(visit).toMatchObject({ kind: "joint", notBefore: addDays(today(), 10), notAfter: addDays(today(), 20) });
    expect(visit!.officers.slice(0, 2).sort()).toEqual([county[0]!.accountId, cityOfficer.accountId].sort());
    // One that comes later and fits joins the visit; one that does not fit gets a visit of its own.
    const late = await filed(county[2]!, firm, 0, 12);
    expect(await decideRequest(approver, late, { intent: "together" })).toBe("decided");
    expect((await inspectionsOf(approver, { enterpriseId: firm.enterpriseId }))[0]).toMatchObject({ notBefore: addDays(today(), 10), notAfter: addDays(today(), 12) });
  });

  it("join a visit that was drawn and is still to be made", async () => {
    const here = "440196";
    const id = await agency(here);
    const [one, head] = [await officerOf(id, here), await officerOf(id, here, "approver")];
    const firm = await enterprise(here);
    const drafted = await draftPlan(one, { intent: "draft", year: YEAR, key: 100, simplified: 100, registration: 100, unknown: 100, note: "" });
    await approvePlan(head, drafted.is === "drafted" ? drafted.id : "");
    const plan = await planOf(head, drafted.is === "drafted" ? drafted.id : "");
    const draw = plan!.draws.find(({ kind, period }) => kind === "routine" && periodState(period, today()) === "open");
    expect(await makeDraw(head, draw!.id)).toMatchObject({ is: "drawn", drawn: 1 });
    const request = await filed(one, firm, 0, 5);
    const [drawn, ...none] = await inspectionsOf(head, { enterpriseId: firm.enterpriseId });
    expect([none, (await requestOf(head, request))?.visit]).toEqual([[], { id: drawn!.id }]);
    expect(await decideRequest(head, request, { intent: "together" })).toBe("decided");
    expect(await inspectionsOf(head, { enterpriseId: firm.enterpriseId })).toMatchObject([{ id: drawn!.id, kind: "routine", notBefore: today() }]);
    expect(await mattersOf(head, drawn!.id)).toMatchObject([{ id: request }]);
  });

  it("make one visit when two approvers press at once", async () => {
    const firm = await enterprise(REGION);
    const ids = [await filed(county[0]!, firm), await filed(cityOfficer, firm), await filed(county[1]!, firm)];
    const outcomes = await Promise.all([...ids, ...ids].map((id) => decideRequest(approver, id, { intent: "together" })));
    expect(outcomes.filter((outcome) => outcome === "decided")).toHaveLength(1);
    expect(await inspectionsOf(approver, { enterpriseId: firm.enterpriseId })).toHaveLength(1);
  });

  it("are decided by somebody who did not ask, also when the database is asked directly", async () => {
    const firm = await enterprise(REGION);
    const id = await filed(approver, firm);
    expect(await decideRequest(approver, id, { intent: "together" })).toBe("own-request");
    await expect(database.superuser`update inspection_request set status = 'refused', reason_code = 'not-published', decided_by = requested_by, decided_on = now() where id = ${id}`).rejects.toThrow(
      "inspection_request_four_eyes"
    );
    expect(await withdrawRequest(approver, id)).toBe("decided");
    expect(await withdrawRequest(approver, id)).toBe("not-open");
  });

  it("stand apart or are refused only with a reason", async () => {
    const firm = await enterprise(REGION);
    const [first, second] = [await filed(county[0]!, firm), await filed(cityOfficer, firm)];
    expect(await decideRequest(approver, first, { intent: "apart", apartReason: "evidence" })).toBe("decided");
    expect(await decideRequest(approver, second, { intent: "refuse", refusal: "off-site-enough" })).toBe("decided");
    await expect(database.superuser`update inspection_request set reason_code = null where id = ${second}`).rejects.toThrow("decided once");
    const alone = await enterprise(REGION);
    expect(await decideRequest(approver, await filed(county[0]!, alone), { intent: "apart", apartReason: "evidence" })).toBe("nothing-apart");
    // Refused and spared visits are what the enterprise may know of.
    expect((await ownInspections(firm.actor)).refused).toMatchObject([{ id: second, reason: "off-site-enough" }]);
  });

  it("are kept as a visit spared where the enterprise is exempted or has reached its number", async () => {
    const [free, often] = [await enterprise(REGION), await enterprise(REGION)];
    const waiting = await filed(county[1]!, free, 40, 50);
    await exempt(database, free);
    expect((await requestLines(approver)).find(({ id }) => id === waiting)).toMatchObject({ status: "refused", reasonCode: "exempt" });
    expect(await fileRequest(county[0]!, wanted(free))).toMatchObject({ is: "filed", refused: "exempt" });
    // The third in a year is one too many; that of another year is not.
    for (const from of [0, 40]) expect(await decideRequest(approver, await filed(county[0]!, often, from, from + 5), { intent: "together" })).toBe("decided");
    expect(await fileRequest(county[0]!, wanted(often, 60, 70))).toMatchObject({ is: "filed", refused: "cap" });
    expect(await fileRequest(county[0]!, wanted(often, 400, 410))).toMatchObject({ is: "filed", refused: null });
    expect(await fileRequest(stranger, wanted(often))).toEqual({ is: "no-enterprise" });
    expect(await fileRequest(county[0]!, wanted(often, -30, -10))).toEqual({ is: "past" });
  });
});

describe("a clue", () => {
  it("is looked at from the desk before a visit, and the database refuses a visit without it", async () => {
    const firm = await enterprise(REGION);
    const id = await entered(county[0]!, firm);
    expect(await visitFromClue(approver, id)).toEqual({ is: "desk-first" });
    await expect(
      withTx(system("test"), (tx) =>
        tx.insert(tables.inspections).values({ enterpriseId: firm.enterpriseId, agencyId: approver.agencyId, clueId: id, kind: "clue", year: YEAR, plannedOn: today(), officers: [county[0]!.accountId, county[1]!.accountId] })
      )
    ).rejects.toMatchObject({ cause: { constraint_name: "inspection_desk_first" } });
    expect(await addStep(county[1]!, id, { intent: "step", kind: "data", text: "在线监测数据与用水量不符", result: "visit-needed" })).toBe("done");
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => visitFromClue(approver, id)));
    expect(outcomes.filter(({ is }) => is === "planned")).toHaveLength(1);
    const [visit] = await inspectionsOf(approver, { enterpriseId: firm.enterpriseId });
    expect(visit).toMatchObject({ kind: "clue", status: "planned" });
    expect(visit!.officers).toContain(county[0]!.accountId);
  });

  it("goes to the gate at once when urgent, also at an exempted enterprise, and not by whoever entered it", async () => {
    const firm = await enterprise(REGION);
    await exempt(database, firm);
    const id = await entered(approver, firm, "群众反映正在直排，等待将灭失证据");
    expect(await visitFromClue(approver, id)).toEqual({ is: "own-clue" });
    const other = await officerOf(approver.agencyId, REGION, "approver");
    expect(await visitFromClue(stranger, id)).toEqual({ is: "not-open" });
    expect(await visitFromClue(other, id)).toMatchObject({ is: "planned" });
  });

  it("explained from the desk is closed without a visit", async () => {
    const firm = await enterprise(REGION);
    const id = await entered(county[0]!, firm);
    expect(await addStep(county[0]!, id, { intent: "step", kind: "call", text: "设备校准期间数据，已有记录佐证", result: "explained" })).toBe("done");
    expect(await addStep(county[0]!, id, { intent: "step", kind: "call", text: "设备校准期间数据，已有记录佐证", result: "more" })).toBe("not-open");
    expect(await visitFromClue(approver, id)).toEqual({ is: "not-open" });
    // What is known, and who is barred, is the agencies' business.
    const seen = await withTx(firm.actor, async (tx) => [await tx.select().from(tables.inspectionClues), await tx.select().from(tables.inspectionClueSteps), await tx.select().from(tables.inspectionConflicts)]);
    expect(seen.flat()).toEqual([]);
    expect(await enterClue(county[0]!, { ...clue(firm), receivedOn: addDays(today(), 1) })).toEqual({ is: "future" });
  });
});

describe("a conflict of interest", () => {
  it("keeps a person out of every team, also of one that stands already, and the database sees to it", async () => {
    const firm = await enterprise(REGION);
    expect(await decideRequest(approver, await filed(county[0]!, firm), { intent: "together" })).toBe("decided");
    const reason = { uscc: wanted(firm).uscc, reason: "relative" as const, note: "" };
    expect(await declareConflict(county[0]!, reason)).toEqual({ is: "declared", replaced: 1, cancelled: 0 });
    expect(await declareConflict(county[0]!, reason)).toEqual({ is: "already" });
    expect(await declareConflict(county[1]!, { ...reason, officerId: county[2]!.accountId })).toEqual({ is: "not-yours" });
    expect(await declareConflict(approver, { ...reason, officerId: cityOfficer.accountId })).toEqual({ is: "not-yours" });
    const [visit] = await inspectionsOf(approver, { enterpriseId: firm.enterpriseId });
    expect(visit!.officers).not.toContain(county[0]!.accountId);
    expect(new Set(visit!.officers).size).toBe(2);
    await expect(database.superuser`update inspection set officers = array[${county[0]!.accountId}, ${county[1]!.accountId}]::uuid[] where id = ${visit!.id}`).rejects.toThrow("conflict of interest");
    const [own] = await conflictsFor(county[0]!);
    expect(await endConflict(county[1]!, own!.id)).toBe("not-open");
    expect(await endConflict(county[0]!, own!.id)).toBe("ended");
  });

  it("declared while a team is being made never ends with that person in the team", async () => {
    const firms = await Promise.all(Array.from({ length: 8 }, () => enterprise(REGION)));
    const ids = await Promise.all(firms.map((firm) => filed(county[0]!, firm)));
    await Promise.all(
      firms.flatMap((firm, at) => [decideRequest(approver, ids[at]!, { intent: "together" }), declareConflict(county[0]!, { uscc: wanted(firm).uscc, reason: "share", note: "" })])
    );
    const [left] = await database.superuser`select count(*)::int as n from inspection i join inspection_conflict c on c.enterprise_id = i.enterprise_id and c.officer_id = any (i.officers)
      where i.status = 'planned' and c.valid_to is null`;
    expect(left).toEqual({ n: 0 });
  });

  it("that leaves fewer than two people calls the visit off, with the reason", async () => {
    const here = "440195";
    const id = await agency(here);
    const [one, head] = [await officerOf(id, here), await officerOf(id, here, "approver")];
    const firm = await enterprise(here);
    await database.superuser`update account set disabled_at = now() where id = ${cityOfficer.accountId}`;
    expect(await decideRequest(head, await filed(one, firm), { intent: "together" })).toBe("decided");
    expect(await declareConflict(one, { uscc: wanted(firm).uscc, reason: "dispute", note: "" })).toEqual({ is: "declared", replaced: 0, cancelled: 1 });
    expect((await inspectionsOf(head, { enterpriseId: firm.enterpriseId }))[0]).toMatchObject({ status: "cancelled", reason: "conflict" });
    expect(await requestLines(head)).toMatchObject([{ status: "visit", visitStatus: "cancelled" }]);
    expect(await figuresOf(head, YEAR)).toMatchObject({ requests: 1, visits: 0, saved: 0 });
    await database.superuser`update account set disabled_at = null where id = ${cityOfficer.accountId}`;
  });
});

it("a clue whose visit was called off gets another, one at a time", async () => {
  const firm = await enterprise(REGION);
  const id = await entered(county[0]!, firm, "群众反映正在直排，等待将灭失证据");
  const first = await visitFromClue(approver, id);
  expect(await visitFromClue(approver, id)).toEqual({ is: "not-open" });
  await database.superuser`update inspection set status = 'cancelled', reason = 'conflict' where id = ${first.is === "planned" ? first.inspectionId : ""}`;
  expect((await clueOf(approver, id))?.visitStatus).toBe("cancelled");
  const outcomes = await Promise.all(Array.from({ length: 4 }, () => visitFromClue(approver, id)));
  expect(outcomes.filter(({ is }) => is === "planned")).toHaveLength(1);
  expect((await clueOf(approver, id))?.visitStatus).toBe("planned");
});

describe("the code at the gate", () => {
  it("tells who comes and why, takes the arrival once from the right enterprise, and is needed for the record", async () => {
    const [firm, neighbour] = [await enterprise(REGION), await enterprise(REGION)];
    await decideRequest(approver, await filed(county[0]!, firm), { intent: "together" });
    const [visit] = await inspectionsOf(approver, { enterpriseId: firm.enterpriseId });
    const teammate = [...county, approver, cityOfficer].find(({ accountId }) => visit!.officers.includes(accountId))!;
    const outsider = [...county, approver].find(({ accountId }) => !visit!.officers.includes(accountId))!;
    expect(await issueCode(outsider, visit!.id)).toEqual({ is: "not-yours" });
    const issued = await issueCode(teammate, visit!.id);
    const code = issued.is === "issued" ? issued.code : "";
    expect(await issueCode(teammate, visit!.id)).toEqual(issued);
    expect((await ownInspections(firm.actor)).underWay).toEqual([]);
    expect(await visitByCode(code)).toMatchObject({ enterpriseId: firm.enterpriseId, matters: [{ matter: "危险废物贮存场所检查" }], counted: 1, cap: 2 });
    expect(await visitByCode("AAAABBBBCCCCDDDD")).toBeNull();
    const record = { outcome: "in-order" as const, minutes: "查看了贮存场所和台账", finding: "", noScanReason: "" };
    expect(await recordInspection(teammate, visit!.id, record)).toBe("not-scanned");
    expect(await recordArrival(neighbour.actor, code)).toBe("not-here");
    expect(await Promise.all(Array.from({ length: 5 }, () => recordArrival(firm.actor, code)))).toEqual(Array.from({ length: 5 }, () => "arrived"));
    const [events] = await database.superuser`select count(*)::int as n from ledger_entry where kind = 'inspection.arrived' and payload ->> 'subject' = ${visit!.id}`;
    expect(events).toEqual({ n: 1 });
    expect((await ownInspections(firm.actor)).underWay).toHaveLength(1);
    expect(await issueCode(teammate, visit!.id)).toEqual({ is: "not-open" });
    expect(await recordInspection(teammate, visit!.id, record)).toBe("recorded");
    expect(await visitByCode(code)).toBeNull();
    await expect(database.superuser`update inspection set arrived_at = null, arrived_by = null where id = ${visit!.id}`).rejects.toThrow("recorded once");
  });

  it("is of no use on another day, and not shown outside the days of the visit", async () => {
    const [firm, later] = [await enterprise(REGION), await enterprise(REGION)];
    await decideRequest(approver, await filed(county[0]!, firm), { intent: "together" });
    await decideRequest(approver, await filed(county[0]!, later, 5, 9), { intent: "together" });
    const [visit] = await inspectionsOf(approver, { enterpriseId: firm.enterpriseId });
    const issued = await issueCode(county[0]!, visit!.id);
    const code = issued.is === "issued" ? issued.code : "";
    await database.superuser`update inspection set entry_day = entry_day - 1 where id = ${visit!.id}`;
    expect([await visitByCode(code), await recordArrival(firm.actor, code)]).toEqual([null, "unknown"]);
    const [other] = await inspectionsOf(approver, { enterpriseId: later.enterpriseId });
    expect(await issueCode(county[0]!, other!.id)).toEqual({ is: "not-in-window" });
  });
});

it("counts what was asked, merged, closed from the desk and confirmed at the gate", async () => {
  expect(await figuresOf(approver, YEAR)).toMatchObject({ clues: 4, desk: 1, scanned: 1, saved: 4 });
});
