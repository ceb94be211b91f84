/** Requests of agencies as pages show them. */
import { and, asc, desc, eq, like, ne, sql } from "drizzle-orm";
import { enterpriseName } from "~/features/accounts/enterprise-name.server";
import { today } from "~/platform/clock.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import type { AgencyActor } from "~/shared/actor";
import { plannedVisits } from "./decision.server";
import { together } from "./one-check";

const { agencies, enterprises, inspectionRequests, inspections } = tables;
const SHOWN = 200;

const columns = {
  id: inspectionRequests.id,
  agencyId: inspectionRequests.agencyId,
  agency: sql<{ "zh-CN": string; en: string }>`jsonb_build_object('zh-CN', ${agencies.nameZh}, 'en', ${agencies.nameEn})`,
  enterpriseId: inspectionRequests.enterpriseId,
  enterprise: enterpriseName,
  uscc: enterprises.uscc,
  matter: inspectionRequests.matter,
  basis: inspectionRequests.basis,
  earliest: inspectionRequests.earliest,
  latest: inspectionRequests.latest,
  status: inspectionRequests.status,
  reasonCode: inspectionRequests.reasonCode,
  inspectionId: inspectionRequests.inspectionId,
  requestedBy: inspectionRequests.requestedBy,
  /** What became of its visit; null without one. */
  visitStatus: inspections.status,
};

const requests = (tx: Tx) =>
  tx
    .select(columns)
    .from(inspectionRequests)
    .innerJoin(enterprises, eq(enterprises.id, inspectionRequests.enterpriseId))
    .innerJoin(agencies, eq(agencies.id, inspectionRequests.agencyId))
    .leftJoin(inspections, eq(inspections.id, inspectionRequests.inspectionId));

/** Of the agency's region, those that wait first. */
export const requestLines = (actor: AgencyActor) =>
  withTx(actor, (tx) =>
    requests(tx)
      .where(like(enterprises.regionCode, `${actor.regionCode}%`))
      .orderBy(sql`${inspectionRequests.status} <> 'open'`, desc(inspectionRequests.createdAt))
      .limit(SHOWN)
  );

/** One request, with what could be one visit with it. */
export const requestOf = (actor: AgencyActor, id: string) =>
  withTx(actor, async (tx) => {
    const [request] = await requests(tx).where(and(eq(inspectionRequests.id, id), like(enterprises.regionCode, `${actor.regionCode}%`)));
    if (!request) return null;
    if (request.status !== "open") return { ...request, others: [], visit: null, common: null };
    const open = await requests(tx)
      .where(and(eq(inspectionRequests.enterpriseId, request.enterpriseId), eq(inspectionRequests.status, "open"), ne(inspectionRequests.id, id), ne(inspectionRequests.requestedBy, actor.accountId)))
      .orderBy(asc(inspectionRequests.createdAt), asc(inspectionRequests.id));
    const [visit] = together(request, await plannedVisits(tx, request.enterpriseId, today())).taken;
    const days = visit ? together(request, [visit]).days : request;
    const { taken, days: common } = together(days, open);
    return { ...request, others: taken, visit: visit ? { id: visit.id } : null, common };
  });

/** What the requests behind a visit want looked at. */
export const mattersOf = (actor: AgencyActor, inspectionId: string) =>
  withTx(actor, (tx) =>
    requests(tx)
      .where(and(eq(inspectionRequests.inspectionId, inspectionId), like(enterprises.regionCode, `${actor.regionCode}%`)))
      .orderBy(asc(inspectionRequests.createdAt))
  );
