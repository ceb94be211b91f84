/** Uploaded files. Bytes live outside the database, named by their SHA-256. */
import { bigint, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { enterprises } from "./accounts";
import { createdAt, dayColumn, id, word } from "./columns";

/** `waiting`: a picture not yet made anew; `unreadable`: it turned out to be none. Only what is `ready` is served. */
export type EvidenceState = "ready" | "waiting" | "unreadable";

export const evidence = pgTable(
  "evidence",
  {
    id: id(),
    enterpriseId: uuid("enterprise_id").notNull().references(() => enterprises.id),
    fileName: text("file_name").notNull(),
    mediaType: text("media_type").notNull(),
    sizeBytes: bigint("size_bytes", { mode: "number" }).notNull(),
    /** SHA-256 of the bytes as stored (images are re-encoded), hex. That of the original while `waiting`. */
    hash: text("hash").notNull(),
    /** SHA-256 of the bytes as received, hex. */
    originalHash: text("original_hash").notNull(),
    /** First day the evidence speaks for; the upload day is `createdAt`. */
    effectiveFrom: dayColumn("effective_from").notNull(),
    /** Last day it speaks for; null: no end is known. */
    effectiveTo: dayColumn("effective_to"),
    state: word<EvidenceState>("state").notNull().default("ready"),
    /** Name of the original in the waiting room, while `waiting`. */
    waitingAs: text("waiting_as"),
    /** SHA-256 of the small picture that lists show, once there is one. */
    previewHash: text("preview_hash"),
    uploadedBy: uuid("uploaded_by").notNull(),
    createdAt: createdAt(),
  },
  (table) => [index("evidence_enterprise").on(table.enterpriseId, table.createdAt)]
);
