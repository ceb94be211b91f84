/** `portal profiles check`: what is wrong with the local rules, all of it at once. */
import { z } from "zod";
import { today } from "~/platform/clock.server";
import { printJson, type Command } from "~/platform/command";
import { ContentError } from "~/platform/content.server";
import { profileFindings } from "./published.server";

const findingSchema = z.object({
  severity: z.enum(["fault", "notice"]),
  file: z.string(),
  path: z.string(),
  message: z.string(),
});

export const profilesCheckCommand: Command = {
  summary: "Check the local rules: contradictions, missing sources, validity, changes after publication",
  usage: "",
  schemas: { output: z.object({ faults: z.array(findingSchema), notices: z.array(findingSchema) }) },
  run: async () => {
    try {
      const found = profileFindings(today());
      const faults = found.filter(({ severity }) => severity === "fault");
      printJson({ faults, notices: found.filter(({ severity }) => severity === "notice") });
      return faults.length === 0 ? 0 : 1;
    } catch (error) {
      if (!(error instanceof ContentError)) throw error;
      printJson({ faults: [{ severity: "fault", file: error.path, path: "", message: error.message }], notices: [] });
      return 1;
    }
  },
};
