/** Sharing a self-check with the agencies of its region, and what they answer. */
import { boolean, index, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { agencies, sites } from "./accounts";
import { id, instant, word } from "./columns";
import { selfChecks } from "./self-check";

const selfCheckId = () =>
  uuid("self_check_id")
    .notNull()
    .references(() => selfChecks.id);

/** One row an act of sharing. It ends by being opened or by being taken back, never by both. */
export const shares = pgTable(
  "self_check_share",
  {
    id: id(),
    enterpriseId: uuid("enterprise_id").notNull(),
    selfCheckId: selfCheckId(),
    siteId: uuid("site_id")
      .notNull()
      .references(() => sites.id),
    sharedAt: instant("shared_at").notNull(),
    sharedBy: uuid("shared_by").notNull(),
    /** Whether the files behind the answers are part of it. */
    withEvidence: boolean("with_evidence").notNull(),
    /** What the page counted when it was confirmed. */
    answerCount: integer("answer_count").notNull(),
    findingCount: integer("finding_count").notNull(),
    evidenceCount: integer("evidence_count").notNull(),
    /** Agencies that were named, as they were called then. */
    recipients: jsonb("recipients").$type<{ id: string; nameZh: string; nameEn: string }[]>().notNull(),
    /** The explanation that was shown; 0 for shares older than the versions. */
    textVersion: integer("text_version").notNull(),
    textHash: text("text_hash").notNull(),
    openedAt: instant("opened_at"),
    openedBy: uuid("opened_by"),
    openedAgencyId: uuid("opened_agency_id").references(() => agencies.id),
    revokedAt: instant("revoked_at"),
    revokedBy: uuid("revoked_by"),
    revokeReason: text("revoke_reason"),
  },
  (table) => [index("self_check_share_list").on(table.enterpriseId, table.sharedAt.desc())]
);

/** What an officer writes back on a shared self-check. Append-only. */
export const acknowledgments = pgTable(
  "self_check_acknowledgment",
  {
    id: id(),
    enterpriseId: uuid("enterprise_id").notNull(),
    selfCheckId: selfCheckId(),
    shareId: uuid("share_id")
      .notNull()
      .references(() => shares.id),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    nextStep: word<"none" | "corrections" | "visit" | "contact">("next_step").notNull(),
    note: text("note").notNull(),
    writtenBy: uuid("written_by").notNull(),
    writtenAt: instant("written_at").notNull(),
  },
  (table) => [index("self_check_acknowledgment_share").on(table.shareId, table.writtenAt)]
);
