/** Reads of shares: an enterprise all of its own, an agency those in force in its region. */
import { and, count, desc, eq, exists, gte, ilike, isNotNull, isNull, lt, or, sql, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { tables, withTx, type Tx } from "~/platform/db.server";
import type { AgencyActor, EnterpriseActor } from "~/shared/actor";
import { addDays, instantAt } from "~/shared/day";
import type { ShareFilter } from "./share-forms";

const { accounts, acknowledgments, agencies, enterprises, findings, shares, sites } = tables;

export interface Agency {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
}

/** Agencies that can read a self-check once it is shared, the nearest first. */
export function agenciesOf(tx: Tx, actor: EnterpriseActor): Promise<Agency[]> {
  return tx
    .select({ id: agencies.id, nameZh: agencies.nameZh, nameEn: agencies.nameEn })
    .from(agencies)
    .innerJoin(enterprises, sql`${enterprises.regionCode} like ${agencies.regionCode} || '%'`)
    .where(eq(enterprises.id, actor.enterpriseId))
    .orderBy(desc(agencies.regionCode));
}

export const agenciesOver = (actor: EnterpriseActor): Promise<Agency[]> =>
  withTx(actor, (tx) => agenciesOf(tx, actor));

/** Every act of sharing of one self-check, the latest first; the first is in force unless it was taken back. */
export async function ownShares(actor: EnterpriseActor, selfCheckId: string) {
  const [sharer, revoker] = [alias(accounts, "sharer"), alias(accounts, "revoker")];
  return withTx(actor, (tx) =>
    tx
      .select({
        id: shares.id,
        sharedAt: shares.sharedAt,
        sharedBy: sharer.displayName,
        withEvidence: shares.withEvidence,
        answerCount: shares.answerCount,
        findingCount: shares.findingCount,
        evidenceCount: shares.evidenceCount,
        recipients: shares.recipients,
        textVersion: shares.textVersion,
        openedAt: shares.openedAt,
        openedAgencyZh: agencies.nameZh,
        openedAgencyEn: agencies.nameEn,
        revokedAt: shares.revokedAt,
        revokedBy: revoker.displayName,
        revokeReason: shares.revokeReason,
      })
      .from(shares)
      .leftJoin(sharer, eq(sharer.id, shares.sharedBy))
      .leftJoin(revoker, eq(revoker.id, shares.revokedBy))
      .leftJoin(agencies, eq(agencies.id, shares.openedAgencyId))
      .where(and(eq(shares.selfCheckId, selfCheckId), eq(shares.enterpriseId, actor.enterpriseId)))
      .orderBy(sql`${shares.revokedAt} is not null`, desc(shares.sharedAt))
      .limit(50)
  );
}
export type OwnShare = Awaited<ReturnType<typeof ownShares>>[number];

/** Enterprises of the agency's region; the second wall beside row-level security. */
const inRegion = (actor: AgencyActor): SQL =>
  sql`${shares.enterpriseId} in (select ${enterprises.id} from ${enterprises} where ${enterprises.regionCode} like ${`${actor.regionCode}%`})`;

const LINE = {
  id: shares.id,
  selfCheckId: shares.selfCheckId,
  enterpriseId: shares.enterpriseId,
  enterprise: { name: enterprises.name, nameEn: enterprises.nameEn, uscc: enterprises.uscc },
  siteName: sites.name,
  sharedAt: shares.sharedAt,
  withEvidence: shares.withEvidence,
  answerCount: shares.answerCount,
  findingCount: shares.findingCount,
  evidenceCount: shares.evidenceCount,
  openedAt: shares.openedAt,
};

const lines = (tx: Tx, where: SQL | undefined) =>
  tx
    .select(LINE)
    .from(shares)
    .innerJoin(enterprises, eq(enterprises.id, shares.enterpriseId))
    .innerJoin(sites, eq(sites.id, shares.siteId))
    .where(and(isNull(shares.revokedAt), where));

/** The share in force of one self-check, or null when the agency has none to see. */
export async function sharedWith(actor: AgencyActor, selfCheckId: string) {
  const [row] = await withTx(actor, (tx) =>
    lines(tx, and(eq(shares.selfCheckId, selfCheckId), inRegion(actor)))
  );
  return row ?? null;
}
export type SharedLine = NonNullable<Awaited<ReturnType<typeof sharedWith>>>;

/** When a self-check was shared and first opened, for either side; null while it is private. */
export async function shareDays(actor: EnterpriseActor | AgencyActor, selfCheckId: string) {
  const [row] = await withTx(actor, (tx) =>
    tx
      .select({ sharedAt: shares.sharedAt, openedAt: shares.openedAt })
      .from(shares)
      .where(
        and(
          eq(shares.selfCheckId, selfCheckId),
          isNull(shares.revokedAt),
          actor.kind === "agency" ? inRegion(actor) : eq(shares.enterpriseId, actor.enterpriseId)
        )
      )
  );
  return row ?? null;
}

const PAGE_SIZE = 20;

/** Self-checks shared with the agency, those not opened first. Of one not opened, nothing of its content is searched. */
export async function sharedList(actor: AgencyActor, filter: ShareFilter, page: number) {
  return withTx(actor, async (tx) => {
    const where = and(inRegion(actor), matching(tx, filter));
    const [total] = await tx
      .select({ n: count() })
      .from(shares)
      .innerJoin(enterprises, eq(enterprises.id, shares.enterpriseId))
      .innerJoin(sites, eq(sites.id, shares.siteId))
      .where(and(isNull(shares.revokedAt), where));
    const rows = await lines(tx, where)
      .orderBy(sql`${shares.openedAt} is not null`, desc(shares.sharedAt), shares.id)
      .limit(PAGE_SIZE)
      .offset((page - 1) * PAGE_SIZE);
    return { rows, total: total?.n ?? 0, pageCount: Math.ceil((total?.n ?? 0) / PAGE_SIZE) };
  });
}

function matching(tx: Tx, { unopened, redLine, text, from, to }: ShareFilter): SQL | undefined {
  const like = `%${(text ?? "").replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return and(
    unopened ? isNull(shares.openedAt) : undefined,
    redLine
      ? exists(
          tx
            .select({ one: sql`1` })
            .from(findings)
            .where(and(eq(findings.selfCheckId, shares.selfCheckId), eq(findings.severity, "red-line")))
        )
      : undefined,
    redLine ? isNotNull(shares.openedAt) : undefined,
    text
      ? or(ilike(sites.name, like), ilike(enterprises.name, like), ilike(enterprises.nameEn, like), eq(enterprises.uscc, text))
      : undefined,
    from ? gte(shares.sharedAt, instantAt(from, 0)) : undefined,
    to ? lt(shares.sharedAt, instantAt(addDays(to, 1), 0)) : undefined
  );
}

/** Shares nobody has opened, for the work list: the longest waiting first. */
export async function sharesAwaiting(actor: AgencyActor) {
  return withTx(actor, (tx) =>
    lines(tx, and(inRegion(actor), isNull(shares.openedAt)))
      .orderBy(shares.sharedAt)
      .limit(100)
  );
}

/** What officers wrote back on a share, the latest first. */
export async function acknowledgmentsOf(actor: EnterpriseActor | AgencyActor, selfCheckId: string) {
  return withTx(actor, (tx) =>
    tx
      .select({
        id: acknowledgments.id,
        nextStep: acknowledgments.nextStep,
        note: acknowledgments.note,
        writtenAt: acknowledgments.writtenAt,
        by: accounts.displayName,
        agencyZh: agencies.nameZh,
        agencyEn: agencies.nameEn,
      })
      .from(acknowledgments)
      .innerJoin(agencies, eq(agencies.id, acknowledgments.agencyId))
      .leftJoin(accounts, eq(accounts.id, acknowledgments.writtenBy))
      .where(eq(acknowledgments.selfCheckId, selfCheckId))
      .orderBy(desc(acknowledgments.writtenAt))
      .limit(50)
  );
}
