/** `portal recompute`: evaluates every enterprise for the month and keeps what comes out. */
import { z } from "zod";
import { recomputeRangesLeft } from "~/features/positive-list/batch/recompute.server";
import { parseOptions, printJson, UsageError, type Command } from "~/platform/command";
import { withDatabase } from "./database-cli.server";
import { recomputeInProcesses } from "./recompute-processes.server";

export const recomputeCommand: Command = {
  summary: "Evaluate every enterprise for this month; goes on where an earlier run was cut off",
  usage: "[--region <code or its beginning>]",
  schemas: { output: z.object({ ranges: z.int(), done: z.int(), evaluated: z.int() }) },
  async run(args) {
    const region = regionOf(parseOptions(args, ["region"]).region);
    const progress = await withDatabase(() => recomputeInProcesses(region));
    printJson(progress);
    return progress.done === progress.ranges ? 0 : 1;
  },
};

/** What `recompute` starts; run by hand it lends a hand. */
export const recomputeRangesCommand: Command = {
  summary: "Take part in a recompute that has begun: work on its ranges until none is left",
  usage: "--month <yyyy-mm> [--region <code or its beginning>]",
  async run(args) {
    const { month, region } = parseOptions(args, ["month", "region"]);
    if (!month || !/^\d{4}-\d{2}$/.test(month)) throw new UsageError("--month needs a month, such as 2026-11.");
    printJson({ evaluated: await withDatabase(() => recomputeRangesLeft({ month, region: regionOf(region) })) });
    return 0;
  },
};

function regionOf(text = ""): string {
  if (/^\d{0,6}$/.test(text)) return text;
  throw new UsageError("--region needs digits of a region code, such as 4401.");
}
