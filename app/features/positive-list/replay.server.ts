/** Computes every stored evaluation again and compares result and hash, byte for byte. */
import { asc, gt } from "drizzle-orm";
import { z } from "zod";
import { tables, withTx } from "~/platform/db.server";
import { system } from "~/shared/actor";
import { snapshotReaders, type StoredEvaluation } from "./batch/snapshots.server";
import { FIRST_FORMAT, FORMAT, replays } from "./evaluation.server";

const { evaluations } = tables;
const REPLAY = system("replay");
const AT_ONCE = 200;

export const replayReportSchema = z.object({
  checked: z.int(),
  /** Ids of evaluations that come out differently, or whose stored form cannot be read. */
  differences: z.array(z.object({ id: z.string(), enterpriseId: z.string(), what: z.string() })),
});
export type ReplayReport = z.output<typeof replayReportSchema>;

export async function replayEvaluations(): Promise<ReplayReport> {
  const differences: ReplayReport["differences"] = [];
  let checked = 0;
  let after: string | null = null;
  for (;;) {
    const rows = await nextRows(after);
    const open = await withTx(REPLAY, (tx) => snapshotReaders(tx, rows.map(({ id }) => id)));
    for (const { id, enterpriseId } of rows) {
      const what = whatDiffers(open.get(id));
      if (what) differences.push({ id, enterpriseId, what });
    }
    checked += rows.length;
    after = rows.at(-1)?.id ?? null;
    if (rows.length < AT_ONCE) return { checked, differences };
  }
}

function whatDiffers(open: (() => StoredEvaluation) | undefined): "unreadable" | "different" | null {
  let stored: StoredEvaluation | undefined;
  try {
    stored = open?.();
  } catch {
    // Whatever stands in the way of reading it is the finding.
  }
  if (!stored) return "unreadable";
  return replays(stored, stored.isFirstForm ? FIRST_FORMAT : FORMAT) ? null : "different";
}

const nextRows = (after: string | null) =>
  withTx(REPLAY, (tx) =>
    tx
      .select({ id: evaluations.id, enterpriseId: evaluations.enterpriseId })
      .from(evaluations)
      .where(after === null ? undefined : gt(evaluations.id, after))
      .orderBy(asc(evaluations.id))
      .limit(AT_ONCE)
  );
