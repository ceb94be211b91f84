/** A condition on many ids whose text does not depend on how many there are, so that its plan is made once. */
import { eq, sql, type SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";

export const isOneOf = (column: PgColumn, ids: readonly string[]): SQL =>
  ids.length === 1 ? eq(column, ids[0]) : sql`${column} = any(string_to_array(${ids.join(",")}, ',')::uuid[])`;
