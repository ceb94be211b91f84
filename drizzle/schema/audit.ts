/**
 * Append-only ledgers and the access log. Rows enter through the SQL function `ledger_append` alone; the app role
 * can neither change nor delete them.
 */
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, instant, word } from "./columns";

export type LedgerChain = "audit" | "points" | "decision" | "score";

export const ledgerEntries = pgTable(
  "ledger_entry",
  {
    /** Enterprise, agency or account whose chain it is; the nil uuid for the portal itself. */
    ownerId: uuid("owner_id").notNull(),
    chain: word<LedgerChain>("chain").notNull(),
    seq: bigint("seq", { mode: "number" }).notNull(),
    /** Microseconds since 1970, UTC. */
    atUs: bigint("at_us", { mode: "number" }).notNull(),
    kind: text("kind").notNull(),
    actorId: uuid("actor_id"),
    /** Change of the chain's balance (points); 0 elsewhere. */
    delta: integer("delta").notNull(),
    payload: jsonb("payload").notNull(),
    salt: text("salt").notNull(),
    commitment: text("commitment").notNull(),
    prevHash: text("prev_hash").notNull(),
    hash: text("hash").notNull(),
    alg: text("alg").notNull().default("sha256"),
    idempotencyKey: text("idempotency_key"),
  },
  (table) => [
    primaryKey({ columns: [table.ownerId, table.chain, table.seq] }),
    uniqueIndex("ledger_entry_key").on(table.ownerId, table.chain, table.idempotencyKey),
  ]
);

export const ledgerHeads = pgTable(
  "ledger_head",
  {
    ownerId: uuid("owner_id").notNull(),
    chain: word<LedgerChain>("chain").notNull(),
    seq: bigint("seq", { mode: "number" }).notNull(),
    hash: text("hash").notNull(),
    balance: integer("balance").notNull(),
  },
  (table) => [primaryKey({ columns: [table.ownerId, table.chain] })]
);

/** Who outside an enterprise opened which of its records, when and for what purpose. Never changed. */
export const accessEvents = pgTable(
  "access_event",
  {
    id: id(),
    enterpriseId: uuid("enterprise_id").notNull(),
    at: instant("at").notNull().defaultNow(),
    /** Person or machine, as shown to the enterprise. */
    reader: text("reader").notNull(),
    readerAccountId: uuid("reader_account_id"),
    apiKeyId: uuid("api_key_id"),
    record: text("record").notNull(),
    purpose: text("purpose").notNull(),
    createdAt: createdAt(),
  },
  (table) => [index("access_event_enterprise").on(table.enterpriseId, table.at)]
);
