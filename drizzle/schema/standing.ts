/** How every enterprise stands, kept for a million of them: rule texts, current standings, what waits to be looked at again. */
import { bigint, boolean, char, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { enterprises } from "./accounts";
import { createdAt, dayColumn, instant, word } from "./columns";

/** A profile or the score rules as canonical JSON, under the SHA-256 of the text. Append-only. */
export const ruleTexts = pgTable("rule_text", {
  hash: text("hash").primaryKey(),
  body: text("body").notNull(),
  createdAt: createdAt(),
});

export const standings = pgTable(
  "enterprise_standing",
  {
    enterpriseId: uuid("enterprise_id").primaryKey().references(() => enterprises.id),
    regionCode: char("region_code", { length: 6 }).notNull(),
    sector: text("sector"),
    /** The snapshot it was read from. */
    evaluationId: uuid("evaluation_id").notNull(),
    profileId: text("profile_id").notNull(),
    profileVersion: integer("profile_version").notNull(),
    onDay: dayColumn("on_day").notNull(),
    outcome: word<"ELIGIBLE" | "NOT_ELIGIBLE" | "REMOVED">("outcome").notNull(),
    recommended: boolean("recommended").notNull(),
    tier: word<"T1" | "T2" | "ordinary" | "watch" | "key">("tier").notNull(),
    scoreTenths: integer("score_tenths").notNull(),
    /** One bit for each gate, in the order of `GATE_CODES`; a gate in none of the three is passed. */
    gatesFailed: integer("gates_failed").notNull(),
    gatesUnknown: integer("gates_unknown").notNull(),
    gatesNotApplicable: integer("gates_not_applicable").notNull(),
    hash: text("hash").notNull(),
    computedAt: instant("computed_at").notNull(),
  },
  (table) => [index("enterprise_standing_rank").on(table.regionCode.op("bpchar_pattern_ops"), table.sector, table.scoreTenths)]
);

/** Kept by a trigger on `enterprise_standing`. */
export const standingCounts = pgTable(
  "standing_count",
  {
    regionCode: char("region_code", { length: 6 }).notNull(),
    /** "" for enterprises without a sector. */
    sector: text("sector").notNull(),
    outcome: word<"ELIGIBLE" | "NOT_ELIGIBLE" | "REMOVED">("outcome").notNull(),
    tier: word<"T1" | "T2" | "ordinary" | "watch" | "key">("tier").notNull(),
    enterprises: integer("enterprises").notNull(),
  },
  (table) => [primaryKey({ columns: [table.regionCode, table.sector, table.outcome, table.tier] })]
);

/** Written by triggers wherever something changes that an evaluation reads. */
export const standingsDue = pgTable("standing_due", {
  id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  enterpriseId: uuid("enterprise_id").notNull(),
  since: instant("since").notNull().defaultNow(),
  /** Behind the others: of a long file. */
  canWait: boolean("can_wait").notNull(),
});

export const recomputeRanges = pgTable(
  "recompute_range",
  {
    /** "2026-11". */
    month: text("month").notNull(),
    /** Region code or the beginning of one; "" for all. */
    region: text("region").notNull(),
    number: integer("number").notNull(),
    afterId: uuid("after_id"),
    throughId: uuid("through_id").notNull(),
    onDay: dayColumn("on_day").notNull(),
    doneAt: instant("done_at"),
    evaluated: integer("evaluated").notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.month, table.region, table.number] })]
);

/** Counted once a day: key and simplified permit holders of a county, and how many of them are listed. */
export const listShares = pgTable("list_share", {
  regionCode: char("region_code", { length: 6 }).primaryKey(),
  pool: integer("pool").notNull(),
  listed: integer("listed").notNull(),
  countedOn: dayColumn("counted_on").notNull(),
});
