/** Computes every completed self-check again from what was frozen of it and compares result and hash, byte for byte. */
import { and, asc, eq, gt } from "drizzle-orm";
import { z } from "zod";
import { sha256Hex } from "~/platform/crypto.server";
import { tables, withTx } from "~/platform/db.server";
import { system } from "~/shared/actor";
import { questionnairesOf } from "./content.server";
import { canonicalJson, freeze, frozenSchema } from "./frozen";

const { selfChecks } = tables;
const AT_ONCE = 200;

export const replayReportSchema = z.object({
  checked: z.int(),
  /** Ids of self-checks that come out differently, or whose stored form cannot be read. */
  differences: z.array(z.object({ id: z.string(), enterpriseId: z.string(), what: z.string() })),
});
export type ReplayReport = z.output<typeof replayReportSchema>;

export async function replaySelfChecks(): Promise<ReplayReport> {
  const differences: ReplayReport["differences"] = [];
  let checked = 0;
  let after: string | null = null;
  for (;;) {
    const rows = await nextRows(after);
    for (const { id, enterpriseId, result, resultHash } of rows) {
      const what = faultOf(result, resultHash);
      if (what) differences.push({ id, enterpriseId, what });
    }
    checked += rows.length;
    after = rows.at(-1)?.id ?? null;
    if (rows.length < AT_ONCE) return { checked, differences };
  }
}

function faultOf(result: unknown, resultHash: string | null): "unreadable" | "different" | null {
  const stored = frozenSchema.safeParse(result);
  if (!stored.success) return "unreadable";
  const { questionnaires, evaluation: _evaluation, ...inputs } = stored.data;
  const again = canonicalJson(freeze(questionnairesOf(questionnaires), inputs));
  return again === canonicalJson(stored.data) && sha256Hex(again) === resultHash ? null : "different";
}

const nextRows = (after: string | null) =>
  withTx(system("replay"), (tx) =>
    tx
      .select({
        id: selfChecks.id,
        enterpriseId: selfChecks.enterpriseId,
        result: selfChecks.result,
        resultHash: selfChecks.resultHash,
      })
      .from(selfChecks)
      .where(
        and(
          eq(selfChecks.status, "completed"),
          after === null ? undefined : gt(selfChecks.id, after)
        )
      )
      .orderBy(asc(selfChecks.id))
      .limit(AT_ONCE)
  );
