/** Profiles and score rules as texts under their hash: a million snapshots refer to the same few. */
import { inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { sha256Hex } from "~/platform/crypto.server";
import { tables, type Tx } from "~/platform/db.server";
import { canonicalJson } from "../canonical";
import { profileSchema, type Profile } from "../profile";
import { scoreWeightsSchema, tiersSchema, type ScoreRules } from "../weights";

export interface RuleText {
  readonly hash: string;
  readonly body: string;
}

const written = new WeakMap<object, RuleText>();

/** Profiles and rules are never changed once read, so each object is written once. */
export function ruleText(rules: Profile | ScoreRules): RuleText {
  const known = written.get(rules);
  if (known) return known;
  const body = canonicalJson(rules);
  const text = { hash: sha256Hex(body), body };
  written.set(rules, text);
  return text;
}

/** Before the snapshots that name them, in the same transaction. */
export async function keepRuleTexts(tx: Tx, texts: readonly RuleText[]): Promise<void> {
  const distinct = [...new Map(texts.map((text) => [text.hash, text])).values()].sort((a, b) => (a.hash < b.hash ? -1 : 1));
  const known = await tx
    .select({ hash: tables.ruleTexts.hash })
    .from(tables.ruleTexts)
    .where(inArray(tables.ruleTexts.hash, distinct.map(({ hash }) => hash)));
  const isKnown = new Set(known.map(({ hash }) => hash));
  const fresh = distinct.filter(({ hash }) => !isKnown.has(hash));
  if (fresh.length > 0)
    await tx.insert(tables.ruleTexts).values(fresh.map(({ hash, body }) => ({ hash, body }))).onConflictDoNothing();
}

const readProfiles = new Map<string, Profile>();
const readRules = new Map<string, ScoreRules>();
const rulesSchema = z.strictObject({ weights: scoreWeightsSchema, tiers: tiersSchema });

export interface ReadRules {
  profile(hash: string): Profile;
  rules(hash: string): ScoreRules;
}

/**
 * The texts with these hashes, read once for the life of the process. The database holds each body to its hash.
 *
 * @throws {z.ZodError} for a text that cannot be read
 */
export async function readRuleTexts(tx: Tx, profileHashes: readonly string[], ruleHashes: readonly string[]): Promise<ReadRules> {
  const wanted = [
    ...profileHashes.filter((hash) => !readProfiles.has(hash)),
    ...ruleHashes.filter((hash) => !readRules.has(hash)),
  ];
  const rows =
    wanted.length === 0
      ? []
      : await tx
          .select({ hash: tables.ruleTexts.hash, body: sql<string>`${tables.ruleTexts.body}` })
          .from(tables.ruleTexts)
          .where(inArray(tables.ruleTexts.hash, wanted));
  const isProfile = new Set(profileHashes);
  for (const { hash, body } of rows) {
    const value: unknown = JSON.parse(body);
    if (isProfile.has(hash)) readProfiles.set(hash, profileSchema.parse(value));
    else readRules.set(hash, rulesSchema.parse(value));
  }
  return { profile: (hash) => found(readProfiles, hash), rules: (hash) => found(readRules, hash) };
}

function found<T>(texts: ReadonlyMap<string, T>, hash: string): T {
  const text = texts.get(hash);
  if (text === undefined) throw new Error(`There is no rule text ${hash}.`);
  return text;
}
