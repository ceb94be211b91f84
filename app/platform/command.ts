/** A command of `npm run portal`. Features offer theirs in `cli.server.ts`; the server names them in one table. */
import type { z } from "zod";

export interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  /** Arguments, e.g. "--profile <id> --on <day>"; absent when the command answers --help itself. */
  readonly usage?: string;
  /** Shapes of what it reads and prints, shown by `--schema`. */
  readonly schemas?: Readonly<Record<string, z.ZodType>>;
  /** Answers with the exit code: 0 done, 1 found something wrong, 2 was asked wrongly. */
  run(args: readonly string[]): Promise<number>;
}

/** Bad arguments or input: printed as it stands, exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** "--name value" pairs and bare "--flag"s. @throws {UsageError} for anything else */
export function parseOptions<N extends string>(
  args: readonly string[],
  names: readonly N[]
): Partial<Record<N, string>> {
  const options: Partial<Record<N, string>> = {};
  for (let at = 0; at < args.length; at += 2) {
    const name = names.find((known) => args[at] === `--${known}`);
    const value = args[at + 1];
    if (!name)
      throw new UsageError(
        `Unknown option ${args[at]}. Known: ${names.map((known) => `--${known}`).join(", ")}.`
      );
    if (value === undefined || value.startsWith("--"))
      throw new UsageError(`--${name} needs a value.`);
    options[name] = value;
  }
  return options;
}

export const printJson = (value: unknown): void =>
  void process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
export const printLine = (text: string): void => void process.stdout.write(`${text}\n`);
