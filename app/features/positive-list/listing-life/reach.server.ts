/** The second wall beside row-level security: enterprises of the agency's own region. */
import { sql, type SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { tables } from "~/platform/db.server";
import type { AgencyActor } from "~/shared/actor";

const { enterprises } = tables;

export const ofRegion = (actor: AgencyActor, enterpriseId: PgColumn): SQL =>
  sql`${enterpriseId} in (select ${enterprises.id} from ${enterprises} where ${enterprises.regionCode} like ${`${actor.regionCode}%`})`;
