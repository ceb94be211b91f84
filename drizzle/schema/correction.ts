/** Findings, from whatever source, and their corrections. */
import { index, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { Localised } from "../../app/shared/locale";
import { enterprises, sites } from "./accounts";
import { createdAt, dayColumn, id, instant, word } from "./columns";
import { evidence } from "./files";
import { selfChecks } from "./self-check";

export const findings = pgTable(
  "finding",
  {
    id: id(),
    enterpriseId: uuid("enterprise_id").notNull().references(() => enterprises.id),
    siteId: uuid("site_id").notNull().references(() => sites.id),
    source: word<"self-check" | "visit" | "warning" | "inspection">("source").notNull(),
    selfCheckId: uuid("self_check_id").references(() => selfChecks.id),
    /** Question id for self-check findings, appointment id for visit findings. */
    sourceRef: text("source_ref").notNull(),
    severity: word<"red-line" | "major" | "minor">("severity").notNull(),
    text: jsonb("text").$type<Localised>().notNull(),
    /** Citation ids. */
    basis: jsonb("basis").$type<string[]>().notNull(),
    foundOn: dayColumn("found_on").notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    index("finding_enterprise").on(table.enterpriseId, table.foundOn),
    uniqueIndex("finding_self_check_question").on(table.selfCheckId, table.sourceRef),
  ]
);

export type CorrectionStatus = "open" | "submitted" | "verified" | "reopened";

export const corrections = pgTable(
  "correction",
  {
    id: id(),
    enterpriseId: uuid("enterprise_id").notNull().references(() => enterprises.id),
    findingId: uuid("finding_id").notNull().unique().references(() => findings.id),
    status: word<CorrectionStatus>("status").notNull().default("open"),
    cause: word<"equipment" | "operation" | "management" | "training" | "external">("cause"),
    measure: text("measure").notNull().default(""),
    ownerAccountId: uuid("owner_account_id"),
    dueOn: dayColumn("due_on").notNull(),
    submittedBy: uuid("submitted_by"),
    submittedAt: instant("submitted_at"),
    submittedOn: dayColumn("submitted_on"),
    /** Never the person who submitted (checked by the database). */
    verifiedBy: uuid("verified_by"),
    verifiedOn: dayColumn("verified_on"),
    verdictReason: text("verdict_reason").notNull().default(""),
    createdAt: createdAt(),
  },
  (table) => [index("correction_enterprise_due").on(table.enterpriseId, table.status, table.dueOn)]
);

export const correctionEvidence = pgTable(
  "correction_evidence",
  {
    enterpriseId: uuid("enterprise_id").notNull(),
    correctionId: uuid("correction_id").notNull().references(() => corrections.id),
    evidenceId: uuid("evidence_id").notNull().references(() => evidence.id),
  },
  (table) => [primaryKey({ columns: [table.correctionId, table.evidenceId] })]
);
