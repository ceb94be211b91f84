/** Sites of an enterprise with their permit data. */
import { and, asc, eq } from "drizzle-orm";
import { tables, withTx } from "~/platform/db.server";
import type { EnterpriseActor } from "~/shared/actor";
import type { SIZES } from "./forms";
import { siteFactsSchema, type SiteFacts } from "./questionnaire";

const { enterprises, selfChecks, sites } = tables;

export interface Site {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly permitNumber: string | null;
  readonly permitExpiresOn: string | null;
  /** Null until permit data has been entered. */
  readonly facts: SiteFacts | null;
  readonly revision: number;
  readonly sector: Sector | null;
  readonly size: (typeof SIZES)[number] | null;
  readonly draftId: string | null;
}
export type Sector = "electroplating" | "coating" | "textile-dyeing";

const COLUMNS = {
  id: sites.id,
  name: sites.name,
  address: sites.address,
  permitNumber: sites.permitNumber,
  permitExpiresOn: sites.permitExpiresOn,
  facts: sites.facts,
  revision: sites.revision,
  sector: enterprises.sector,
  size: enterprises.size,
  draftId: selfChecks.id,
};

export async function sitesOf(actor: EnterpriseActor, id?: string): Promise<Site[]> {
  const rows = await withTx(actor, (tx) =>
    tx
      .select(COLUMNS)
      .from(sites)
      .innerJoin(enterprises, eq(enterprises.id, sites.enterpriseId))
      .leftJoin(selfChecks, and(eq(selfChecks.siteId, sites.id), eq(selfChecks.status, "draft")))
      .where(
        and(
          eq(sites.enterpriseId, actor.enterpriseId),
          id === undefined ? undefined : eq(sites.id, id)
        )
      )
      .orderBy(asc(sites.createdAt))
  );
  return rows.map((row) => ({
    ...row,
    facts: row.facts === null ? null : siteFactsSchema.parse(row.facts),
  }));
}

export async function siteOf(actor: EnterpriseActor, id: string): Promise<Site | null> {
  return (await sitesOf(actor, id))[0] ?? null;
}

/** Whether a self-check of the site could start: permit data and sector are there. */
export const isReady = (site: Site): boolean => site.facts !== null && site.sector !== null;
