/** The open plan of an enterprise with its tasks, each done or not as the facts say today. */
import { and, asc, eq, isNull } from "drizzle-orm";
import { tables, type Tx } from "~/platform/db.server";
import { day as toDay } from "~/shared/day";
import type { Evaluation } from "../evaluation";
import { isDone, isReached } from "./progress";

const { accounts, pathPlans, pathTasks } = tables;

export async function planOf(tx: Tx, enterpriseId: string, evaluation: Evaluation) {
  const rows = await tx
    .select({
      id: pathPlans.id,
      target: pathPlans.target,
      adoptedOn: pathPlans.adoptedOn,
      position: pathTasks.position,
      code: pathTasks.code,
      kind: pathTasks.kind,
      pointsTenths: pathTasks.pointsTenths,
      until: pathTasks.until,
      reachesTenths: pathTasks.reachesTenths,
      dueOn: pathTasks.dueOn,
      ownerId: pathTasks.ownerId,
      owner: accounts.displayName,
    })
    .from(pathPlans)
    .innerJoin(pathTasks, eq(pathTasks.planId, pathPlans.id))
    .leftJoin(accounts, eq(accounts.id, pathTasks.ownerId))
    .where(and(eq(pathPlans.enterpriseId, enterpriseId), isNull(pathPlans.droppedOn)))
    .orderBy(asc(pathTasks.position));
  const [first] = rows;
  if (!first) return null;
  const tasks = rows.map(({ position, code, kind, pointsTenths, reachesTenths, until, dueOn, ownerId, owner }) => {
    const step = { code, kind, until: until === null ? null : toDay(until), reachesTenths };
    return { ...step, position, points: pointsTenths / 10, dueOn: dueOn === null ? null : toDay(dueOn), ownerId, owner, done: isDone(step, evaluation) };
  });
  return {
    id: first.id,
    target: first.target,
    adoptedOn: toDay(first.adoptedOn),
    isReached: isReached(first.target, evaluation),
    tasks,
    doneCount: tasks.filter(({ done }) => done).length,
  };
}
export type Plan = NonNullable<Awaited<ReturnType<typeof planOf>>>;
