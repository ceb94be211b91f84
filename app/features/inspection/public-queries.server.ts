/** Draws as anybody may see them. */
import { and, asc, desc, eq, sql } from "drizzle-orm";
import { tables, withTx } from "~/platform/db.server";
import { system } from "~/shared/actor";

const { inspectionDraws, inspectionPlans } = tables;
/** Hashes of seeds, and seeds that were published, are for everybody; the rest of a draw is the agency's. */
const PUBLISHER = system("inspection");
const SHOWN = 200;

/** Every draw of a plan in force, as anybody may see it: without names, with the seed once it is published. */
export const publicDraws = () =>
  withTx(PUBLISHER, (tx) =>
    tx
      .select({
        id: inspectionDraws.id,
        planYear: inspectionPlans.year,
        regionCode: inspectionDraws.regionCode,
        kind: inspectionDraws.kind,
        period: inspectionDraws.period,
        seedHash: inspectionDraws.seedHash,
        seed: inspectionDraws.seed,
        inputsHash: inspectionDraws.inputsHash,
        resultHash: inspectionDraws.resultHash,
        drawnOn: inspectionDraws.drawnOn,
        revealedOn: inspectionDraws.revealedOn,
        drawn: sql<number | null>`jsonb_array_length(${inspectionDraws.result} -> 'drawn')`,
        skipped: sql<number | null>`jsonb_array_length(${inspectionDraws.result} -> 'skipped')`,
        pool: sql<number | null>`jsonb_array_length(${inspectionDraws.inputs} -> 'candidates')`,
      })
      .from(inspectionDraws)
      .innerJoin(inspectionPlans, eq(inspectionPlans.id, inspectionDraws.planId))
      .orderBy(desc(inspectionPlans.year), asc(inspectionDraws.regionCode), asc(inspectionDraws.period), asc(inspectionDraws.kind))
      .limit(SHOWN)
  );

/** Inputs and seed of a draw whose seed is published, for whoever wants to make it again. */
export async function revealedDraw(id: string) {
  const [row] = await withTx(PUBLISHER, (tx) =>
    tx
      .select({ seed: inspectionDraws.seed, inputs: inspectionDraws.inputs, result: inspectionDraws.result, inputsHash: inspectionDraws.inputsHash, resultHash: inspectionDraws.resultHash })
      .from(inspectionDraws)
      .where(and(eq(inspectionDraws.id, id), sql`${inspectionDraws.revealedOn} is not null`))
  );
  return row ?? null;
}
