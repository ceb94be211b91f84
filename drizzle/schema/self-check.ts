/** Self-checks, their answers, and what answers are proven with. */
import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { enterprises, sites } from "./accounts";
import { createdAt, dayColumn, id, instant, word } from "./columns";
import { evidence } from "./files";

export const selfChecks = pgTable(
  "self_check",
  {
    id: id(),
    enterpriseId: uuid("enterprise_id").notNull().references(() => enterprises.id),
    siteId: uuid("site_id").notNull().references(() => sites.id),
    status: word<"draft" | "completed">("status").notNull().default("draft"),
    /** Versions the run is bound to, e.g. [{"id":"core","version":1},{"id":"electroplating","version":1}]. */
    questionnaires: jsonb("questionnaires").$type<{ id: string; version: number }[]>().notNull(),
    /** Site facts frozen at the start. */
    siteFacts: jsonb("site_facts").$type<Record<string, string | boolean>>().notNull(),
    startedOn: dayColumn("started_on").notNull(),
    startedBy: uuid("started_by").notNull(),
    completedOn: dayColumn("completed_on"),
    completedBy: uuid("completed_by"),
    /** Frozen result, and the SHA-256 of versions + inputs + result. */
    result: jsonb("result").$type<unknown>(),
    resultHash: text("result_hash"),
    /** Private until shared: null = nobody at an agency can read it. */
    sharedAt: instant("shared_at"),
    sharedBy: uuid("shared_by"),
    createdAt: createdAt(),
  },
  (table) => [index("self_check_enterprise").on(table.enterpriseId, table.createdAt)]
);

export const answers = pgTable(
  "self_check_answer",
  {
    enterpriseId: uuid("enterprise_id").notNull(),
    selfCheckId: uuid("self_check_id").notNull().references(() => selfChecks.id),
    questionId: text("question_id").notNull(),
    /** `Answer` of the self-check feature. */
    value: jsonb("value").$type<unknown>().notNull(),
    note: text("note").notNull().default(""),
    /** Raised at each save; a save must name the revision it read. */
    revision: integer("revision").notNull().default(1),
    answeredBy: uuid("answered_by").notNull(),
    answeredAt: instant("answered_at").notNull().defaultNow(),
    /** The device's clock, when it said so and was not more than a day off. */
    deviceAt: instant("device_at"),
    /** The run it was first carried from, and the day it was given there; null when it was given in this run. */
    carriedFrom: uuid("carried_from").references(() => selfChecks.id),
    carriedOn: dayColumn("carried_on"),
    /** Topic of the question: by it the database knows whose part it is. */
    topic: text("topic"),
  },
  (table) => [primaryKey({ columns: [table.selfCheckId, table.questionId] })]
);

/** Answers of the last run, offered to be confirmed. None of them is an answer of this run yet. */
export const carriedAnswers = pgTable(
  "self_check_carried",
  {
    enterpriseId: uuid("enterprise_id").notNull(),
    selfCheckId: uuid("self_check_id").notNull().references(() => selfChecks.id),
    questionId: text("question_id").notNull(),
    value: jsonb("value").$type<unknown>().notNull(),
    note: text("note").notNull().default(""),
    carriedFrom: uuid("carried_from").notNull().references(() => selfChecks.id),
    carriedOn: dayColumn("carried_on").notNull(),
  },
  (table) => [primaryKey({ columns: [table.selfCheckId, table.questionId] })]
);

export const answerEvidence = pgTable(
  "self_check_answer_evidence",
  {
    enterpriseId: uuid("enterprise_id").notNull(),
    selfCheckId: uuid("self_check_id").notNull().references(() => selfChecks.id),
    questionId: text("question_id").notNull(),
    evidenceId: uuid("evidence_id").notNull().references(() => evidence.id),
  },
  (table) => [primaryKey({ columns: [table.selfCheckId, table.questionId, table.evidenceId] })]
);
