/** How the scores are spread over the enterprises of a place and a sector: counted once a day, groups that may be shown only. */
import { boolean, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { dayColumn } from "./columns";

/** The day of the count that `score_cell` holds; no row before the first. */
export const scoreCounts = pgTable("score_count", {
  onlyRow: boolean("only_row").primaryKey().default(true),
  countedOn: dayColumn("counted_on").notNull(),
});

export const scoreCells = pgTable(
  "score_cell",
  {
    /** "" for the nation, else a region code of 2, 4 or 6 digits. */
    region: text("region").notNull(),
    /** "*" for all sectors together. */
    sector: text("sector").notNull(),
    enterprises: integer("enterprises").notNull(),
    /** How many have 0, 1, … 100 whole points. */
    counts: integer("counts").array().notNull(),
  },
  (table) => [primaryKey({ columns: [table.region, table.sector] })]
);
