/** Codes by which a printed report is checked. */
import { pgTable, text, uuid } from "drizzle-orm/pg-core";
import { createdAt } from "./columns";
import { selfChecks } from "./self-check";

export const reportCodes = pgTable("self_check_report_code", {
  selfCheckId: uuid("self_check_id")
    .primaryKey()
    .references(() => selfChecks.id),
  enterpriseId: uuid("enterprise_id").notNull(),
  code: text("code").notNull().unique(),
  createdAt: createdAt(),
});
