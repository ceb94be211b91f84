/** Consents of enterprises that a bank may ask, what was answered, and the epochs of the key that signs answers. */
import { index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { apiKeys, enterprises } from "./accounts";
import { createdAt, dayColumn, id, instant } from "./columns";

export const financeConsents = pgTable(
  "finance_consent",
  {
    id: id(),
    enterpriseId: uuid("enterprise_id").notNull().references(() => enterprises.id),
    /** As the keys of the organisation name it; a new key of it needs no new consent. */
    organisation: text("organisation").notNull(),
    /** First and last day. */
    fromDay: dayColumn("from_day").notNull(),
    toDay: dayColumn("to_day").notNull(),
    givenBy: uuid("given_by").notNull(),
    givenAt: instant("given_at").notNull(),
    revokedBy: uuid("revoked_by"),
    revokedAt: instant("revoked_at"),
  },
  (table) => [index("finance_consent_enterprise").on(table.enterpriseId, table.givenAt)]
);

/** Never changed; the database takes none without a consent in force. */
export const financeAnswers = pgTable(
  "finance_answer",
  {
    id: id(),
    enterpriseId: uuid("enterprise_id").notNull().references(() => enterprises.id),
    consentId: uuid("consent_id").notNull().references(() => financeConsents.id),
    apiKeyId: uuid("api_key_id").notNull().references(() => apiKeys.id),
    at: instant("at").notNull(),
    onDay: dayColumn("on_day").notNull(),
    purpose: text("purpose").notNull(),
    reasonCode: text("reason_code").notNull(),
    tier: text("tier"),
  },
  (table) => [
    index("finance_answer_enterprise").on(table.enterpriseId, table.at),
    index("finance_answer_consent").on(table.consentId),
  ]
);

export const signingKeys = pgTable("signing_key", {
  /** The key is derived from the portal's secret and this number. */
  epoch: integer("epoch").primaryKey(),
  publishedAt: instant("published_at").notNull(),
  signsFrom: instant("signs_from").notNull(),
  /** From then on the public half is no longer published; null for the newest. */
  endsAt: instant("ends_at"),
  createdAt: createdAt(),
});
