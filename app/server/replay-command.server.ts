/** `portal replay`: proves that stored evaluations and self-checks are what the rules made of their inputs. */
import { replayDraws, replaySchema as drawReportSchema } from "~/features/inspection/draw/commands.server";
import { replayEvaluations, replayReportSchema } from "~/features/positive-list/replay.server";
import {
  replayReportSchema as selfCheckReportSchema,
  replaySelfChecks,
} from "~/features/self-check/replay.server";
import { printJson, type Command } from "~/platform/command";
import { withDatabase } from "./database-cli.server";

export const replayCommand: Command = {
  summary: "Compute every stored evaluation again; exit 1 when any comes out differently",
  usage: "",
  schemas: { output: replayReportSchema },
  async run() {
    const report = await withDatabase(replayEvaluations);
    printJson(report);
    return report.differences.length > 0 ? 1 : 0;
  },
};

export const replaySelfChecksCommand: Command = {
  summary: "Compute every completed self-check again; exit 1 when any comes out differently",
  usage: "",
  schemas: { output: selfCheckReportSchema },
  async run() {
    const report = await withDatabase(replaySelfChecks);
    printJson(report);
    return report.differences.length > 0 ? 1 : 0;
  },
};

export const replayDrawsCommand: Command = {
  summary: "Make draws of inspections again from their seeds; exit 1 when any comes out differently",
  usage: "[draw id]",
  schemas: { output: drawReportSchema },
  async run([drawId]) {
    const report = await withDatabase(() => replayDraws(drawId));
    printJson(report);
    return report.differences.length > 0 ? 1 : 0;
  },
};
