import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { evaluateEnterprise } from "~/features/positive-list/evaluation.server";
import { COMPUTED } from "~/features/positive-list/enterprise-facts.server";
import type { Fact } from "~/features/positive-list/facts";
import { pathToNextTier } from "~/features/positive-list/path";
import { adoptPath, assignTask, dropPlan } from "~/features/positive-list/next-tier/plan-commands.server";
import { planOf } from "~/features/positive-list/next-tier/plan-queries.server";
import { today } from "~/platform/clock.server";
import { tables, withTx } from "~/platform/db.server";
import { system, type EnterpriseActor } from "~/shared/actor";
import { addDays } from "~/shared/day";
import { colleague, enterprise } from "../factories";
import { freshDatabase, type FreshDatabase } from "./database";

const { facts, pathPlans } = tables;
let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

const plan = (actor: EnterpriseActor) =>
  withTx(actor, async (tx) => {
    const { evaluation } = await evaluateEnterprise(tx, actor.enterpriseId, today());
    return planOf(tx, actor.enterpriseId, evaluation);
  });
/** Steps that need no work of the portal's own: their facts can be written down as an agency would. */
const stepsToState = (actor: EnterpriseActor) =>
  withTx(actor, async (tx) => {
    const { inputs, profile } = await evaluateEnterprise(tx, actor.enterpriseId, today());
    const { steps } = pathToNextTier(inputs.facts, profile, inputs.rules, today());
    return steps.filter((step) => step.facts.length > 0 && step.facts.every(({ kind }) => !COMPUTED.has(kind) && kind !== "pledge"));
  });
const state = (enterpriseId: string, drafts: readonly Fact[]) =>
  withTx(system("test"), (tx) =>
    tx.insert(facts).values(
      drafts.map(({ kind, value, validFrom, validTo }) => ({ enterpriseId, kind, value, validFrom, validTo, source: "test", sourceRef: randomUUID() }))
    )
  );

describe("the way to the next tier", () => {
  it("taken on becomes one list of tasks, however often and from wherever it is pressed", async () => {
    const { actor } = await enterprise();
    const second = await colleague(actor.enterpriseId, "manager");
    const outcomes = await Promise.all(Array.from({ length: 20 }, (_, at) => adoptPath(at % 2 ? actor : second)));
    expect(outcomes.filter((outcome) => outcome === "adopted")).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === "open-already")).toHaveLength(19);
    const open = await plan(actor);
    expect(open?.tasks.length).toBeGreaterThan(0);
    expect(open?.tasks.every(({ done, dueOn }) => !done && dueOn !== null && dueOn > today())).toBe(true);
  });

  it("is done when the facts say so, and not before", async () => {
    const { actor } = await enterprise();
    await adoptPath(actor);
    const before = await plan(actor);
    const [step] = await stepsToState(actor);
    await state(actor.enterpriseId, step?.facts ?? []);
    const after = await plan(actor);
    expect(after?.tasks.find((task) => task.code === step?.code)?.done).toBe(true);
    expect(before?.tasks.find((task) => task.code === step?.code)?.done).toBe(false);
  });

  it("is shared out among people of the enterprise, nobody else", async () => {
    const { actor } = await enterprise();
    const other = await enterprise();
    const learner = await colleague(actor.enterpriseId, "learner");
    await adoptPath(actor);
    const { id: planId = "" } = (await plan(actor)) ?? {};
    const dueOn = addDays(today(), 5);
    const give = (to: EnterpriseActor, by = actor) => assignTask(by, planId, { position: 0, ownerId: to.accountId, dueOn });
    expect(await give(learner)).toBe("saved");
    expect((await plan(actor))?.tasks[0]).toMatchObject({ ownerId: learner.accountId, dueOn });
    expect(await give(other.actor)).toBe("no-member");
    expect(await give(other.actor, other.actor)).toBe("not-open");
    expect(await plan(other.actor)).toBeNull();
    expect((await plan(actor))?.tasks[0]?.ownerId).toBe(learner.accountId);
  });

  it("is dropped once, by whose it is, and can be taken on anew", async () => {
    const { actor } = await enterprise();
    const other = await enterprise();
    await adoptPath(actor);
    const { id: planId = "" } = (await plan(actor)) ?? {};
    expect(await dropPlan(other.actor, planId)).toBe("not-open");
    const outcomes = await Promise.all([dropPlan(actor, planId), dropPlan(actor, planId)]);
    expect(outcomes.toSorted()).toEqual(["dropped", "not-open"]);
    expect(await assignTask(actor, planId, { position: 0, ownerId: null, dueOn: null })).toBe("not-open");
    expect(await adoptPath(actor)).toBe("adopted");
    const all = await withTx(actor, (tx) => tx.select().from(pathPlans).where(eq(pathPlans.enterpriseId, actor.enterpriseId)));
    expect(all).toHaveLength(2);
  });
});
