import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { appendToLedger } from "~/features/audit/record.server";
import { factsByEnterprise, type EnterpriseBounds, type EnterpriseFacts } from "~/features/positive-list/batch/facts-by-enterprise.server";
import { factsOf } from "~/features/positive-list/enterprise-facts.server";
import { evaluateEnterprise, storeEvaluation } from "~/features/positive-list/evaluation.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { system } from "~/shared/actor";
import { addDays, addMonths, day } from "~/shared/day";
import { enterprise, type TestEnterprise } from "../factories";
import { freshDatabase, type FreshDatabase } from "./database";

const TEST = system("test");
const ON = day("2026-11-23");
let database: FreshDatabase;
const firms: TestEnterprise[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  for (let at = 0; at < 24; at += 1) {
    const firm = await enterprise(at % 3 === 0 ? "350102" : "440113");
    firms.push(firm);
    await withTx(TEST, async (tx) => {
      await statedFacts(tx, firm, at);
      if (at % 2 === 0) await corrected(tx, firm, at);
      if (at % 3 === 1) await checked(tx, firm);
      if (at % 4 === 2) await listed(tx, firm, at);
      if (at % 5 === 3)
        await appendToLedger(tx, TEST, { ownerId: firm.enterpriseId, chain: "points", kind: "test", delta: at, payload: {} });
    });
  }
}, 120_000);
afterAll(() => database.close());

/** One statement that another corrects, one that counts as computed, and a complaint that waits. */
async function statedFacts(tx: Tx, { enterpriseId }: TestEnterprise, at: number): Promise<void> {
  const fact = (kind: string, value: object, more: object = {}) => ({
    enterpriseId, kind, value, validFrom: addDays(ON, -at - 1), source: "agency:4401", sourceRef: randomUUID(), ...more,
  });
  if (at % 6 === 0) return;
  const [wrong] = await tx
    .insert(tables.facts)
    .values(fact("penalty", { decidedOn: addMonths(ON, -at), fineFen: 100_000 * at, severity: "ordinary" }))
    .returning({ id: tables.facts.id });
  await tx.insert(tables.facts).values([
    fact("credit-grade", { grade: "B" }),
    fact("verified-complaint", { verifiedOn: addDays(ON, -at) }),
    fact("learning-points", { balance: 999 }),
    ...(at % 2 === 0 && wrong
      ? [fact("penalty", { decidedOn: addMonths(ON, -at), fineFen: 5, severity: "minor" }, { replaces: wrong.id })]
      : []),
    ...(at % 5 === 0 ? [fact("pledge", { signedOn: ON, version: 1, foundFalseOn: null })] : []),
  ]);
}

async function corrected(tx: Tx, { enterpriseId, siteId, actor }: TestEnterprise, at: number): Promise<void> {
  let before: string | null = null;
  for (let number = 0; number < 3; number += 1) {
    const findingId: string = randomUUID();
    const correctionId = randomUUID();
    await tx.insert(tables.findings).values({
      id: findingId, enterpriseId, siteId, source: number === 0 ? "inspection" : "self-check", sourceRef: `q${number}`,
      severity: "minor", text: { "zh-CN": "问题", en: "Finding" }, basis: [], foundOn: addMonths(ON, -number - 1),
      ...(number === 2 ? { recurrenceOf: before, recurrenceMonths: 12 as const } : {}),
    });
    await tx.insert(tables.corrections).values({ id: correctionId, enterpriseId, findingId, dueOn: addDays(ON, number * 20 - at) });
    if (number === 1)
      await tx.insert(tables.correctionSteps).values({
        enterpriseId, correctionId, kind: at % 4 === 0 ? "verified" : "reopened", side: "agency", byAccount: actor.accountId, onDay: ON, at: new Date(),
      });
    before = findingId;
  }
}

async function checked(tx: Tx, { enterpriseId, siteId, actor }: TestEnterprise): Promise<void> {
  for (const completedOn of [addMonths(ON, -2), addMonths(ON, -8), addDays(ON, 3)])
    await tx.insert(tables.selfChecks).values({
      enterpriseId, siteId, status: "completed", questionnaires: [], siteFacts: {}, startedOn: completedOn, startedBy: actor.accountId, completedOn, completedBy: actor.accountId, resultHash: "0".repeat(64),
      result: { evaluation: { completeness: { answered: 4, total: 5 }, findings: [{ severity: "minor" }] } },
    });
}

async function listed(tx: Tx, { enterpriseId, actor }: TestEnterprise, at: number): Promise<void> {
  const evaluationId = await storeEvaluation(tx, enterpriseId, await evaluateEnterprise(tx, enterpriseId, ON));
  const [application] = await tx
    .insert(tables.applications)
    .values({ enterpriseId, evaluationId, status: "listed", pledge: { version: 1 }, submittedBy: actor.accountId, submittedOn: ON })
    .returning({ id: tables.applications.id });
  await tx.insert(tables.listings).values({
    enterpriseId, applicationId: application!.id, number: `4401-2026-${String(at).padStart(6, "0")}`, listedOn: ON, endsOn: addMonths(ON, 36),
  });
}

async function all(bounds?: EnterpriseBounds): Promise<EnterpriseFacts[]> {
  const found: EnterpriseFacts[] = [];
  for await (const one of factsByEnterprise(ON, bounds)) found.push(one);
  return found;
}
const idsOf = (list: readonly EnterpriseFacts[]) => list.map(({ enterpriseId }) => enterpriseId);

it("gives each enterprise exactly its own facts, those the portal computes too", async () => {
  const found = await all();
  expect(idsOf(found)).toEqual(firms.map(({ enterpriseId }) => enterpriseId).sort());
  for (const { enterpriseId, facts } of found)
    expect(facts).toEqual(await withTx(TEST, (tx) => factsOf(tx, enterpriseId, ON)));
  const kinds = new Set(found.flatMap(({ facts }) => facts.map(({ kind }) => kind)));
  for (const kind of ["penalty", "pledge", "listing", "self-check-round", "late-fix", "repeated-findings", "recheck-agreement", "learning-points"])
    expect(kinds, kind).toContain(kind);
  expect(new Set(found.flatMap(({ facts }) => facts.map((one) => (one.kind === "learning-points" ? one.value.balance : 0)))).size).toBeGreaterThan(2);
});

it("keeps to a region, a first and a last id, and a number", async () => {
  const ids = idsOf(await all());
  expect(idsOf(await all({ after: ids[4]!, through: ids[9]! }))).toEqual(ids.slice(5, 10));
  expect(idsOf(await all({ after: ids[4]!, limit: 3 }))).toEqual(ids.slice(5, 8));
  expect((await all({ region: "35" })).map(({ regionCode }) => regionCode)).toEqual(Array(8).fill("350102"));
  expect(await all({ limit: 0 })).toEqual([]);
});
