/** Once a month every enterprise is evaluated and the evaluation kept, with one entry in its score ledger. */
import { z } from "zod";
import { today } from "~/platform/clock.server";
import { defineJob, schedule } from "~/platform/jobs.server";
import { planRecompute, recomputeRangesLeft } from "./batch/recompute.server";

/** @param run the server has it done by processes of their own, so that requests do not wait */
export function registerEvaluationJobs(run: () => Promise<unknown> = storeMonthlyEvaluations): void {
  defineJob("monthly-evaluation", z.unknown(), async () => {
    await run();
  });
  schedule("monthly-evaluation", { date: 1, hour: 2, minute: 15 });
}

/** Safe to repeat: an enterprise that has this month's evaluation is left as it is. Answers with how many were made. */
export async function storeMonthlyEvaluations(): Promise<number> {
  return recomputeRangesLeft(await planRecompute(today()));
}
