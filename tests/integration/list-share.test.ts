import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { COMPUTED } from "~/features/positive-list/enterprise-facts.server";
import { evaluateEnterprise, storeEvaluation } from "~/features/positive-list/evaluation.server";
import { exampleFacts } from "~/features/positive-list/example-facts";
import { listingLines } from "~/features/positive-list/listing-life/listing-queries.server";
import { countListShares, listShareOf } from "~/features/positive-list/list-share/list-share.server";
import { tables, withTx } from "~/platform/db.server";
import { system, type AgencyActor } from "~/shared/actor";
import { addDays, addMonths, day } from "~/shared/day";
import { agency, enterprise, officerOf } from "../factories";
import { freshDatabase, type FreshDatabase } from "./database";

const TEST = system("test");
const ON = day("2026-11-23");
const PERMIT = exampleFacts(ON).find(({ kind }) => kind === "permit")?.value;
let database: FreshDatabase;
let here: AgencyActor;
let above: AgencyActor;
let elsewhere: AgencyActor;

beforeAll(async () => {
  database = await freshDatabase();
  here = await officerOf(await agency("440113"), "440113");
  above = await officerOf(await agency("4401", "city"), "4401", "approver", "city");
  elsewhere = await officerOf(await agency("350102"), "350102");
});
afterAll(() => database.close());

async function holder(permitClass: string, { region = "440113", listed = false, from = "2026-01-01" } = {}) {
  const { enterpriseId, actor } = await enterprise(region);
  await withTx(TEST, async (tx) => {
    await tx.insert(tables.facts).values({ enterpriseId, kind: "permit", value: { ...PERMIT, class: permitClass }, validFrom: day(from), source: "test", sourceRef: randomUUID() });
    if (!listed) return;
    const evaluationId = randomUUID();
    const applicationId = randomUUID();
    await tx.insert(tables.evaluations).values({ id: evaluationId, enterpriseId, profileId: "default", profileVersion: 1, onDay: ON, inputs: {}, result: {}, hash: "" });
    await tx.insert(tables.applications).values({ id: applicationId, enterpriseId, status: "listed", evaluationId, pledge: {}, submittedBy: actor.accountId, submittedOn: ON });
    await tx.insert(tables.listings).values({ enterpriseId, applicationId, number: randomUUID(), listedOn: addMonths(ON, -1), endsOn: addMonths(ON, 35) });
  });
  return enterpriseId;
}

it("counts key and simplified permit holders, and those of them that are listed", async () => {
  expect(await listShareOf(here)).toBeNull();
  await holder("key", { listed: true });
  for (let at = 0; at < 3; at += 1) await holder("simplified");
  await holder("registration", { listed: true });
  await holder("key", { region: "440104" });
  // Not yet: it counts from its first day.
  await holder("key", { from: "2027-01-01" });
  await countListShares(ON);
  expect(await listShareOf(here)).toMatchObject({ pool: 4, listed: 1, percent: 25, limitPercent: 20, isFull: true, countedOn: ON });
  expect(await listShareOf(above)).toMatchObject({ pool: 5, listed: 1, percent: 20, isFull: false });
  expect(await listShareOf(elsewhere)).toBeNull();
});

it("counts anew each day, and never goes back to an earlier day's count", async () => {
  await holder("simplified");
  await countListShares(addDays(ON, -1));
  expect(await listShareOf(here)).toMatchObject({ pool: 4, countedOn: ON });
  await Promise.all([countListShares(addDays(ON, 1)), countListShares(addDays(ON, 1))]);
  expect(await listShareOf(here)).toMatchObject({ pool: 5, percent: 20, isFull: false, countedOn: addDays(ON, 1) });
});

it("takes the newest statement of the class", async () => {
  const enterpriseId = await holder("key");
  await withTx(TEST, (tx) =>
    tx.insert(tables.facts).values({ enterpriseId, kind: "permit", value: { class: "registration" }, validFrom: day("2026-06-01"), source: "test", sourceRef: randomUUID() })
  );
  await countListShares(addDays(ON, 2));
  expect(await listShareOf(here)).toMatchObject({ pool: 5 });
});

it("shows listed enterprises that would not be listed today, and no others", async () => {
  const failing = await holder("key", { listed: true });
  const passing = await holder("key", { listed: true });
  await withTx(TEST, async (tx) => {
    const stated = exampleFacts(ON).filter(({ kind }) => !COMPUTED.has(kind));
    await tx.insert(tables.facts).values(
      stated.map(({ kind, value, validFrom, validTo }) => ({ enterpriseId: passing, kind, value, validFrom, validTo, source: "test", sourceRef: randomUUID() }))
    );
    for (const id of [failing, passing]) await storeEvaluation(tx, id, await evaluateEnterprise(tx, id, ON));
  });
  const namesOf = async (ids: readonly string[]) =>
    withTx(TEST, async (tx) => (await tx.select({ id: tables.listings.id, of: tables.listings.enterpriseId }).from(tables.listings)).filter(({ of }) => ids.includes(of)).map(({ id }) => id));
  const shown = (await listingLines(here, "failing")).map(({ id }) => id);
  expect(shown).toEqual(expect.arrayContaining(await namesOf([failing])));
  const [eligible] = await namesOf([passing]);
  expect(shown).not.toContain(eligible);
  expect((await listingLines(here, "running")).map(({ id }) => id)).toContain(eligible);
  expect(await listingLines(elsewhere, "failing")).toEqual([]);
});
