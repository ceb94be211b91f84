/** `portal generate`: fills an empty portal with enterprises that do not exist, for measuring at the size of a country. */
import { z } from "zod";
import { loadInvented } from "~/features/positive-list/batch/invented-load.server";
import { today } from "~/platform/clock.server";
import { parseOptions, printJson, UsageError, type Command } from "~/platform/command";
import { env } from "~/platform/env.server";
import { migrateDatabase } from "~/platform/migrate.server";
import { borrowDatabase } from "./database.server";

const optionsSchema = z.object({
  enterprises: z.coerce.number().int().min(1).max(2_000_000),
  seed: z.coerce.number().int().min(0).default(1),
});

export const generateCommand: Command = {
  summary: "Fill an empty portal with invented enterprises and their facts",
  usage: "--enterprises <number> [--seed <number>]",
  schemas: {
    output: z.object({ enterprises: z.int(), facts: z.int(), listings: z.int(), seconds: z.number(), bytes: z.int() }),
  },
  async run(args) {
    if (!env().demonstration) throw new UsageError("Invented enterprises are refused in production and with DEMO=off.");
    const options = optionsSchema.safeParse(parseOptions(args, ["enterprises", "seed"]));
    if (!options.success) throw new UsageError("--enterprises needs a number from 1 to 2000000, --seed a number from 0.");
    const database = await borrowDatabase();
    try {
      await migrateDatabase(database.ownerUrl);
      const outcome = await loadInvented(database.ownerUrl, { ...options.data, on: today() });
      if (outcome.is === "not-empty")
        throw new UsageError(
          `There are ${outcome.accounts} accounts and ${outcome.enterprises} enterprises in this portal. Only an empty portal is filled: invented enterprises never stand beside real ones.`
        );
      printJson(outcome.loaded);
      return 0;
    } finally {
      await database.stop();
    }
  },
};
