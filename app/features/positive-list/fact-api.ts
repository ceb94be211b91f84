/**
 * Facts stated by an agency's system: shapes of call and answer, and what is wrong with an entry. The schemas come from the
 * registry, and an entry can say nothing that an import could not. Pure: whether an enterprise is known is asked later.
 */
import { z } from "zod";
import type { Day } from "~/shared/day";
import { daySchema } from "~/shared/day-schema";
import { parseUscc, type Uscc } from "~/shared/uscc";
import { factSchema } from "./facts";
import { fieldsOf } from "./facts-known/fields";
import { valueAt } from "./facts-known/value-words";
import { contradiction, dayOfValue } from "./facts-import";
import { IMPORT_KINDS, isImportable, type ImportableKind } from "./import-columns";

export const MAX_ENTRIES = 1000;

const statedBeside = {
  uscc: z.string().describe("Unified social credit code, 18 characters"),
  /** First day for which it holds; without it the day of the event, which a state has not. */
  validFrom: daySchema.optional(),
  /** Last day for which it holds; without it, until a newer statement. */
  validTo: daySchema.nullable().optional(),
  reference: z.string().trim().min(1).max(200).optional().describe("Your own number of the statement; a later one with the same number corrects it"),
};

/** One variant a kind that agencies may state. */
const entrySchemas = factSchema.options.flatMap((option) => {
  const kind = option.shape.kind.value;
  return isImportable(kind)
    ? [[kind, z.strictObject({ kind: option.shape.kind, value: option.shape.value, ...statedBeside })] as const]
    : [];
});
const ENTRY_SCHEMAS: ReadonlyMap<string, z.ZodType> = new Map(entrySchemas);

/** For the OpenAPI document. */
export const entrySchema = z.union(entrySchemas.map(([, schema]) => schema));

/** Entries are looked at one by one, so that one that is wrong does not keep the others out. */
export const factCallSchema = z.strictObject({ entries: z.array(z.unknown()).min(1).max(MAX_ENTRIES) });
export const factCallDocument = z.strictObject({ entries: z.array(entrySchema).min(1).max(MAX_ENTRIES) });

export const ENTRY_FAULTS = ["kind", "value", "uscc", "unknownEnterprise", "needsDay", "ahead", "order", "contradiction"] as const;
export type EntryFault = (typeof ENTRY_FAULTS)[number];

/** In no language: an answer is kept and told again to whoever repeats the call. */
export const entryProblemSchema = z.strictObject({
  field: z.string(),
  code: z.enum(ENTRY_FAULTS),
  /** Index and words of the entry it contradicts. */
  other: z.strictObject({ index: z.int(), says: z.string(), here: z.string() }).optional(),
});
export type EntryProblem = z.output<typeof entryProblemSchema>;

export const ENTRY_STATES = ["stored", "corrected", "already", "refused"] as const;
export const entryAnswerSchema = z.strictObject({
  index: z.int().nonnegative(),
  status: z.enum(ENTRY_STATES),
  factId: z.uuid().optional(),
  problems: z.array(entryProblemSchema).optional(),
});
export type EntryAnswer = z.output<typeof entryAnswerSchema>;

export const factAnswerSchema = z.strictObject({
  stored: z.int(),
  corrected: z.int(),
  already: z.int(),
  refused: z.int(),
  /** Listings that a new fact has suspended. */
  suspended: z.int(),
  entries: z.array(entryAnswerSchema),
});
export type FactAnswer = z.output<typeof factAnswerSchema>;

/** As it is sent: with a message in the language asked for. */
export const factAnswerDocument = factAnswerSchema.extend({
  entries: z.array(entryAnswerSchema.extend({ problems: z.array(entryProblemSchema.extend({ message: z.string() })).optional() })),
});

export interface Entry {
  readonly index: number;
  readonly kind: ImportableKind;
  readonly uscc: Uscc;
  readonly value: unknown;
  readonly validFrom: Day;
  readonly validTo: Day | null;
  readonly reference: string | null;
}

const beside = z.object({
  uscc: z.string(),
  validFrom: daySchema.optional(),
  validTo: daySchema.nullable().default(null),
  reference: z.string().nullable().default(null),
  value: z.unknown(),
});

const MAX_ENTRY_CHARACTERS = 4000;
/** Half of a character, or the one that no text in the database holds. */
const UNSTORABLE = /\\u(0000|d[89a-f])/i;

export function readEntry(raw: unknown, index: number, on: Day): Entry | { readonly problems: EntryProblem[] } {
  const text = JSON.stringify(raw) ?? "";
  if (text.length > MAX_ENTRY_CHARACTERS || UNSTORABLE.test(text)) return { problems: [{ field: "", code: "value" }] };
  const named = z.object({ kind: z.string() }).safeParse(raw);
  const kind = named.success ? named.data.kind : "";
  const schema = ENTRY_SCHEMAS.get(kind);
  if (!isImportable(kind) || !schema) return { problems: [{ field: "kind", code: "kind" }] };
  const read = schema.safeParse(raw);
  if (!read.success) return { problems: shapeProblems(read.error) };
  const { uscc: typed, value, validTo, reference, ...given } = beside.parse(read.data);
  const code = parseUscc(typed);
  if (!code.ok) return { problems: [{ field: "uscc", code: "uscc" }] };
  const validFrom = given.validFrom ?? dayOfValue(value, IMPORT_KINDS[kind].fromField, on);
  if (!validFrom) return { problems: [{ field: "validFrom", code: "needsDay" }] };
  const problems = dayProblems(kind, { value, validFrom, validTo }, on);
  return problems.length > 0 ? { problems } : { index, kind, uscc: code.code, value, validFrom, validTo, reference };
}

const MAX_PROBLEMS = 5;

const shapeProblems = (error: z.ZodError): EntryProblem[] =>
  error.issues.slice(0, MAX_PROBLEMS).map(({ path, ...issue }) => {
    const unknownKeys = "keys" in issue && Array.isArray(issue.keys) ? issue.keys.slice(0, 1) : [];
    return { field: [...path, ...unknownKeys].join("."), code: "value" };
  });

/** What has happened is not in the future, and nothing runs backwards. */
function dayProblems(kind: ImportableKind, said: Pick<Entry, "value" | "validFrom" | "validTo">, on: Day): EntryProblem[] {
  const { value, validFrom, validTo } = said;
  const ahead = fieldsOf(kind).flatMap(({ path, cell }): EntryProblem[] => {
    const day = valueAt(value, path);
    return cell.is === "day" && !cell.mayBeAhead && typeof day === "string" && day > on ? [{ field: `value.${path}`, code: "ahead" }] : [];
  });
  if (validFrom > on) ahead.push({ field: "validFrom", code: "ahead" });
  if (validTo !== null && validTo < validFrom) ahead.push({ field: "validTo", code: "order" });
  const backwards = contradiction(kind, value);
  if (backwards) ahead.push({ field: `value.${backwards.column}`, code: "order" });
  return ahead;
}
