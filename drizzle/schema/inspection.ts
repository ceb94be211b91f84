/** Plans of inspections, their draws, and what became of them. */
import { sql } from "drizzle-orm";
import { char, index, integer, jsonb, pgTable, primaryKey, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { agencies, enterprises } from "./accounts";
import { createdAt, dayColumn, id, instant, word } from "./columns";
import { inspectionClues } from "./inspection-clue";

/** Why a request gets a visit of its own though another could take it in. */
export type ApartReason = "evidence" | "no-common-day" | "other-skill";

export const inspectionPlans = pgTable("inspection_plan", {
  id: id(),
  agencyId: uuid("agency_id").notNull().references(() => agencies.id),
  regionCode: text("region_code").notNull(),
  year: integer("year").notNull(),
  /** Share of each stratum to be drawn in a quarter, in percent. */
  percents: jsonb("percents").$type<unknown>().notNull(),
  note: text("note").notNull().default(""),
  status: word<"draft" | "in-force" | "withdrawn">("status").notNull().default("draft"),
  draftedBy: uuid("drafted_by").notNull(),
  decidedBy: uuid("decided_by"),
  decidedOn: dayColumn("decided_on"),
  createdAt: createdAt(),
});

export const inspectionDraws = pgTable(
  "inspection_draw",
  {
    id: id(),
    planId: uuid("plan_id").notNull().references(() => inspectionPlans.id),
    agencyId: uuid("agency_id").notNull().references(() => agencies.id),
    regionCode: text("region_code").notNull(),
    kind: word<"routine" | "verification">("kind").notNull(),
    /** "2027-Q1"; "2027" for the verification of a year. */
    period: text("period").notNull(),
    seedSealed: text("seed_sealed").notNull(),
    seedHash: text("seed_hash").notNull(),
    /** Null until it is published. */
    seed: text("seed"),
    inputs: jsonb("inputs").$type<unknown>(),
    inputsHash: text("inputs_hash"),
    result: jsonb("result").$type<unknown>(),
    resultHash: text("result_hash"),
    drawnBy: uuid("drawn_by"),
    drawnOn: dayColumn("drawn_on"),
    revealedOn: dayColumn("revealed_on"),
  },
  (table) => [unique("inspection_draw_once").on(table.planId, table.kind, table.period)]
);

export const inspections = pgTable(
  "inspection",
  {
    id: id(),
    enterpriseId: uuid("enterprise_id").notNull().references(() => enterprises.id),
    agencyId: uuid("agency_id").notNull().references(() => agencies.id),
    drawId: uuid("draw_id").references(() => inspectionDraws.id),
    kind: word<"routine" | "verification" | "joint" | "clue">("kind").notNull(),
    clueId: uuid("clue_id").references(() => inspectionClues.id),
    year: integer("year").notNull(),
    plannedOn: dayColumn("planned_on").notNull(),
    officers: uuid("officers").array().notNull(),
    status: word<"planned" | "made" | "cancelled">("status").notNull().default("planned"),
    madeOn: dayColumn("made_on"),
    outcome: word<"in-order" | "minor-breach" | "grave-breach">("outcome"),
    minutes: text("minutes").notNull().default(""),
    recordedBy: uuid("recorded_by"),
    reason: text("reason").notNull().default(""),
    /** Days on which a joint visit suits all that asked for it. */
    notBefore: dayColumn("not_before"),
    notAfter: dayColumn("not_after"),
    /** Why it stands beside a visit that could have taken it in. */
    apartReason: word<ApartReason>("apart_reason"),
    /** Shown at the gate, good for the day. */
    entryCode: text("entry_code").unique(),
    entryDay: dayColumn("entry_day"),
    arrivedAt: instant("arrived_at"),
    arrivedBy: uuid("arrived_by"),
    noScanReason: text("no_scan_reason").notNull().default(""),
    createdAt: createdAt(),
  },
  (table) => [
    index("inspection_enterprise").on(table.enterpriseId, table.year),
    index("inspection_agency").on(table.agencyId, table.status),
    unique("inspection_drawn_once").on(table.drawId, table.enterpriseId),
    uniqueIndex("inspection_one_per_clue").on(table.clueId).where(sql`status <> 'cancelled'`),
    uniqueIndex("inspection_one_joint").on(table.enterpriseId).where(sql`kind = 'joint' AND status = 'planned' AND apart_reason IS NULL`),
  ]
);

/** Visits that a draw has spared an enterprise. */
export const inspectionSkips = pgTable(
  "inspection_skip",
  {
    drawId: uuid("draw_id").notNull().references(() => inspectionDraws.id),
    enterpriseId: uuid("enterprise_id").notNull().references(() => enterprises.id),
    reason: word<"exempt" | "cap" | "interval" | "conflict">("reason").notNull(),
    skippedOn: dayColumn("skipped_on").notNull(),
  },
  (table) => [primaryKey({ columns: [table.drawId, table.enterpriseId] })]
);

/** Enterprises of a county by sector, permit class and size, "" where not known. Counted once a day and after each draw. */
export const inspectionPools = pgTable(
  "inspection_pool",
  {
    regionCode: char("region_code", { length: 6 }).notNull(),
    sector: text("sector").notNull(),
    permitClass: text("permit_class").notNull(),
    size: text("size").notNull(),
    enterprises: integer("enterprises").notNull(),
    countedOn: dayColumn("counted_on").notNull(),
  },
  (table) => [primaryKey({ columns: [table.regionCode, table.sector, table.permitClass, table.size] })]
);
