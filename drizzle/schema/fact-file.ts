/** Long files of facts, worked through beside the requests. */
import { bigint, boolean, char, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, dayColumn, id, instant, word } from "./columns";

export type ImportJobStatus = "reading" | "storing" | "done" | "refused" | "failed";

export const importJobs = pgTable("import_job", {
  id: id(),
  agencyId: uuid("agency_id").notNull(),
  kind: text("kind").notNull(),
  fileName: text("file_name").notNull(),
  fileHash: text("file_hash").notNull(),
  fileBytes: bigint("file_bytes", { mode: "number" }).notNull(),
  ending: word<"csv" | "xlsx">("ending").notNull(),
  startedBy: uuid("started_by").notNull(),
  createdAt: createdAt(),
  /** The day by which the rows are judged. */
  onDay: dayColumn("on_day").notNull(),
  status: word<ImportJobStatus>("status").notNull().default("reading"),
  /** Filled rows that are in the waiting room or refused. */
  rowsRead: integer("rows_read").notNull().default(0),
  faultCount: integer("fault_count").notNull().default(0),
  rowsStored: integer("rows_stored").notNull().default(0),
  /** Who works on it, and until when nobody else may. */
  worker: uuid("worker"),
  workingUntil: instant("working_until").notNull(),
  attempts: integer("attempts").notNull().default(0),
  batchId: uuid("batch_id"),
  counts: jsonb("counts").$type<unknown>(),
  endedAt: instant("ended_at"),
  hasRows: boolean("has_rows").notNull().default(true),
});

/** The waiting room of an import. */
export const importRows = pgTable(
  "import_row",
  {
    jobId: uuid("job_id").notNull(),
    line: integer("line").notNull(),
    uscc: char("uscc", { length: 18 }).notNull(),
    enterpriseId: uuid("enterprise_id"),
    value: jsonb("value").$type<unknown>().notNull(),
    validFrom: dayColumn("valid_from").notNull(),
    validTo: dayColumn("valid_to"),
    reference: text("reference"),
    words: text("words").notNull(),
    /** What it speaks of, when nothing else may say something different of that. */
    matter: text("matter"),
  },
  (table) => [primaryKey({ columns: [table.jobId, table.line] })]
);

/** What is wrong with a file, up to a limit; the job counts all. */
export const importFaults = pgTable(
  "import_fault",
  {
    jobId: uuid("job_id").notNull(),
    number: integer("number").notNull(),
    line: integer("line").notNull(),
    columnName: text("column_name").notNull(),
    value: text("value").notNull(),
    remedy: text("remedy").notNull(),
    otherLine: integer("other_line"),
    otherSays: text("other_says"),
  },
  (table) => [primaryKey({ columns: [table.jobId, table.number] })]
);
