/** Facts, evaluations, applications, notices, listings and exemptions. */
import { boolean, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { agencies, enterprises } from "./accounts";
import { createdAt, dayColumn, id, instant, word } from "./columns";

export const importBatches = pgTable(
  "import_batch",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull().references(() => agencies.id),
    kind: text("kind").notNull(),
    fileName: text("file_name").notNull(),
    fileHash: text("file_hash").notNull(),
    rowCount: integer("row_count").notNull(),
    importedBy: uuid("imported_by").notNull(),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex("import_batch_file").on(table.agencyId, table.kind, table.fileHash)]
);

/** One dated statement about an enterprise. Never updated: a correction is a new row that names the one it replaces. */
export const facts = pgTable(
  "enterprise_fact",
  {
    id: id(),
    enterpriseId: uuid("enterprise_id").notNull().references(() => enterprises.id),
    kind: text("kind").notNull(),
    value: jsonb("value").$type<unknown>().notNull(),
    validFrom: dayColumn("valid_from").notNull(),
    validTo: dayColumn("valid_to"),
    source: text("source").notNull(),
    /** Unique within its source: the same statement twice is stored once. */
    sourceRef: text("source_ref").notNull(),
    replaces: uuid("replaces"),
    importBatchId: uuid("import_batch_id").references(() => importBatches.id),
    recordedBy: uuid("recorded_by"),
    recordedAt: instant("recorded_at").notNull().defaultNow(),
    /** It takes back the statement it replaces and says nothing itself. */
    withdrawn: boolean("withdrawn").notNull().default(false),
    /** Of the dispute whose decision it is. */
    disputeId: uuid("dispute_id"),
    /** Organisation whose system stated it, when no person did. */
    recordedSystem: text("recorded_system"),
  },
  (table) => [
    index("enterprise_fact_kind").on(table.enterpriseId, table.kind, table.validFrom),
    uniqueIndex("enterprise_fact_source").on(table.enterpriseId, table.kind, table.source, table.sourceRef),
  ]
);

/**
 * version + frozen inputs + result + hash: replays to the same bytes. Either whole (`inputs`, `result`; how it began) or
 * with its rules by hash (`rule_text`) and its facts and result as compact texts.
 */
export const evaluations = pgTable(
  "evaluation",
  {
    id: id(),
    enterpriseId: uuid("enterprise_id").notNull().references(() => enterprises.id),
    profileId: text("profile_id").notNull(),
    profileVersion: integer("profile_version").notNull(),
    onDay: dayColumn("on_day").notNull(),
    inputs: jsonb("inputs").$type<unknown>(),
    result: jsonb("result").$type<unknown>(),
    profileHash: text("profile_hash"),
    rulesHash: text("rules_hash"),
    factsText: text("facts_text"),
    resultText: text("result_text"),
    hash: text("hash").notNull(),
    createdAt: createdAt(),
  },
  (table) => [index("evaluation_enterprise").on(table.enterpriseId, table.createdAt)]
);

export type ApplicationStatus =
  | "submitted"
  | "checked"
  | "returned"
  | "in-notice"
  | "approved"
  | "listed"
  | "refused"
  | "withdrawn"
  | "lapsed";

export const applications = pgTable(
  "application",
  {
    id: id(),
    enterpriseId: uuid("enterprise_id").notNull().references(() => enterprises.id),
    status: word<ApplicationStatus>("status").notNull().default("submitted"),
    evaluationId: uuid("evaluation_id").notNull().references(() => evaluations.id),
    /** The pledge as signed, both languages, with its version. */
    pledge: jsonb("pledge").$type<unknown>().notNull(),
    submittedBy: uuid("submitted_by").notNull(),
    submittedOn: dayColumn("submitted_on").notNull(),
    checkedBy: uuid("checked_by"),
    checkedOn: dayColumn("checked_on"),
    checkRecord: jsonb("check_record").$type<unknown>(),
    /** Never the person who checked (checked by the database). */
    decidedBy: uuid("decided_by"),
    decidedOn: dayColumn("decided_on"),
    decisionReason: text("decision_reason").notNull().default(""),
    /** Of the agency's proposal it answers; the proposer neither checks nor decides (checked by the database). */
    proposalId: uuid("proposal_id"),
    proposedBy: uuid("proposed_by"),
    /** The listing it renews, and on what ground. */
    renews: uuid("renews"),
    renewalGround: word<"help-visit" | "audit" | "off-site-pack">("renewal_ground"),
    /** Why the city sent it back to the county's check. */
    sentBackReason: text("sent_back_reason").notNull().default(""),
    createdAt: createdAt(),
  },
  (table) => [index("application_enterprise").on(table.enterpriseId, table.createdAt), index("application_status").on(table.status)]
);

export const notices = pgTable("notice", {
  id: id(),
  enterpriseId: uuid("enterprise_id").notNull().references(() => enterprises.id),
  applicationId: uuid("application_id").notNull().unique().references(() => applications.id),
  startsOn: dayColumn("starts_on").notNull(),
  /** Last day on which an objection is in time. */
  endsOn: dayColumn("ends_on").notNull(),
  closedAt: instant("closed_at"),
  createdAt: createdAt(),
});

export const objections = pgTable(
  "objection",
  {
    id: id(),
    noticeId: uuid("notice_id").notNull().references(() => notices.id),
    enterpriseId: uuid("enterprise_id").notNull().references(() => enterprises.id),
    /** Given to the objector to follow it. */
    code: text("code").notNull().unique(),
    idempotencyKey: uuid("idempotency_key").unique(),
    text: text("text").notNull(),
    contact: text("contact").notNull().default(""),
    status: word<"open" | "upheld" | "rejected">("status").notNull().default("open"),
    answer: text("answer").notNull().default(""),
    answeredBy: uuid("answered_by"),
    createdAt: createdAt(),
  },
  (table) => [index("objection_notice").on(table.noticeId)]
);

export const listings = pgTable(
  "listing",
  {
    id: id(),
    enterpriseId: uuid("enterprise_id").notNull().references(() => enterprises.id),
    applicationId: uuid("application_id").notNull().unique().references(() => applications.id),
    status: word<"listed" | "suspended" | "removed" | "expired">("status").notNull().default("listed"),
    /** Public number, gap-free per year and agency region, e.g. "4401-2026-000001". */
    number: text("number").notNull().unique(),
    listedOn: dayColumn("listed_on").notNull(),
    endsOn: dayColumn("ends_on").notNull(),
    suspendedOn: dayColumn("suspended_on"),
    /** Fact that triggered a suspension. */
    triggerFactId: uuid("trigger_fact_id").references(() => facts.id),
    /** Day on which a decided dispute took the trigger back; it cannot end in a removal then (checked by the database). */
    triggerLiftedOn: dayColumn("trigger_lifted_on"),
    decisionDueOn: dayColumn("decision_due_on"),
    removedOn: dayColumn("removed_on"),
    reentryFrom: dayColumn("reentry_from"),
    reason: text("reason").notNull().default(""),
    /** Kept by the monthly recheck. */
    tier: word<"T1" | "T2">("tier"),
    /** Day of the latest change, for the public history. */
    changedOn: dayColumn("changed_on"),
    createdAt: createdAt(),
  },
  (table) => [index("listing_enterprise").on(table.enterpriseId)]
);

export const exemptions = pgTable(
  "exemption",
  {
    id: id(),
    enterpriseId: uuid("enterprise_id").notNull().references(() => enterprises.id),
    listingId: uuid("listing_id").notNull().references(() => listings.id),
    kind: word<"on-site" | "control" | "green-finance">("kind").notNull(),
    validFrom: dayColumn("valid_from").notNull(),
    validTo: dayColumn("valid_to").notNull(),
    revokedOn: dayColumn("revoked_on"),
    /** "suspended" | "removed" | "expired": reason code given to other agencies. */
    revokedReason: text("revoked_reason"),
    createdAt: createdAt(),
  },
  (table) => [index("exemption_enterprise").on(table.enterpriseId, table.kind)]
);

/** Counter rows for gap-free public numbers; locked while a number is taken. */
export const numberCounters = pgTable("number_counter", {
  scope: text("scope").primaryKey(),
  last: integer("last").notNull().default(0),
});
