/** Columns that several tables share. Days are `date` as text, instants `timestamptz`, money integer fen. */
import { date, text, timestamp, uuid } from "drizzle-orm/pg-core";

export const id = () => uuid("id").primaryKey().defaultRandom();
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });
export const createdAt = () => instant("created_at").notNull().defaultNow();
export const dayColumn = (name: string) => date(name, { mode: "string" });
export const word = <T extends string>(name: string) => text(name).$type<T>();
