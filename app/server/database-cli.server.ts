/** Commands that change the database as a whole. */
import { closeDatabase, openDatabase } from "~/platform/db.server";
import { printLine, UsageError, type Command } from "~/platform/command";
import { env } from "~/platform/env.server";
import { scheduledQueues } from "~/platform/jobs.server";
import { admitLogin, migrateDatabase, pendingMigrations } from "~/platform/migrate.server";
import { borrowDatabase } from "./database.server";
import { registerJobs } from "./jobs.server";
import { seedDemonstration } from "./seed.server";

/** Runs `fn` with the pool open, on the running portal's database or one started for this command. */
export async function withDatabase<T>(fn: () => Promise<T>): Promise<T> {
  const database = await borrowDatabase();
  try {
    if (database.embedded) await migrateDatabase(database.ownerUrl);
    openDatabase(database.url, 4);
    return await fn();
  } finally {
    await closeDatabase();
    await database.stop();
  }
}

export const migrateCommand: Command = {
  summary:
    "Bring the database to this version's schema (as MIGRATION_DATABASE_URL, else DATABASE_URL)",
  usage: "",
  async run() {
    const database = await borrowDatabase();
    try {
      const pending = await pendingMigrations(database.ownerUrl);
      registerJobs();
      await migrateDatabase(database.ownerUrl, scheduledQueues());
      await admitLogin(database.ownerUrl, database.url);
      printLine(
        pending.length === 0
          ? "Nothing to do: the schema is up to date."
          : `Applied: ${pending.join(", ")}`
      );
      return 0;
    } finally {
      await database.stop();
    }
  },
};

export const seedCommand: Command = {
  summary: "Seed the demonstration data into an empty portal and print its accounts",
  usage: "",
  async run() {
    if (!env().demonstration)
      throw new UsageError("Demonstration data is refused in production and with DEMO=off.");
    const accounts = await withDatabase(seedDemonstration);
    for (const { login, password, description } of accounts)
      printLine(`${login}\t${password}\t${description}`);
    return 0;
  },
};
