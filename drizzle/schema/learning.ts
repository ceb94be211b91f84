/** Lessons read, exam attempts and certificates. Learning points are entries of the ledger chain "points". */
import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { accounts, enterprises } from "./accounts";
import { createdAt, dayColumn, id, instant, word } from "./columns";

export const lessonsRead = pgTable(
  "lesson_read",
  {
    accountId: uuid("account_id").notNull().references(() => accounts.id),
    enterpriseId: uuid("enterprise_id").notNull().references(() => enterprises.id),
    course: text("course").notNull(),
    lesson: text("lesson").notNull(),
    readAt: instant("read_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.course, table.lesson] })]
);

/** One question as drawn: bank id and the order its options are shown in. */
export interface DrawnQuestion {
  id: string;
  options: string[];
}

export const attempts = pgTable(
  "exam_attempt",
  {
    id: id(),
    enterpriseId: uuid("enterprise_id").notNull().references(() => enterprises.id),
    accountId: uuid("account_id").notNull().references(() => accounts.id),
    course: text("course").notNull(),
    courseVersion: integer("course_version").notNull(),
    drawn: jsonb("drawn").$type<DrawnQuestion[]>().notNull(),
    /** Question id → chosen option ids. */
    answers: jsonb("answers").$type<Record<string, string[]>>().notNull().default({}),
    startedAt: instant("started_at").notNull(),
    deadlineAt: instant("deadline_at").notNull(),
    status: word<"running" | "passed" | "failed" | "expired">("status").notNull().default("running"),
    scorePercent: integer("score_percent"),
    finishedAt: instant("finished_at"),
    createdAt: createdAt(),
  },
  (table) => [index("exam_attempt_account").on(table.accountId, table.course, table.startedAt)]
);

export const certificates = pgTable("certificate", {
  /** Public random code, printed with its QR. */
  code: text("code").primaryKey(),
  enterpriseId: uuid("enterprise_id").notNull().references(() => enterprises.id),
  accountId: uuid("account_id").notNull().references(() => accounts.id),
  attemptId: uuid("attempt_id").notNull().unique().references(() => attempts.id),
  course: text("course").notNull(),
  courseVersion: integer("course_version").notNull(),
  holderName: text("holder_name").notNull(),
  issuedOn: dayColumn("issued_on").notNull(),
  createdAt: createdAt(),
});
