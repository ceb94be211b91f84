/** Making a draw of a plan in force, publishing its seed, and proving it again. */
import { and, eq, like, sql } from "drizzle-orm";
import { z } from "zod";
import { appendToLedger, recordEvent } from "~/features/audit/record.server";
import { profileFor } from "~/features/positive-list/rules.server";
import { today } from "~/platform/clock.server";
import { sha256Hex, unseal } from "~/platform/crypto.server";
import { tables, violatedConstraint, withTx, type Tx } from "~/platform/db.server";
import { system, type AgencyActor } from "~/shared/actor";
import type { Day } from "~/shared/day";
import { SEED_PURPOSE } from "../plan/commands.server";
import { periodState } from "../plan/period";
import { inspectionRules } from "../plan/rules.server";
import { percentsSchema } from "../plan/strata";
import { officersFor } from "../team.server";
import { countPool } from "../work/pool.server";
import { routineCandidates, verificationCandidates } from "./candidates.server";
import { draw, type DrawInputs, type DrawResult } from "./draw";
import { drawInputsSchema, drawResultSchema, frozenText, numberFrom } from "./frozen.server";

const { inspectionDraws, inspectionPlans, inspectionSkips, inspections } = tables;
type DrawRow = typeof inspectionDraws.$inferSelect;

export type DrawOutcome =
  | { readonly is: "drawn"; readonly drawn: number; readonly skipped: number }
  | { readonly is: "not-open" | "not-begun" | "over" | "too-few-officers" | "busy" };

/** Once for each period and within it. The inputs, the result and their hashes are kept; the seed stays sealed until it is published. */
export async function makeDraw(actor: AgencyActor, drawId: string): Promise<DrawOutcome> {
  const on = today();
  // Asked before the transaction: one that is open waits for no second connection.
  const regionCode = await regionOf(actor, drawId);
  const officers = await officersFor(regionCode);
  const made = withTx(actor, async (tx): Promise<DrawOutcome> => {
    const held = await holdDraw(tx, actor, drawId);
    if (!held || held.row.drawnOn !== null) return { is: "not-open" };
    const state = periodState(held.row.period, on);
    if (state !== "open") return { is: state };
    const inputs = { ...(await inputsOf(tx, held, on)), officers };
    if (inputs.officers.length < inputs.officersEach) return { is: "too-few-officers" };
    const result = draw(inputs, numberFrom(unseal(held.row.seedSealed, SEED_PURPOSE)));
    const hashes = { inputsHash: sha256Hex(frozenText(inputs)), resultHash: sha256Hex(frozenText(result)) };
    await tx
      .update(inspectionDraws)
      .set({ inputs, result, ...hashes, drawnBy: actor.accountId, drawnOn: on })
      .where(eq(inspectionDraws.id, drawId));
    await keep(tx, held.row, result, on);
    await appendToLedger(tx, actor, {
      ownerId: actor.agencyId,
      chain: "decision",
      kind: "inspection.drawn",
      payload: { draw: drawId, ...hashes, drawn: result.drawn.length, skipped: result.skipped.length },
    });
    await recordEvent(tx, actor, { action: "inspection.drawn", subjectId: drawId });
    return { is: "drawn", drawn: result.drawn.length, skipped: result.skipped.length };
  });
  const outcome = await made.catch(busyAfter);
  if (outcome.is === "drawn") await countPool(regionCode, on);
  return outcome;
}

/** Somebody was exempted, or declared a conflict, while the draw was made: nothing of it stays, and it is made again. */
function busyAfter(error: unknown): DrawOutcome {
  if (["inspection_exempt", "inspection_conflict"].includes(violatedConstraint(error) ?? "")) return { is: "busy" };
  throw error;
}

const regionOf = (actor: AgencyActor, drawId: string): Promise<string> =>
  withTx(actor, async (tx) => {
    const [row] = await tx.select({ regionCode: inspectionDraws.regionCode }).from(inspectionDraws).where(eq(inspectionDraws.id, drawId));
    return row?.regionCode ?? "";
  });

async function holdDraw(tx: Tx, actor: AgencyActor, drawId: string) {
  const [held] = await tx
    .select({ row: inspectionDraws, percents: inspectionPlans.percents })
    .from(inspectionDraws)
    .innerJoin(inspectionPlans, eq(inspectionPlans.id, inspectionDraws.planId))
    .where(and(eq(inspectionDraws.id, drawId), like(inspectionDraws.regionCode, `${actor.regionCode}%`), eq(inspectionPlans.status, "in-force")))
    .for("update", { of: inspectionDraws });
  return held ?? null;
}

async function inputsOf(
  tx: Tx,
  { row, percents }: { row: DrawRow; percents: unknown },
  on: Day
): Promise<Omit<DrawInputs, "officers">> {
  const isRoutine = row.kind === "routine";
  return {
    candidates: isRoutine ? await routineCandidates(tx, row.regionCode, yearOf(row), on) : await verificationCandidates(tx, row.regionCode, yearOf(row), on),
    percentOf: isRoutine
      ? percentsSchema.parse(percents)
      : { exempt: Math.ceil(profileFor(row.regionCode, on).listing.verificationDrawPercent.value) },
    officersEach: inspectionRules().officersEach,
  };
}

const yearOf = ({ period }: DrawRow): number => Number(period.slice(0, 4));

/** Rows a statement takes at once, far under the parameters PostgreSQL allows. */
const AT_ONCE = 2_000;

async function keep(tx: Tx, row: DrawRow, { drawn, skipped }: DrawResult, on: Day): Promise<void> {
  const year = yearOf(row);
  for (let at = 0; at < drawn.length; at += AT_ONCE)
    await tx.insert(inspections).values(
      drawn.slice(at, at + AT_ONCE).map(({ id, officers }) => ({
        enterpriseId: id,
        agencyId: row.agencyId,
        drawId: row.id,
        kind: row.kind,
        year,
        plannedOn: on,
        officers: [...officers],
      }))
    );
  for (let at = 0; at < skipped.length; at += AT_ONCE)
    await tx.insert(inspectionSkips).values(
      skipped.slice(at, at + AT_ONCE).map(({ id, reason }) => ({ drawId: row.id, enterpriseId: id, reason, skippedOn: on }))
    );
}

/** Publishes the seed when no inspection of the draw is still to be made: until then it would tell who is next. */
export async function revealSeed(actor: AgencyActor, drawId: string): Promise<"revealed" | "not-open" | "still-planned"> {
  return withTx(actor, async (tx) => {
    const held = await holdDraw(tx, actor, drawId);
    if (!held || held.row.drawnOn === null || held.row.revealedOn !== null) return "not-open";
    const waiting = await tx
      .select({ id: inspections.id })
      .from(inspections)
      .where(and(eq(inspections.drawId, drawId), eq(inspections.status, "planned")))
      .limit(1);
    if (waiting.length > 0) return "still-planned";
    await tx
      .update(inspectionDraws)
      .set({ seed: unseal(held.row.seedSealed, SEED_PURPOSE), revealedOn: today() })
      .where(eq(inspectionDraws.id, drawId));
    await recordEvent(tx, actor, { action: "inspection.seed-published", subjectId: drawId });
    return "revealed";
  });
}

export const replaySchema = z.object({
  checked: z.int(),
  differences: z.array(z.object({ id: z.string(), what: z.enum(["unreadable", "inputs", "seed", "result"]) })),
});
export type DrawReplay = z.output<typeof replaySchema>;

/** Makes every draw again from its frozen inputs and its seed. @param drawId only this one */
export async function replayDraws(drawId?: string): Promise<DrawReplay> {
  const rows = await withTx(system("replay"), (tx) =>
    tx
      .select()
      .from(inspectionDraws)
      .where(and(sql`${inspectionDraws.drawnOn} is not null`, drawId === undefined ? undefined : eq(inspectionDraws.id, drawId)))
  );
  const differences = rows.flatMap((row) => {
    const what = differenceOf(row);
    return what ? [{ id: row.id, what }] : [];
  });
  return { checked: rows.length, differences };
}

function differenceOf(row: DrawRow): DrawReplay["differences"][number]["what"] | null {
  const [inputs, result] = [drawInputsSchema.safeParse(row.inputs), drawResultSchema.safeParse(row.result)];
  if (!inputs.success || !result.success) return "unreadable";
  const seed = row.seed ?? unseal(row.seedSealed, SEED_PURPOSE);
  if (sha256Hex(seed) !== row.seedHash) return "seed";
  if (sha256Hex(frozenText(inputs.data)) !== row.inputsHash) return "inputs";
  const again = frozenText(draw(inputs.data, numberFrom(seed)));
  return again === frozenText(result.data) && sha256Hex(again) === row.resultHash ? null : "result";
}
