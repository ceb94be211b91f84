/** Requests of agencies for a visit. */
import { index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { agencies, enterprises } from "./accounts";
import { createdAt, dayColumn, id, word } from "./columns";
import { inspections, type ApartReason } from "./inspection";

/** Why a request gets no visit. */
export type RefusalReason = "exempt" | "cap" | "off-site-enough" | "not-published" | "already-seen";

export const inspectionRequests = pgTable(
  "inspection_request",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull().references(() => agencies.id),
    enterpriseId: uuid("enterprise_id").notNull().references(() => enterprises.id),
    matter: text("matter").notNull(),
    basis: text("basis").notNull(),
    earliest: dayColumn("earliest").notNull(),
    latest: dayColumn("latest").notNull(),
    status: word<"open" | "visit" | "refused" | "withdrawn">("status").notNull().default("open"),
    reasonCode: word<RefusalReason | ApartReason>("reason_code"),
    inspectionId: uuid("inspection_id").references(() => inspections.id),
    requestedBy: uuid("requested_by").notNull(),
    /** Null when the rules refused it. */
    decidedBy: uuid("decided_by"),
    decidedOn: dayColumn("decided_on"),
    createdAt: createdAt(),
  },
  (table) => [index("inspection_request_enterprise").on(table.enterpriseId, table.status)]
);
