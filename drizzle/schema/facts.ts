/** Facts in dispute, and facts by machine. */
import { jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, dayColumn, id, word } from "./columns";

/** An enterprise says that one fact is wrong; an agency decides, once. */
export const factDisputes = pgTable("fact_dispute", {
  id: id(),
  enterpriseId: uuid("enterprise_id").notNull(),
  factId: uuid("fact_id").notNull(),
  status: word<"open" | "upheld" | "rejected" | "withdrawn">("status").notNull().default("open"),
  reason: text("reason").notNull(),
  evidenceId: uuid("evidence_id"),
  raisedBy: uuid("raised_by").notNull(),
  raisedOn: dayColumn("raised_on").notNull(),
  dueOn: dayColumn("due_on").notNull(),
  /** Never the person who recorded the fact (checked by the database). */
  decidedBy: uuid("decided_by"),
  decidedOn: dayColumn("decided_on"),
  decisionReason: text("decision_reason").notNull().default(""),
  correctedFactId: uuid("corrected_fact_id"),
  /** What followed from the correction, once it has been worked out. */
  effects: jsonb("effects").$type<unknown>(),
  createdAt: createdAt(),
});

export const factCalls = pgTable(
  "fact_call",
  {
    apiKeyId: uuid("api_key_id").notNull(),
    idempotencyKey: text("idempotency_key").notNull(),
    bodyHash: text("body_hash").notNull(),
    answer: jsonb("answer").$type<unknown>(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.apiKeyId, table.idempotencyKey] })]
);
