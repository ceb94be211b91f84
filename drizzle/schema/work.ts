/** Sharing out the work of a self-check: parts, comments, flags, and every answer anybody gave. */
import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./accounts";
import { dayColumn, id, instant, word } from "./columns";
import { selfChecks } from "./self-check";

const selfCheckId = () =>
  uuid("self_check_id")
    .notNull()
    .references(() => selfChecks.id);

/** Append-only. Rows of kind "saved" are written by a trigger. */
export const answerVersions = pgTable(
  "self_check_answer_version",
  {
    id: id(),
    enterpriseId: uuid("enterprise_id").notNull(),
    selfCheckId: selfCheckId(),
    questionId: text("question_id").notNull(),
    kind: word<"saved" | "set-aside">("kind").notNull(),
    /** What a saved one became; on which one that was set aside rested. */
    revision: integer("revision").notNull(),
    value: jsonb("value").$type<unknown>().notNull(),
    note: text("note").notNull(),
    answeredBy: uuid("answered_by").notNull(),
    answeredAt: instant("answered_at").notNull(),
    deviceAt: instant("device_at"),
  },
  (table) => [
    index("self_check_answer_version_question").on(
      table.selfCheckId,
      table.questionId,
      table.answeredAt
    ),
  ]
);

/** One person a topic. Learners answer the topics given to them; for everybody else it says whose turn it is. */
export const parts = pgTable(
  "self_check_part",
  {
    enterpriseId: uuid("enterprise_id").notNull(),
    selfCheckId: selfCheckId(),
    topic: text("topic").notNull(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id),
    dueOn: dayColumn("due_on"),
    givenBy: uuid("given_by").notNull(),
    givenAt: instant("given_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.selfCheckId, table.topic] })]
);

/** Append-only. */
export const questionComments = pgTable(
  "self_check_comment",
  {
    id: id(),
    enterpriseId: uuid("enterprise_id").notNull(),
    selfCheckId: selfCheckId(),
    questionId: text("question_id").notNull(),
    text: text("text").notNull(),
    writtenBy: uuid("written_by").notNull(),
    writtenAt: instant("written_at").notNull(),
  },
  (table) => [
    index("self_check_comment_thread").on(table.selfCheckId, table.questionId, table.writtenAt),
  ]
);

/** When somebody was last told by mail of comments on a self-check. */
export const commentMails = pgTable(
  "self_check_comment_mail",
  {
    enterpriseId: uuid("enterprise_id").notNull(),
    selfCheckId: selfCheckId(),
    accountId: uuid("account_id").notNull(),
    mailedAt: instant("mailed_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.selfCheckId, table.accountId] })]
);

export const questionFlags = pgTable(
  "self_check_flag",
  {
    enterpriseId: uuid("enterprise_id").notNull(),
    selfCheckId: selfCheckId(),
    questionId: text("question_id").notNull(),
    reason: text("reason").notNull().default(""),
    flaggedBy: uuid("flagged_by").notNull(),
    flaggedAt: instant("flagged_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.selfCheckId, table.questionId] })]
);
