/** Who uses the portal: agencies, enterprises with their sites, accounts, and how they prove who they are. */
import {
  boolean,
  char,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { AccountRole, ApiScope } from "../../app/shared/actor";
import type { Locale } from "../../app/shared/locale";
import { createdAt, dayColumn, id, instant, word } from "./columns";

export const agencies = pgTable("agency", {
  id: id(),
  nameZh: text("name_zh").notNull(),
  nameEn: text("name_en").notNull(),
  /** GB/T 2260 code, trimmed to its level: "44", "4401" or "440113". Sees every region that starts with it. */
  regionCode: text("region_code").notNull().unique(),
  level: word<"province" | "city" | "county">("level").notNull(),
  createdAt: createdAt(),
});

export const enterprises = pgTable(
  "enterprise",
  {
    id: id(),
    /** Unified social credit code, GB 32100-2015, check digit verified. */
    uscc: char("uscc", { length: 18 }).notNull().unique(),
    name: text("name").notNull(),
    nameEn: text("name_en"),
    /** Six-digit GB/T 2260 code of the county. */
    regionCode: char("region_code", { length: 6 }).notNull(),
    /** Content sector; null until the enterprise has chosen. */
    sector: word<"electroplating" | "coating" | "textile-dyeing">("sector"),
    /** As the enterprise states it; null until it has. */
    size: word<"large" | "medium" | "small" | "micro">("size"),
    createdAt: createdAt(),
  },
  (table) => [index("enterprise_region").on(table.regionCode)]
);

export const sites = pgTable(
  "site",
  {
    id: id(),
    enterpriseId: uuid("enterprise_id").notNull().references(() => enterprises.id),
    name: text("name").notNull(),
    address: text("address").notNull(),
    /** Discharge permit or registration number (22 characters for permits); null until entered. */
    permitNumber: text("permit_number"),
    permitExpiresOn: dayColumn("permit_expires_on"),
    /** `SiteFacts` of the self-check feature; null until entered. */
    facts: jsonb("facts").$type<Record<string, string | boolean>>(),
    /** Raised at each change of permit data, to catch two people editing at once. */
    revision: integer("revision").notNull().default(1),
    createdAt: createdAt(),
  },
  (table) => [index("site_enterprise").on(table.enterpriseId)]
);

export const accounts = pgTable(
  "account",
  {
    id: id(),
    loginName: text("login_name").notNull(),
    displayName: text("display_name").notNull(),
    email: text("email").notNull(),
    role: word<AccountRole>("role").notNull(),
    /** Exactly one of enterprise and agency, none for administrators (checked by the database). */
    enterpriseId: uuid("enterprise_id").references(() => enterprises.id),
    agencyId: uuid("agency_id").references(() => agencies.id),
    locale: word<Locale>("locale").notNull().default("zh-CN"),
    disabledAt: instant("disabled_at"),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex("account_login_name").on(table.loginName),
    index("account_enterprise").on(table.enterpriseId),
    index("account_agency").on(table.agencyId),
  ]
);

/** Apart from `account`, so that reading an account never reads a hash. */
export const credentials = pgTable("credential", {
  accountId: uuid("account_id").primaryKey().references(() => accounts.id),
  /** argon2id in PHC format. */
  passwordHash: text("password_hash").notNull(),
  /** Base32 secret sealed with the field key; null until the person turns it on. */
  totpSecretSealed: text("totp_secret_sealed"),
  totpConfirmedAt: instant("totp_confirmed_at"),
  /** Last accepted 30-second counter: a code works once. */
  totpLastCounter: integer("totp_last_counter"),
  updatedAt: instant("updated_at").notNull().defaultNow(),
});

export const sessions = pgTable(
  "session",
  {
    /** SHA-256 of the token in the cookie, hex. */
    id: text("id").primaryKey(),
    userId: uuid("user_id").notNull().references(() => accounts.id),
    /** Idle limit; slides while in use. */
    expiresAt: instant("expires_at").notNull(),
    /** Absolute limit; never moves. */
    absoluteExpiresAt: instant("absolute_expires_at").notNull(),
    /** When name and password were last checked. */
    authAt: instant("auth_at").notNull(),
    /** When the second factor was last checked; null = one factor only. */
    mfaAt: instant("mfa_at"),
    userAgent: text("user_agent").notNull(),
    createdAt: createdAt(),
  },
  (table) => [index("session_user").on(table.userId)]
);

/** Invitations and password resets: single use, hashed, short-lived. */
export const accountTokens = pgTable("account_token", {
  /** SHA-256 of the token in the mail, hex. */
  id: text("id").primaryKey(),
  accountId: uuid("account_id").notNull().references(() => accounts.id),
  purpose: word<"invitation" | "reset">("purpose").notNull(),
  expiresAt: instant("expires_at").notNull(),
  usedAt: instant("used_at"),
  createdAt: createdAt(),
});

/** Forms posted after a session had ended, kept for an hour. */
export const postedForms = pgTable("posted_form", {
  /** SHA-256 of the token in the address, hex. */
  id: text("id").primaryKey(),
  path: text("path").notNull(),
  /** Names and values, sealed. */
  sealed: text("sealed").notNull(),
  expiresAt: instant("expires_at").notNull(),
  createdAt: createdAt(),
});

/** Keys of machines: agencies' systems and banks. */
export const apiKeys = pgTable("api_key", {
  id: id(),
  organisation: text("organisation").notNull(),
  /** SHA-256 of the key, hex. */
  keyHash: text("key_hash").notNull().unique(),
  scopes: jsonb("scopes").$type<ApiScope[]>().notNull(),
  /** What the key may reach; "" = all regions. */
  regionCode: text("region_code").notNull().default(""),
  /** Questions it may ask in a minute. */
  perMinute: integer("per_minute").notNull().default(600),
  revokedAt: instant("revoked_at"),
  createdAt: createdAt(),
});

/** Answers of requests already carried out, so that a repeated post has one effect. */
export const idempotencyKeys = pgTable(
  "idempotency_key",
  {
    accountId: uuid("account_id").notNull(),
    key: text("key").notNull(),
    action: text("action").notNull(),
    /** What the first request came to, e.g. the id it created. */
    outcome: jsonb("outcome").$type<unknown>(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.key] })]
);

export const rateLimits = pgTable("rate_limit", {
  key: text("key").primaryKey(),
  points: integer("points").notNull().default(0),
  expire: instant("expire"),
});

/** Demonstration data or not: shown in the footer, refused in production. */
export const portalState = pgTable("portal_state", {
  id: integer("id").primaryKey(),
  demonstration: boolean("demonstration").notNull(),
  /** Day shown by the clock in demonstration mode, when set. */
  clockOffsetDays: integer("clock_offset_days").notNull().default(0),
  createdAt: createdAt(),
});
