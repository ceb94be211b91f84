/** Versions of local rules: shadow runs over all enterprises of a region, and what took force from which day. */
import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { agencies, enterprises } from "./accounts";
import { createdAt, dayColumn, id, instant, word } from "./columns";

export const shadowRuns = pgTable(
  "shadow_run",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull().references(() => agencies.id),
    regionCode: text("region_code").notNull(),
    onDay: dayColumn("on_day").notNull(),
    fromProfileId: text("from_profile_id").notNull(),
    fromVersion: integer("from_version").notNull(),
    fromHash: text("from_hash").notNull(),
    toProfileId: text("to_profile_id").notNull(),
    toVersion: integer("to_version").notNull(),
    toHash: text("to_hash").notNull(),
    status: word<"running" | "done" | "cancelled">("status").notNull().default("running"),
    startedBy: uuid("started_by").notNull(),
    startedAt: instant("started_at").notNull().defaultNow(),
    endedAt: instant("ended_at"),
    /** Last enterprise that was evaluated, in the order of ids. */
    doneUntil: uuid("done_until"),
    tally: jsonb("tally").$type<unknown>().notNull(),
    /** Over both contents, the day, and each enterprise's two results in the order of ids. */
    hash: text("hash").notNull(),
  },
  (table) => [index("shadow_run_agency").on(table.agencyId, table.startedAt)]
);

/** Who would move. Enterprises that come out the same have no row. */
export const shadowMoves = pgTable(
  "shadow_move",
  {
    runId: uuid("run_id").notNull().references(() => shadowRuns.id),
    enterpriseId: uuid("enterprise_id").notNull().references(() => enterprises.id),
    before: jsonb("before").$type<unknown>().notNull(),
    after: jsonb("after").$type<unknown>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.enterpriseId] })]
);

export const ruleChanges = pgTable("rule_change", {
  id: id(),
  agencyId: uuid("agency_id").notNull().references(() => agencies.id),
  regionCode: text("region_code").notNull(),
  profileId: text("profile_id").notNull(),
  version: integer("version").notNull(),
  contentHash: text("content_hash").notNull(),
  fromDay: dayColumn("from_day").notNull(),
  reason: text("reason").notNull(),
  shadowRunId: uuid("shadow_run_id").notNull().references(() => shadowRuns.id),
  proposedBy: uuid("proposed_by").notNull(),
  proposedOn: dayColumn("proposed_on").notNull(),
  status: word<"proposed" | "approved" | "refused" | "withdrawn">("status").notNull().default("proposed"),
  decidedBy: uuid("decided_by"),
  decidedOn: dayColumn("decided_on"),
  decisionReason: text("decision_reason").notNull().default(""),
  createdAt: createdAt(),
});
