/** What comes before a visit: conflicts of interest, clues and the look from the desk. */
import { sql } from "drizzle-orm";
import { index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { accounts, agencies, enterprises } from "./accounts";
import { createdAt, dayColumn, id, word } from "./columns";

export const inspectionConflicts = pgTable(
  "inspection_conflict",
  {
    id: id(),
    officerId: uuid("officer_id").notNull().references(() => accounts.id),
    enterpriseId: uuid("enterprise_id").notNull().references(() => enterprises.id),
    reason: word<"relative" | "share" | "former-work" | "dispute" | "other">("reason").notNull(),
    note: text("note").notNull().default(""),
    declaredBy: uuid("declared_by").notNull(),
    validFrom: dayColumn("valid_from").notNull(),
    /** Null while it lasts. */
    validTo: dayColumn("valid_to"),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex("inspection_conflict_open").on(table.officerId, table.enterpriseId).where(sql`valid_to IS NULL`),
    index("inspection_conflict_enterprise").on(table.enterpriseId),
  ]
);

export const inspectionClues = pgTable(
  "inspection_clue",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull().references(() => agencies.id),
    enterpriseId: uuid("enterprise_id").notNull().references(() => enterprises.id),
    source: word<"alarm" | "complaint" | "satellite" | "referral" | "other">("source").notNull(),
    text: text("text").notNull(),
    receivedOn: dayColumn("received_on").notNull(),
    /** Why it cannot wait for a look from the desk; "" when it can. */
    urgentReason: text("urgent_reason").notNull().default(""),
    status: word<"open" | "explained" | "visit">("status").notNull().default("open"),
    enteredBy: uuid("entered_by").notNull(),
    decidedBy: uuid("decided_by"),
    decidedOn: dayColumn("decided_on"),
    createdAt: createdAt(),
  },
  (table) => [index("inspection_clue_enterprise").on(table.enterpriseId)]
);

/** A look from the desk. Append-only. */
export const inspectionClueSteps = pgTable(
  "inspection_clue_step",
  {
    id: id(),
    clueId: uuid("clue_id").notNull().references(() => inspectionClues.id),
    kind: word<"data" | "documents" | "call" | "video">("kind").notNull(),
    text: text("text").notNull(),
    result: word<"more" | "explained" | "visit-needed">("result").notNull(),
    doneBy: uuid("done_by").notNull(),
    doneOn: dayColumn("done_on").notNull(),
    createdAt: createdAt(),
  },
  (table) => [index("inspection_clue_step_clue").on(table.clueId)]
);
