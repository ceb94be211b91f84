/** A listing over its life: proposals, packs of files, hearings, legal notices, monthly readings, history. */
import { integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, dayColumn, id, instant, word } from "./columns";

export const proposals = pgTable("listing_proposal", {
  id: id(),
  enterpriseId: uuid("enterprise_id").notNull(),
  status: word<"open" | "accepted" | "declined" | "withdrawn" | "lapsed">("status").notNull().default("open"),
  reason: text("reason").notNull(),
  proposedBy: uuid("proposed_by").notNull(),
  proposedOn: dayColumn("proposed_on").notNull(),
  answerDueOn: dayColumn("answer_due_on").notNull(),
  answeredBy: uuid("answered_by"),
  answeredOn: dayColumn("answered_on"),
  answerNote: text("answer_note").notNull().default(""),
  createdAt: createdAt(),
});

/** What the county asked for to check by. */
export const packs = pgTable("listing_pack", {
  id: id(),
  enterpriseId: uuid("enterprise_id").notNull(),
  applicationId: uuid("application_id").notNull(),
  way: word<"files" | "help-visit">("way").notNull(),
  status: word<"asked" | "handed-in" | "accepted" | "closed">("status").notNull().default("asked"),
  dueOn: dayColumn("due_on").notNull(),
  createdAt: createdAt(),
});

export const packSteps = pgTable("listing_pack_step", {
  id: id(),
  enterpriseId: uuid("enterprise_id").notNull(),
  packId: uuid("pack_id").notNull(),
  kind: word<"asked" | "handed-in" | "more" | "accepted">("kind").notNull(),
  byAccount: uuid("by_account").notNull(),
  onDay: dayColumn("on_day").notNull(),
  note: text("note").notNull(),
  createdAt: createdAt(),
});

/** The hearing that a suspension opens. */
export const hearings = pgTable("listing_hearing", {
  id: id(),
  enterpriseId: uuid("enterprise_id").notNull(),
  listingId: uuid("listing_id").notNull(),
  /** The profile's trigger. */
  cause: text("cause").notNull(),
  status: word<"open" | "stated" | "waived" | "held" | "closed">("status").notNull().default("open"),
  openedOn: dayColumn("opened_on").notNull(),
  /** Last day on which a statement is in time; a later one is taken, and said to be late. */
  statementDueOn: dayColumn("statement_due_on").notNull(),
  decisionDueOn: dayColumn("decision_due_on").notNull(),
  statement: text("statement").notNull().default(""),
  statedBy: uuid("stated_by"),
  statedOn: dayColumn("stated_on"),
  waivedBy: uuid("waived_by"),
  waivedOn: dayColumn("waived_on"),
  meetingOn: dayColumn("meeting_on"),
  meetingPlace: text("meeting_place").notNull().default(""),
  record: text("record").notNull().default(""),
  heldBy: uuid("held_by"),
  heldOn: dayColumn("held_on"),
  outcome: word<"reinstate" | "remove" | "expired">("outcome"),
  reason: text("reason").notNull().default(""),
  decidedBy: uuid("decided_by"),
  closedOn: dayColumn("closed_on"),
  createdAt: createdAt(),
});

/** A file of the enterprise in one place: a pack, a hearing or a renewal. */
export const listingFiles = pgTable("listing_file", {
  id: id(),
  enterpriseId: uuid("enterprise_id").notNull(),
  evidenceId: uuid("evidence_id").notNull(),
  packId: uuid("pack_id"),
  hearingId: uuid("hearing_id"),
  applicationId: uuid("application_id"),
  addedBy: uuid("added_by").notNull(),
  createdAt: createdAt(),
});

export type LegalNoticeKind =
  | "approval"
  | "refusal"
  | "renewal-refusal"
  | "suspension"
  | "hearing"
  | "reinstatement"
  | "removal";
export type FallbackWay = "post" | "in-person" | "left-on-site";

export const legalNotices = pgTable("legal_notice", {
  id: id(),
  enterpriseId: uuid("enterprise_id").notNull(),
  kind: word<LegalNoticeKind>("kind").notNull(),
  /** The application or listing it is about. */
  subjectId: uuid("subject_id").notNull(),
  /** Title and text in both languages, as served. */
  words: jsonb("words").$type<unknown>().notNull(),
  /** Null: served by the portal itself. */
  servedBy: uuid("served_by"),
  servedOn: dayColumn("served_on").notNull(),
  servedAt: instant("served_at").notNull(),
  openDueOn: dayColumn("open_due_on").notNull(),
  openedBy: uuid("opened_by"),
  openedAt: instant("opened_at"),
  acknowledgedBy: uuid("acknowledged_by"),
  acknowledgedAt: instant("acknowledged_at"),
  fallbackWay: word<FallbackWay>("fallback_way"),
  fallbackOn: dayColumn("fallback_on"),
  fallbackBy: uuid("fallback_by"),
  fallbackNote: text("fallback_note").notNull().default(""),
  fallbackAt: instant("fallback_at"),
});

/** One line a month of a running listing. */
export const readings = pgTable("listing_reading", {
  id: id(),
  enterpriseId: uuid("enterprise_id").notNull(),
  listingId: uuid("listing_id").notNull(),
  month: text("month").notNull(),
  onDay: dayColumn("on_day").notNull(),
  scoreTenths: integer("score_tenths").notNull(),
  openGates: jsonb("open_gates").$type<unknown>().notNull(),
  evaluationId: uuid("evaluation_id").notNull(),
});

/** What somebody was reminded of, once. */
export const listingReminders = pgTable(
  "listing_reminder",
  {
    enterpriseId: uuid("enterprise_id").notNull(),
    subjectId: uuid("subject_id").notNull(),
    what: text("what").notNull(),
    onDay: dayColumn("on_day").notNull(),
  },
  (table) => [primaryKey({ columns: [table.subjectId, table.what] })]
);

/** The public history of a listing; written by the database. */
export const listingChanges = pgTable("listing_change", {
  id: id(),
  enterpriseId: uuid("enterprise_id").notNull(),
  listingId: uuid("listing_id").notNull(),
  kind: word<"listed" | "renewed" | "suspended" | "reinstated" | "removed" | "expired" | "tier-lost" | "tier-regained">("kind").notNull(),
  onDay: dayColumn("on_day").notNull(),
  cause: text("cause").notNull().default(""),
  createdAt: createdAt(),
});
