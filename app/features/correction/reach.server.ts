/** Which corrections an actor may reach, in SQL; row-level security says the same again. */
import { and, eq, sql, type SQL } from "drizzle-orm";
import { tables } from "~/platform/db.server";
import type { AgencyActor, EnterpriseActor } from "~/shared/actor";

const { corrections, enterprises, findings, selfChecks } = tables;

/** The joins of `findings` and, outer, of `selfChecks` are the caller's. */
export function withinReach(actor: EnterpriseActor | AgencyActor): SQL | undefined {
  if (actor.kind === "enterprise") return eq(corrections.enterpriseId, actor.enterpriseId);
  return and(
    sql`exists (select 1 from ${enterprises} where ${enterprises.id} = ${corrections.enterpriseId}
      and ${enterprises.regionCode} like ${`${actor.regionCode}%`})`,
    sql`(${findings.selfCheckId} is null or ${selfChecks.sharedAt} is not null)`
  );
}
