/** Stored facts with both their times and where they come from: an enterprise its own, an agency those of its region. */
import { and, asc, eq, inArray } from "drizzle-orm";
import { enterpriseName } from "~/features/accounts/enterprise-name.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import type { AgencyActor, EnterpriseActor } from "~/shared/actor";
import { day as toDay, type Day } from "~/shared/day";
import { COMPUTED } from "../enterprise-facts.server";
import { isFactKind } from "../fact-kinds";
import type { FactKind } from "../facts";
import { ofRegion } from "../listing-life/reach.server";
import { knownAbout, versionsOf, type Held, type Recorded } from "./known";

const { accounts, agencies, enterprises, factDisputes, facts, importBatches } = tables;

export type FactReader = AgencyActor | EnterpriseActor;

export interface FactRow extends Recorded, Held {
  readonly enterpriseId: string;
  readonly kind: FactKind;
  readonly value: unknown;
  readonly source: string;
  readonly disputeId: string | null;
  readonly recordedBy: string | null;
  /** Null when no person did it, or the reader does not see that person. */
  readonly person: string | null;
  readonly system: string | null;
  /** Of the import; its file's name for the agency that imported it. */
  readonly batchId: string | null;
  readonly fileName: string | null;
}

const reach = (actor: FactReader) =>
  actor.kind === "enterprise" ? eq(facts.enterpriseId, actor.enterpriseId) : ofRegion(actor, facts.enterpriseId);

/** Every version of every stored statement about an enterprise, in the order of recording. */
export async function factRows(tx: Tx, actor: FactReader, enterpriseId: string): Promise<FactRow[]> {
  const rows = await tx
    .select({
      id: facts.id,
      enterpriseId: facts.enterpriseId,
      kind: facts.kind,
      value: facts.value,
      validFrom: facts.validFrom,
      validTo: facts.validTo,
      source: facts.source,
      replaces: facts.replaces,
      withdrawn: facts.withdrawn,
      disputeId: facts.disputeId,
      recordedAt: facts.recordedAt,
      recordedBy: facts.recordedBy,
      person: accounts.displayName,
      system: facts.recordedSystem,
      batchId: facts.importBatchId,
      fileName: importBatches.fileName,
    })
    .from(facts)
    .leftJoin(accounts, eq(accounts.id, facts.recordedBy))
    .leftJoin(importBatches, eq(importBatches.id, facts.importBatchId))
    .where(and(eq(facts.enterpriseId, enterpriseId), reach(actor)))
    .orderBy(asc(facts.recordedAt), asc(facts.id));
  return rows.flatMap(({ kind, validFrom, validTo, recordedAt, ...row }) =>
    isFactKind(kind)
      ? { ...row, kind, validFrom: toDay(validFrom), validTo: validTo === null ? null : toDay(validTo), recordedAt: recordedAt.toISOString() }
      : []
  );
}

/**
 * What was known at an instant (null: now) about a day, oldest first. Without the kinds that the portal computes anew each
 * time: their stored rows do not count, and what counted stands in the evaluations.
 */
export async function factsKnown(actor: FactReader, enterpriseId: string, on: Day, by: string | null) {
  return withTx(actor, async (tx) => {
    const stored = (await factRows(tx, actor, enterpriseId)).filter(({ kind }) => !COMPUTED.has(kind));
    const rows = knownAbout(stored, on, by);
    return { rows, open: await openDisputes(tx, rows.map(({ id }) => id)), agencies: await agencyNames(tx, rows) };
  });
}

async function openDisputes(tx: Tx, factIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (factIds.length === 0) return new Map();
  const rows = await tx
    .select({ id: factDisputes.id, factId: factDisputes.factId })
    .from(factDisputes)
    .where(and(inArray(factDisputes.factId, [...factIds]), eq(factDisputes.status, "open")));
  return new Map(rows.map(({ id, factId }) => [factId, id]));
}

const regionOf = (source: string): string | null => /^agency:(\d{2,6})$/.exec(source)?.[1] ?? null;

/** The agency behind each source, by the source. */
async function agencyNames(tx: Tx, rows: readonly FactRow[]) {
  const sources = new Map(rows.map(({ source }) => [regionOf(source), source]));
  sources.delete(null);
  const regions = [...sources.keys()].filter((region) => region !== null);
  if (regions.length === 0) return new Map<string, { "zh-CN": string; en: string }>();
  const found = await tx
    .select({ region: agencies.regionCode, zh: agencies.nameZh, en: agencies.nameEn })
    .from(agencies)
    .where(inArray(agencies.regionCode, regions))
    .orderBy(asc(agencies.createdAt));
  return new Map(found.map(({ region, zh, en }) => [`agency:${region}`, { "zh-CN": zh, en }]));
}
export type AgencyNames = Awaited<ReturnType<typeof agencyNames>>;

/** One fact with all its versions and the disputes about any of them; null when it is out of reach. */
export async function factHistory(actor: FactReader, factId: string) {
  return withTx(actor, async (tx) => {
    const [fact] = await tx
      .select({ enterpriseId: facts.enterpriseId, enterprise: enterpriseName, uscc: enterprises.uscc })
      .from(facts)
      .innerJoin(enterprises, eq(enterprises.id, facts.enterpriseId))
      .where(and(eq(facts.id, factId), reach(actor)));
    if (!fact) return null;
    const versions = versionsOf(await factRows(tx, actor, fact.enterpriseId), factId);
    const disputes = await tx
      .select({
        id: factDisputes.id,
        factId: factDisputes.factId,
        status: factDisputes.status,
        raisedOn: factDisputes.raisedOn,
        decidedOn: factDisputes.decidedOn,
      })
      .from(factDisputes)
      .where(inArray(factDisputes.factId, versions.map(({ id }) => id)))
      .orderBy(asc(factDisputes.createdAt));
    return { ...fact, versions, disputes, agencies: await agencyNames(tx, versions) };
  });
}

/** Name and code of an enterprise within the agency's region, or null. */
export async function enterpriseNear(actor: AgencyActor, enterpriseId: string) {
  const [row] = await withTx(actor, (tx) =>
    tx
      .select({ name: enterpriseName, uscc: enterprises.uscc, regionCode: enterprises.regionCode })
      .from(enterprises)
      .where(and(eq(enterprises.id, enterpriseId), ofRegion(actor, enterprises.id)))
  );
  return row ?? null;
}
