/** The enterprise's own corrections for its board, its list and its files. */
import { asc, eq, sql } from "drizzle-orm";
import { tables, withTx } from "~/platform/db.server";
import type { EnterpriseActor } from "~/shared/actor";
import { day, type Day } from "~/shared/day";
import { fitsFilters, type Filters } from "./board";
import { standingOn } from "./standing";

const { accounts, corrections, findings, sites } = tables;

/** More than a site makes in years; a longer list is cut, those in hand first. */
export const MOST_LINES = 2000;

/** By due day: those in hand first, closed ones after them, the graver of two that fall due on one day first. */
export async function correctionLines(actor: EnterpriseActor, on: Day, filters?: Filters) {
  const rows = await withTx(actor, (tx) =>
    tx
      .select({
        id: corrections.id,
        status: corrections.status,
        dueOn: corrections.dueOn,
        submittedOn: corrections.submittedOn,
        verifiedOn: corrections.verifiedOn,
        ownerAccountId: corrections.ownerAccountId,
        owner: accounts.displayName,
        cause: corrections.cause,
        causeText: corrections.causeText,
        measure: corrections.measure,
        text: findings.text,
        severity: findings.severity,
        source: findings.source,
        foundOn: findings.foundOn,
        basis: findings.basis,
        recurrenceMonths: findings.recurrenceMonths,
        siteId: findings.siteId,
        siteName: sites.name,
        extensionAsked: sql<boolean>`exists (select 1 from correction_extension x
          where x.correction_id = ${corrections.id} and x.status = 'asked')`,
      })
      .from(corrections)
      .innerJoin(findings, eq(findings.id, corrections.findingId))
      .innerJoin(sites, eq(sites.id, findings.siteId))
      .leftJoin(accounts, eq(accounts.id, corrections.ownerAccountId))
      .where(eq(corrections.enterpriseId, actor.enterpriseId))
      .orderBy(
        sql`${corrections.status} = 'verified'`,
        asc(corrections.dueOn),
        sql`array_position(array['red-line', 'major', 'minor'], ${findings.severity})`,
        asc(corrections.id)
      )
      .limit(MOST_LINES)
  );
  const lines = rows.map((row) => {
    const days = {
      dueOn: day(row.dueOn),
      submittedOn: row.submittedOn === null ? null : day(row.submittedOn),
    };
    return { ...row, ...days, standing: standingOn(on, { status: row.status, ...days }) };
  });
  return filters ? lines.filter((line) => fitsFilters(line, filters)) : lines;
}
export type Line = Awaited<ReturnType<typeof correctionLines>>[number];

export function sitesOf(actor: EnterpriseActor): Promise<{ id: string; name: string }[]> {
  return withTx(actor, (tx) =>
    tx
      .select({ id: sites.id, name: sites.name })
      .from(sites)
      .where(eq(sites.enterpriseId, actor.enterpriseId))
      .orderBy(asc(sites.name))
  );
}
