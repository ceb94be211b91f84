/** `keys list`, `keys rotate`: the keys that sign answers to machines. */
import { keyReport, keyReportSchema, rotateKeys } from "~/features/positive-list/signing-commands.server";
import { printJson, UsageError, type Command } from "~/platform/command";
import { withDatabase } from "./database-cli.server";

export const keysList: Command = {
  summary: "Keys that sign answers to machines: which signs, which are published, until when",
  usage: "",
  schemas: { output: keyReportSchema },
  async run() {
    printJson(await withDatabase(() => keyReport()));
    return 0;
  },
};

export const keysRotate: Command = {
  summary: "Bring in the next signing key: published now, signs in two hours; --known ends the others at once",
  usage: "[--known]   a key is known to others: every earlier answer stops verifying",
  schemas: { output: keyReportSchema },
  async run(args) {
    const unknown = args.find((word) => word !== "--known");
    if (unknown !== undefined) throw new UsageError(`Unknown option ${unknown}. Known: --known.`);
    const report = await withDatabase(() => rotateKeys(args.includes("--known") ? "known" : "orderly"));
    if (!report)
      throw new UsageError("The last rotation has not taken effect yet: see keys list. Wait, or use --known.");
    printJson(report);
    return 0;
  },
};
