/** What the code at the gate tells: who comes, from where, why, and how often this year. */
import { and, asc, eq, like } from "drizzle-orm";
import { enterpriseName } from "~/features/accounts/enterprise-name.server";
import { profileFor } from "~/features/positive-list/rules.server";
import { today } from "~/platform/clock.server";
import { tables, withTx } from "~/platform/db.server";
import { system, type AgencyActor } from "~/shared/actor";
import { countedVisits } from "../request/room.server";
import { officerNames } from "../team.server";

const { agencies, enterprises, inspectionClues, inspectionRequests, inspections } = tables;

/**
 * The code is the right to read: whoever stands at the gate needs no account. Asked as the portal, because nobody else
 * sees an inspection before the arrival. Null for a code that is unknown, of another day, or of a visit that is over.
 */
export async function visitByCode(code: string) {
  const on = today();
  const found = await withTx(system("inspection-entry"), async (tx) => {
    const [visit] = await tx
      .select({
        id: inspections.id,
        enterpriseId: inspections.enterpriseId,
        enterprise: enterpriseName,
        regionCode: enterprises.regionCode,
        agencyZh: agencies.nameZh,
        agencyEn: agencies.nameEn,
        kind: inspections.kind,
        year: inspections.year,
        source: inspectionClues.source,
        officers: inspections.officers,
        arrivedAt: inspections.arrivedAt,
      })
      .from(inspections)
      .innerJoin(enterprises, eq(enterprises.id, inspections.enterpriseId))
      .innerJoin(agencies, eq(agencies.id, inspections.agencyId))
      .leftJoin(inspectionClues, eq(inspectionClues.id, inspections.clueId))
      .where(and(eq(inspections.entryCode, code), eq(inspections.entryDay, on), eq(inspections.status, "planned")));
    if (!visit) return null;
    const matters = await tx
      .select({ matter: inspectionRequests.matter, basis: inspectionRequests.basis })
      .from(inspectionRequests)
      .where(eq(inspectionRequests.inspectionId, visit.id))
      .orderBy(asc(inspectionRequests.createdAt));
    return { ...visit, matters, counted: await countedVisits(tx, visit.enterpriseId, visit.year) };
  });
  if (!found) return null;
  const names = await officerNames(found.officers);
  const { agencyZh, agencyEn, regionCode, ...visit } = found;
  return {
    ...visit,
    agency: { "zh-CN": agencyZh, en: agencyEn },
    officers: visit.officers.map((id) => names.get(id) ?? "–"),
    cap: profileFor(regionCode, on).visits.inspectionsPerYear.value,
  };
}

/** The code of today, for one of the team. Null when the inspection is not there or is somebody else's. */
export const shownCode = (actor: AgencyActor, id: string) =>
  withTx(actor, async (tx) => {
    const [row] = await tx
      .select({ id: inspections.id, enterprise: enterpriseName, officers: inspections.officers, entryCode: inspections.entryCode, entryDay: inspections.entryDay, arrivedAt: inspections.arrivedAt })
      .from(inspections)
      .innerJoin(enterprises, eq(enterprises.id, inspections.enterpriseId))
      .where(and(eq(inspections.id, id), like(enterprises.regionCode, `${actor.regionCode}%`)));
    if (!row?.officers.includes(actor.accountId)) return null;
    return { id: row.id, enterprise: row.enterprise, arrivedAt: row.arrivedAt, code: row.entryDay === today() ? row.entryCode : null };
  });
