/** `npm run portal -- <command>`: finds the command, prints help and schemas, turns errors into exit codes. */
import { z } from "zod";
import { evaluateCommand } from "~/features/positive-list/cli.server";
import { profilesCheckCommand } from "~/features/positive-list/profile-rules/cli.server";
import { printJson, printLine, UsageError, type Command } from "~/platform/command";
import { auditCheckpoint, auditVerify } from "./audit-cli.server";
import { contentCheckCommand } from "./content-check.server";
import { keysList, keysRotate } from "./keys-cli.server";
import { generateCommand } from "./generate-command.server";
import { replayCommand, replayDrawsCommand, replaySelfChecksCommand } from "./replay-command.server";
import { migrateCommand, seedCommand } from "./database-cli.server";
import { recomputeCommand, recomputeRangesCommand } from "./recompute-command.server";
import { userAdd } from "./user-cli.server";

const COMMANDS: Readonly<Record<string, Command>> = {
  migrate: migrateCommand,
  seed: seedCommand,
  generate: generateCommand,
  "audit verify": auditVerify,
  "audit checkpoint": auditCheckpoint,
  "user add": userAdd,
  "keys list": keysList,
  "keys rotate": keysRotate,
  "content check": contentCheckCommand,
  "profiles check": profilesCheckCommand,
  evaluate: evaluateCommand,
  // The longer name first: the first that fits is taken.
  "replay self-checks": replaySelfChecksCommand,
  "inspection replay": replayDrawsCommand,
  replay: replayCommand,
  "recompute ranges": recomputeRangesCommand,
  recompute: recomputeCommand,
};

export async function runCommand(argv: readonly string[]): Promise<number> {
  const name = Object.keys(COMMANDS).find(
    (words) => words === argv.slice(0, words.split(" ").length).join(" ")
  );
  const command = name === undefined ? undefined : COMMANDS[name];
  if (name === undefined || !command) {
    const asked = argv[0] === undefined || ["--help", "-h", "help"].includes(argv[0]);
    printHelp(asked ? null : argv.join(" "));
    return asked ? 0 : 2;
  }
  const args = argv.slice(name.split(" ").length);
  // A command without a usage line of its own prints its own help.
  if (args.includes("--help") && command.usage !== undefined) {
    printLine(`${command.summary}\n\nnpm run portal -- ${name} ${command.usage}`.trimEnd());
    return 0;
  }
  if (args.includes("--schema") && command.schemas) {
    printJson(
      Object.fromEntries(
        Object.entries(command.schemas).map(([key, schema]) => [
          key,
          z.toJSONSchema(schema, { io: "input" }),
        ])
      )
    );
    return 0;
  }
  try {
    return await command.run(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

function printHelp(unknown: string | null): void {
  if (unknown !== null) process.stderr.write(`There is no command "${unknown}".\n\n`);
  printLine("npm run portal -- <command>\n");
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  for (const [name, { summary }] of Object.entries(COMMANDS))
    printLine(`  ${name.padEnd(width)}  ${summary}`);
  printLine("\nEach command takes --help; those that print JSON take --schema.");
}
