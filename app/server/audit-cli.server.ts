/** Commands of the person who has to trust the ledgers. */
import { existsSync } from "node:fs";
import { z } from "zod";
import { writeCheckpoint } from "~/features/audit/checkpoint.server";
import { verifyLedgers } from "~/features/audit/verify.server";
import { parseOptions, printJson, UsageError, type Command } from "~/platform/command";
import { withDatabase } from "./database-cli.server";

const reportSchema = z.object({
  chains: z.number().int(),
  entries: z.number().int(),
  faults: z.array(
    z.object({ ownerId: z.string(), chain: z.string(), seq: z.number().int(), what: z.string() })
  ),
  badCheckpointLines: z.array(z.number().int()),
});

export const auditVerify: Command = {
  summary:
    "Recompute every ledger and compare it with the signed checkpoints; exit 1 when anything differs",
  usage: "[--checkpoints <file>]",
  schemas: { output: reportSchema },
  async run(args) {
    const { checkpoints } = parseOptions(args, ["checkpoints"]);
    if (checkpoints !== undefined && !existsSync(checkpoints))
      throw new UsageError(`There is no file ${checkpoints}.`);
    const report = await withDatabase(() => verifyLedgers(checkpoints));
    printJson(reportSchema.parse(report));
    return report.faults.length > 0 || report.badCheckpointLines.length > 0 ? 1 : 0;
  },
};

export const auditCheckpoint: Command = {
  summary: "Sign the heads of all ledgers now and append them to DATA_DIR/checkpoints.jsonl",
  usage: "",
  schemas: { output: z.object({ heads: z.number().int() }) },
  async run() {
    printJson({ heads: await withDatabase(writeCheckpoint) });
    return 0;
  },
};
