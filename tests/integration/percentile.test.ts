import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { comparisonOf, countScores } from "~/features/positive-list/percentile/percentile.server";
import { tables, withTx } from "~/platform/db.server";
import { system, VISITOR, type Actor, type AgencyActor, type EnterpriseActor } from "~/shared/actor";
import { addDays, day } from "~/shared/day";
import { agency, enterprise, officerOf } from "../factories";
import { freshDatabase, type FreshDatabase } from "./database";

const TEST = system("test");
const ON = day("2026-11-23");
type Sector = "electroplating" | "coating" | "textile-dyeing" | null;
let database: FreshDatabase;
let officer: AgencyActor;
let elsewhere: AgencyActor;
let own: EnterpriseActor;

beforeAll(async () => {
  database = await freshDatabase();
  officer = await officerOf(await agency("440113"), "440113");
  elsewhere = await officerOf(await agency("350102"), "350102");
  own = await scored(62);
});
afterAll(() => database.close());

/** An enterprise with a standing of so many points. */
async function scored(points: number, regionCode = "440113", sector: Sector = "electroplating") {
  const { enterpriseId, actor } = await enterprise(regionCode);
  await withTx(TEST, async (tx) => {
    await tx.update(tables.enterprises).set({ sector }).where(eq(tables.enterprises.id, enterpriseId));
    const evaluationId = randomUUID();
    await tx.insert(tables.evaluations).values({ id: evaluationId, enterpriseId, profileId: "default", profileVersion: 1, onDay: ON, inputs: {}, result: {}, hash: "" });
    await tx.insert(tables.standings).values({
      enterpriseId, regionCode, sector, evaluationId, profileId: "default", profileVersion: 1, onDay: ON, outcome: "NOT_ELIGIBLE", recommended: false,
      tier: "ordinary", scoreTenths: points * 10, gatesFailed: 0, gatesUnknown: 0, gatesNotApplicable: 0, hash: "", computedAt: new Date(),
    });
  });
  return actor;
}
const many = async (points: readonly number[], regionCode?: string, sector?: Sector) => {
  for (const one of points) await scored(one, regionCode, sector);
};
const placeOf = async (score = 62) => (await comparisonOf(own, own.enterpriseId, score))?.place;
const cells = (actor: Actor) => withTx(actor, (tx) => tx.select().from(tables.scoreCells).orderBy(tables.scoreCells.region, tables.scoreCells.sector));

it("says nothing before the first count, and hides everything while there are four", async () => {
  expect(await comparisonOf(own, own.enterpriseId, 62)).toBeNull();
  await many([50, 60, 70]);
  await countScores(ON);
  expect(await comparisonOf(own, own.enterpriseId, 62)).toEqual({ countedOn: ON, place: null });
  expect(await cells(TEST)).toEqual([]);
});

it("shows the own sector nearby from five on, and what is counted the next time changes it", async () => {
  await many([80]);
  expect(await placeOf()).toBeNull();
  await countScores(ON);
  expect(await placeOf()).toEqual({ group: "countySector", percent: 50, enterprises: 5, isWider: false });
  // A score of its own that has changed counts at once, against the last count.
  expect(await placeOf(75)).toMatchObject({ percent: 80 });
  await many([20, 30, 40, 55, 59]);
  expect(await placeOf()).toMatchObject({ percent: 50, enterprises: 5 });
  await countScores(addDays(ON, 1));
  expect(await comparisonOf(own, own.enterpriseId, 62)).toEqual({
    countedOn: addDays(ON, 1),
    place: { group: "countySector", percent: 75, enterprises: 10, isWider: false },
  });
});

it("shows a wider group, and says so, to those whose own is small", async () => {
  const few = await scored(62, "440113", "coating");
  const none = await scored(62, "440104", null);
  await many([10, 20, 30, 40, 50], "440104", "coating");
  await many([10, 20, 30, 40, 50, 60, 70], "440104", "electroplating");
  await many([10, 20, 30, 40, 50, 60, 70, 80], "440104", null);
  await countScores(addDays(ON, 1));
  const wider = await comparisonOf(few, few.enterpriseId, 62);
  expect(wider?.place).toEqual({ group: "citySector", percent: 91, enterprises: 6, isWider: true });
  expect((await comparisonOf(none, none.enterpriseId, 62))?.place).toMatchObject({ group: "county", enterprises: 21, isWider: false });
  // The county's five of the same sector are hidden with the one: the city without them would be that one.
  expect((await cells(TEST)).map(({ region, sector }) => `${region}/${sector}`)).not.toContain("440104/coating");
});

it("is the same however often and from wherever it is counted, and never an earlier day's", async () => {
  const before = await cells(TEST);
  expect(before.length).toBeGreaterThan(4);
  await Promise.all(Array.from({ length: 4 }, () => countScores(addDays(ON, 1))));
  expect(await cells(TEST)).toEqual(before);
  await many([5, 5, 5, 5, 5]);
  await countScores(ON);
  expect(await cells(TEST)).toEqual(before);
  expect((await comparisonOf(own, own.enterpriseId, 62))?.countedOn).toBe(addDays(ON, 1));
});

it("a count that fails leaves the one before", async () => {
  const before = await cells(TEST);
  await database.superuser`alter table score_cell add constraint test_full check (region <> '4401') not valid`;
  await expect(countScores(addDays(ON, 2))).rejects.toThrow();
  await database.superuser`alter table score_cell drop constraint test_full`;
  expect(await cells(TEST)).toEqual(before);
  expect((await comparisonOf(own, own.enterpriseId, 62))?.countedOn).toBe(addDays(ON, 1));
});

it("shows an agency the same of its own enterprises, and nothing of others", async () => {
  expect(await comparisonOf(officer, own.enterpriseId, 62)).toEqual(await comparisonOf(own, own.enterpriseId, 62));
  expect(await comparisonOf(elsewhere, own.enterpriseId, 62)).toBeNull();
  const stranger = await scored(40, "350102");
  expect(await comparisonOf(stranger, own.enterpriseId, 62)).toBeNull();
});

it("signed-in people read groups without anybody's name and write nothing; nobody else reads", async () => {
  const [cell] = await cells(own);
  expect(Object.keys(cell ?? {}).sort()).toEqual(["counts", "enterprises", "region", "sector"]);
  expect(await cells(elsewhere)).toEqual(await cells(TEST));
  expect(await cells(VISITOR)).toEqual([]);
  expect(await cells({ kind: "administrator", role: "administrator", accountId: own.accountId, name: "" })).toEqual([]);
  await expect(withTx(own, (tx) => tx.insert(tables.scoreCells).values({ region: "99", sector: "*", enterprises: 5, counts: Array.from({ length: 101 }, () => 0) }))).rejects.toThrow();
  const gone = await withTx(own, (tx) => tx.delete(tables.scoreCells).returning({ region: tables.scoreCells.region }));
  expect(gone).toEqual([]);
});

it("the database itself keeps no group of four, and none without a sector", async () => {
  const keep = (enterprises: number, sector: string) =>
    database.superuser`insert into score_cell values ('99', ${sector}, ${enterprises}, array_fill(0, array[101]))`;
  await expect(keep(4, "*")).rejects.toThrow(/score_cell_enough/);
  await expect(keep(5, "")).rejects.toThrow(/score_cell_sector/);
  await expect(database.superuser`insert into score_cell values ('99', '*', 5, '{5}')`).rejects.toThrow(/score_cell_points/);
});
