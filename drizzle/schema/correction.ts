/** Findings, from whatever source, and their corrections. */
import { type AnyPgColumn, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";
import type { Localised } from "../../app/shared/locale";
import { enterprises, sites } from "./accounts";
import { createdAt, dayColumn, id, instant, word } from "./columns";
import { evidence } from "./files";
import { selfChecks } from "./self-check";

export const findings = pgTable(
  "finding",
  {
    id: id(),
    enterpriseId: uuid("enterprise_id").notNull().references(() => enterprises.id),
    siteId: uuid("site_id").notNull().references(() => sites.id),
    source: word<"self-check" | "visit" | "warning" | "inspection">("source").notNull(),
    selfCheckId: uuid("self_check_id").references(() => selfChecks.id),
    /** Question id for self-check findings, appointment id for visit findings. */
    sourceRef: text("source_ref").notNull(),
    severity: word<"red-line" | "major" | "minor">("severity").notNull(),
    text: jsonb("text").$type<Localised>().notNull(),
    /** Citation ids. */
    basis: jsonb("basis").$type<string[]>().notNull(),
    foundOn: dayColumn("found_on").notNull(),
    /** The last earlier finding of the same question or provision at the same site, and within how many months. */
    recurrenceOf: uuid("recurrence_of").references((): AnyPgColumn => findings.id),
    recurrenceMonths: integer("recurrence_months").$type<12 | 24>(),
    createdAt: createdAt(),
  },
  (table) => [
    index("finding_enterprise").on(table.enterpriseId, table.foundOn),
    index("finding_site").on(table.siteId, table.foundOn),
    uniqueIndex("finding_self_check_question").on(table.selfCheckId, table.sourceRef),
  ]
);

export type CorrectionStatus = "open" | "submitted" | "verified" | "reopened";

export const corrections = pgTable(
  "correction",
  {
    id: id(),
    enterpriseId: uuid("enterprise_id").notNull().references(() => enterprises.id),
    findingId: uuid("finding_id").notNull().unique().references(() => findings.id),
    status: word<CorrectionStatus>("status").notNull().default("open"),
    cause: word<"equipment" | "operation" | "management" | "training" | "external">("cause"),
    /** The cause in the enterprise's own words. */
    causeText: text("cause_text").notNull().default(""),
    measure: text("measure").notNull().default(""),
    ownerAccountId: uuid("owner_account_id"),
    dueOn: dayColumn("due_on").notNull(),
    /** Set by a trigger: the due day before any extension. */
    firstDueOn: dayColumn("first_due_on").notNull().default(sql`NULL`),
    /** The rule the due day came from; null for corrections older than this column. */
    windowDays: integer("window_days"),
    windowKind: word<"working" | "calendar">("window_kind"),
    submittedBy: uuid("submitted_by"),
    submittedAt: instant("submitted_at"),
    submittedOn: dayColumn("submitted_on"),
    /** Never the person who submitted (checked by the database). */
    verifiedBy: uuid("verified_by"),
    verifiedOn: dayColumn("verified_on"),
    verdictReason: text("verdict_reason").notNull().default(""),
    createdAt: createdAt(),
  },
  (table) => [index("correction_enterprise_due").on(table.enterpriseId, table.status, table.dueOn)]
);

export const correctionEvidence = pgTable(
  "correction_evidence",
  {
    enterpriseId: uuid("enterprise_id").notNull(),
    correctionId: uuid("correction_id").notNull().references(() => corrections.id),
    evidenceId: uuid("evidence_id").notNull().references(() => evidence.id),
  },
  (table) => [primaryKey({ columns: [table.correctionId, table.evidenceId] })]
);

export type ExtensionStatus = "asked" | "approved" | "refused" | "withdrawn" | "lapsed";

/** Requests for a later due day: at most one open for a correction, decided by somebody else than who asked. */
export const correctionExtensions = pgTable(
  "correction_extension",
  {
    id: id(),
    enterpriseId: uuid("enterprise_id").notNull(),
    correctionId: uuid("correction_id").notNull().references(() => corrections.id),
    askedBy: uuid("asked_by").notNull(),
    askedOn: dayColumn("asked_on").notNull(),
    askedAt: instant("asked_at").notNull(),
    reason: text("reason").notNull(),
    /** Why it was not asked for before the due day; empty when it was. */
    whyLate: text("why_late").notNull().default(""),
    fromDueOn: dayColumn("from_due_on").notNull(),
    newDueOn: dayColumn("new_due_on").notNull(),
    status: word<ExtensionStatus>("status").notNull().default("asked"),
    decidedBy: uuid("decided_by"),
    decidedOn: dayColumn("decided_on"),
    decidedAt: instant("decided_at"),
    decisionReason: text("decision_reason").notNull().default(""),
  },
  (table) => [index("correction_extension_history").on(table.correctionId, table.askedAt)]
);

/** Append-only: every submission and every verdict. */
export const correctionSteps = pgTable(
  "correction_step",
  {
    id: id(),
    enterpriseId: uuid("enterprise_id").notNull(),
    correctionId: uuid("correction_id").notNull().references(() => corrections.id),
    kind: word<"submitted" | "verified" | "reopened">("kind").notNull(),
    side: word<"enterprise" | "agency">("side").notNull(),
    byAccount: uuid("by_account").notNull(),
    onDay: dayColumn("on_day").notNull(),
    at: instant("at").notNull(),
    reason: text("reason").notNull().default(""),
    evidenceCount: integer("evidence_count").notNull().default(0),
  },
  (table) => [index("correction_step_history").on(table.correctionId, table.at)]
);
