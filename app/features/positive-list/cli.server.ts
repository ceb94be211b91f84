/**
 * `portal evaluate`: gates, score and path for facts from a file, as JSON. Needs no database.
 *
 * Exit codes: 0 evaluated, 2 input that cannot be used (the message names the place, the value and the remedy).
 */
import { readFile } from "node:fs/promises";
import { text as readStream } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { z } from "zod";
import { today } from "~/platform/clock.server";
import { isDay, type Day } from "~/shared/day";
import { usccSchema } from "~/shared/uscc";
import { evaluationSchema } from "./evaluation";
import { freezeEvaluation } from "./evaluation.server";
import { exampleFacts } from "./example-facts";
import { factsSchema } from "./facts";
import { pathSchema } from "./path-schema";
import { pathToNextTier } from "./path";
import type { Profile } from "./profile";
import { DEFAULT_PROFILE_ID, profileById, scoreRules } from "./rules.server";

export const evaluateInputSchema = z.strictObject({
  enterprise: z
    .strictObject({ uscc: z.string().optional(), sector: z.string().optional() })
    .optional(),
  facts: factsSchema,
});

export const evaluateOutputSchema = evaluationSchema.extend({
  enterprise: z
    .strictObject({ uscc: z.string().optional(), sector: z.string().optional() })
    .optional(),
  path: pathSchema,
  /** SHA-256 over the canonical JSON of format, inputs and result: the same input always gives the same hash. */
  hash: z.string(),
});

const HELP = `portal evaluate --facts <file.json|-> [--profile <id>] [--on <YYYY-MM-DD>]
  --facts    JSON file { "enterprise"?: { "uscc"?, "sector"? }, "facts": [...] }; "-" reads standard input
  --profile  local rules, "${DEFAULT_PROFILE_ID}" if absent
  --on       day of the evaluation, today (China) if absent
  --example  print an input file to start from
  --schema   print the JSON schemas of input and output
`;

/** Where the command writes; the process's own streams outside tests. */
export interface Output {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly stdin: () => Promise<string>;
}

const PROCESS: Output = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  stdin: () => readStream(process.stdin),
};

class InputError extends Error {}

export const evaluateCommand = {
  summary: "evaluate facts from a file: gates, score, path, as JSON",
  /** Resolves to the exit code. */
  async run(args: readonly string[], io: Output = PROCESS): Promise<number> {
    try {
      io.out(await answer(args, io));
      return 0;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      io.err(`${error.message}\n`);
      return 2;
    }
  },
};

async function answer(args: readonly string[], io: Output): Promise<string> {
  const options = parsedOptions(args);
  if (options.help) return HELP;
  if (options.schema) return json(schemas());
  const on = dayOption(options.on);
  if (options.example)
    return json({ enterprise: { sector: "electroplating" }, facts: exampleFacts(on) });
  if (options.facts === undefined)
    throw new InputError(`--facts is missing. Give a file, or "-" for standard input.\n${HELP}`);
  const input = await readInput(options.facts, io);
  return json(outputOf(input, profileOption(options.profile), on));
}

function parsedOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      strict: true,
      options: {
        facts: { type: "string" },
        profile: { type: "string" },
        on: { type: "string" },
        example: { type: "boolean" },
        schema: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    }).values;
  } catch (error) {
    throw new InputError(`${error instanceof Error ? error.message : "Unknown option."}\n${HELP}`);
  }
}

function dayOption(text: string | undefined): Day {
  if (text === undefined) return today();
  if (!isDay(text))
    throw new InputError(`--on: not a calendar day: "${text}". Expected YYYY-MM-DD.`);
  return text;
}

function profileOption(id: string | undefined): Profile {
  try {
    return profileById(id ?? DEFAULT_PROFILE_ID);
  } catch (error) {
    if (error instanceof RangeError) throw new InputError(`--profile: ${error.message}`);
    throw error;
  }
}

type Input = z.output<typeof evaluateInputSchema>;

async function readInput(path: string, io: Output): Promise<Input> {
  let value: unknown;
  try {
    value = JSON.parse(path === "-" ? await io.stdin() : await readFile(path, "utf8"));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError(
      `${path}: cannot be read as JSON: ${reason}. Try --example for an input file.`
    );
  }
  const result = evaluateInputSchema.safeParse(value);
  if (!result.success) {
    const lines = result.error.issues.slice(0, 20).map((issue) => issueLine(issue, value));
    throw new InputError(
      [
        `${path}: ${result.error.issues.length} value(s) cannot be used.`,
        ...lines,
        "See --schema for the shape.",
      ].join("\n")
    );
  }
  checkUscc(path, result.data);
  return result.data;
}

/** "facts[2].value.decidedOn: "2026-02-30": expected a calendar day, YYYY-MM-DD." */
function issueLine(issue: z.core.$ZodIssue, input: unknown): string {
  const place = issue.path.reduce<string>(
    (text, part) =>
      typeof part === "number" ? `${text}[${part}]` : `${text}${text && "."}${String(part)}`,
    ""
  );
  const value = issue.path.reduce<unknown>(
    (at, part) => (typeof at === "object" && at !== null ? Reflect.get(at, part) : undefined),
    input
  );
  const shown = value === undefined ? "missing" : (JSON.stringify(value) ?? "").slice(0, 80);
  const remedy = issue.message === "day" ? "expected a calendar day, YYYY-MM-DD" : issue.message;
  return `  ${place || "the file"}: ${shown}: ${remedy}.`;
}

function checkUscc(path: string, input: Input): void {
  const uscc = input.enterprise?.uscc;
  if (uscc === undefined || usccSchema.safeParse(uscc).success) return;
  throw new InputError(
    `${path}: enterprise.uscc: "${uscc}" is not a valid unified social credit code. Expected 18 characters with a right check character.`
  );
}

function outputOf(input: Input, profile: Profile, on: Day): z.input<typeof evaluateOutputSchema> {
  const rules = scoreRules();
  const { result, hash } = freezeEvaluation(input.facts, profile, rules, on);
  const path = pathToNextTier(input.facts, profile, rules, on);
  return { ...(input.enterprise ? { enterprise: input.enterprise } : {}), ...result, path, hash };
}

const schemas = () => ({
  input: z.toJSONSchema(evaluateInputSchema, { io: "input" }),
  output: z.toJSONSchema(evaluateOutputSchema, { io: "output" }),
});

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
