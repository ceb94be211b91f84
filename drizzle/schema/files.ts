/** Uploaded files. Bytes live outside the database, named by their SHA-256. */
import { bigint, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { enterprises } from "./accounts";
import { createdAt, dayColumn, id } from "./columns";

export const evidence = pgTable(
  "evidence",
  {
    id: id(),
    enterpriseId: uuid("enterprise_id").notNull().references(() => enterprises.id),
    fileName: text("file_name").notNull(),
    mediaType: text("media_type").notNull(),
    sizeBytes: bigint("size_bytes", { mode: "number" }).notNull(),
    /** SHA-256 of the bytes as stored (images are re-encoded), hex. */
    hash: text("hash").notNull(),
    /** SHA-256 of the bytes as received, hex. */
    originalHash: text("original_hash").notNull(),
    /** The day the evidence speaks for; the upload day is `createdAt`. */
    effectiveOn: dayColumn("effective_on").notNull(),
    uploadedBy: uuid("uploaded_by").notNull(),
    createdAt: createdAt(),
  },
  (table) => [index("evidence_enterprise").on(table.enterpriseId, table.createdAt)]
);
