/** Computes every stored evaluation again and compares result and hash, byte for byte. */
import { asc, gt } from "drizzle-orm";
import { z } from "zod";
import { tables, withTx } from "~/platform/db.server";
import { system } from "~/shared/actor";
import { daySchema } from "~/shared/day";
import { evaluationSchema } from "./evaluation";
import { replays } from "./evaluation.server";
import { factsSchema } from "./facts";
import { profileSchema } from "./profile";
import { scoreWeightsSchema, tiersSchema } from "./weights";

const { evaluations } = tables;
const AT_ONCE = 200;

export const replayReportSchema = z.object({
  checked: z.int(),
  /** Ids of evaluations that come out differently, or whose stored form cannot be read. */
  differences: z.array(z.object({ id: z.string(), enterpriseId: z.string(), what: z.string() })),
});
export type ReplayReport = z.output<typeof replayReportSchema>;

const storedSchema = z.object({
  inputs: z.strictObject({
    on: daySchema,
    facts: factsSchema,
    profile: profileSchema,
    rules: z.strictObject({ weights: scoreWeightsSchema, tiers: tiersSchema }),
  }),
  result: evaluationSchema,
  hash: z.string(),
});

export async function replayEvaluations(): Promise<ReplayReport> {
  const differences: ReplayReport["differences"] = [];
  let checked = 0;
  let after: string | null = null;
  for (;;) {
    const rows = await nextRows(after);
    for (const { id, enterpriseId, ...row } of rows) {
      const stored = storedSchema.safeParse(row);
      const what = !stored.success ? "unreadable" : replays(stored.data) ? null : "different";
      if (what) differences.push({ id, enterpriseId, what });
    }
    checked += rows.length;
    after = rows.at(-1)?.id ?? null;
    if (rows.length < AT_ONCE) return { checked, differences };
  }
}

const nextRows = (after: string | null) =>
  withTx(system("replay"), (tx) =>
    tx
      .select({
        id: evaluations.id,
        enterpriseId: evaluations.enterpriseId,
        inputs: evaluations.inputs,
        result: evaluations.result,
        hash: evaluations.hash,
      })
      .from(evaluations)
      .where(after === null ? undefined : gt(evaluations.id, after))
      .orderBy(asc(evaluations.id))
      .limit(AT_ONCE)
  );
