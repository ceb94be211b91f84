/** Reads of corrections: an enterprise its own, an agency those whose finding it may see in its region. */
import { and, asc, desc, eq, ne, sql, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { tables, withTx, type Tx } from "~/platform/db.server";
import type { AgencyActor, EnterpriseActor } from "~/shared/actor";
import { day, type Day } from "~/shared/day";
import { withinReach } from "./reach.server";
import { standingOn, type Standing } from "./standing";
import { extensionsOf, stepsOf } from "./step.server";

const {
  accounts,
  correctionEvidence,
  corrections,
  enterprises,
  evidence,
  findings,
  selfChecks,
  sites,
} = tables;
export type Reader = EnterpriseActor | AgencyActor;

const LINE = {
  id: corrections.id,
  status: corrections.status,
  dueOn: corrections.dueOn,
  submittedOn: corrections.submittedOn,
  ownerAccountId: corrections.ownerAccountId,
  submittedBy: corrections.submittedBy,
  text: findings.text,
  severity: findings.severity,
  source: findings.source,
  foundOn: findings.foundOn,
  siteId: findings.siteId,
  siteName: sites.name,
  recurrenceMonths: findings.recurrenceMonths,
  enterpriseName: enterprises.name,
};

function lines(tx: Tx, actor: Reader, where: SQL | undefined) {
  return tx
    .select(LINE)
    .from(corrections)
    .innerJoin(findings, eq(findings.id, corrections.findingId))
    .leftJoin(selfChecks, eq(selfChecks.id, findings.selfCheckId))
    .innerJoin(sites, eq(sites.id, findings.siteId))
    .innerJoin(enterprises, eq(enterprises.id, corrections.enterpriseId))
    .where(and(withinReach(actor), where));
}
type Row = Awaited<ReturnType<typeof lines>>[number];
export interface CorrectionLine extends Omit<Row, "dueOn" | "submittedOn"> {
  readonly dueOn: Day;
  readonly submittedOn: Day | null;
  readonly standing: Standing;
}

const dated = <R extends { dueOn: string; submittedOn: string | null; status: Row["status"] }>(
  row: R,
  on: Day
) => {
  const days = {
    dueOn: day(row.dueOn),
    submittedOn: row.submittedOn === null ? null : day(row.submittedOn),
  };
  return { ...row, ...days, standing: standingOn(on, { status: row.status, ...days }) };
};

/** Of two that fall due on one day, the graver first. */
const GRAVEST = sql`array_position(array['red-line', 'major', 'minor'], ${findings.severity})`;

/** For the overview page: corrections not closed yet, the most urgent first. */
export async function dueCorrections(
  actor: EnterpriseActor,
  on: Day,
  limit = 5
): Promise<CorrectionLine[]> {
  const rows = await withTx(actor, (tx) =>
    lines(tx, actor, ne(corrections.status, "verified"))
      .orderBy(asc(corrections.dueOn), GRAVEST)
      .limit(limit)
  );
  return rows.map((row) => dated(row, on));
}

/** Submitted corrections that an officer could verify, the longest waiting first. */
export async function correctionsAwaitingAgency(
  actor: AgencyActor,
  on: Day
): Promise<CorrectionLine[]> {
  const rows = await withTx(actor, (tx) =>
    lines(tx, actor, eq(corrections.status, "submitted"))
      .orderBy(asc(corrections.submittedOn))
      .limit(200)
  );
  return rows.map((row) => dated(row, on));
}

/** One correction with its evidence, or null when it is not there for the reader. */
export async function correctionOf(actor: Reader, id: string, on: Day) {
  return withTx(actor, async (tx) => {
    const [owner, submitter, verifier] = [
      alias(accounts, "owner"),
      alias(accounts, "submitter"),
      alias(accounts, "verifier"),
    ];
    // Not there for an agency that may not see it: then it is not said to be repeated.
    const [earlier, earlierCorrection] = [
      alias(findings, "earlier"),
      alias(corrections, "earlier_correction"),
    ];
    const [row] = await tx
      .select({
        ...LINE,
        enterpriseId: corrections.enterpriseId,
        cause: corrections.cause,
        causeText: corrections.causeText,
        firstDueOn: corrections.firstDueOn,
        windowDays: corrections.windowDays,
        windowKind: corrections.windowKind,
        measure: corrections.measure,
        owner: owner.displayName,
        submitter: submitter.displayName,
        verifiedBy: corrections.verifiedBy,
        verifier: verifier.displayName,
        verifiedOn: corrections.verifiedOn,
        verdictReason: corrections.verdictReason,
        basis: findings.basis,
        sourceRef: findings.sourceRef,
        selfCheckId: findings.selfCheckId,
        sharedAt: selfChecks.sharedAt,
        earlierFoundOn: earlier.foundOn,
        earlierSource: earlier.source,
        earlierCorrectionId: earlierCorrection.id,
      })
      .from(corrections)
      .innerJoin(findings, eq(findings.id, corrections.findingId))
      .leftJoin(selfChecks, eq(selfChecks.id, findings.selfCheckId))
      .innerJoin(sites, eq(sites.id, findings.siteId))
      .innerJoin(enterprises, eq(enterprises.id, corrections.enterpriseId))
      .leftJoin(earlier, eq(earlier.id, findings.recurrenceOf))
      .leftJoin(earlierCorrection, eq(earlierCorrection.findingId, earlier.id))
      .leftJoin(owner, eq(owner.id, corrections.ownerAccountId))
      .leftJoin(submitter, eq(submitter.id, corrections.submittedBy))
      .leftJoin(verifier, eq(verifier.id, corrections.verifiedBy))
      .where(and(eq(corrections.id, id), withinReach(actor)));
    if (!row) return null;
    return {
      ...dated(row, on),
      evidence: await evidenceOf(tx, id),
      steps: await stepsOf(tx, id),
      extensions: await extensionsOf(tx, id),
    };
  });
}
export type Correction = NonNullable<Awaited<ReturnType<typeof correctionOf>>>;

function evidenceOf(tx: Tx, correctionId: string) {
  return tx
    .select({
      id: evidence.id,
      fileName: evidence.fileName,
      effectiveFrom: evidence.effectiveFrom,
      effectiveTo: evidence.effectiveTo,
      uploadedAt: evidence.createdAt,
      hash: evidence.hash,
    })
    .from(correctionEvidence)
    .innerJoin(evidence, eq(evidence.id, correctionEvidence.evidenceId))
    .where(eq(correctionEvidence.correctionId, correctionId))
    .orderBy(desc(evidence.createdAt));
}

/** People of the enterprise who can own a correction. */
export function membersOf(
  actor: EnterpriseActor
): Promise<{ id: string; name: string; role: string }[]> {
  return withTx(actor, (tx) =>
    tx
      .select({ id: accounts.id, name: accounts.displayName, role: accounts.role })
      .from(accounts)
      .where(
        and(eq(accounts.enterpriseId, actor.enterpriseId), sql`${accounts.disabledAt} is null`)
      )
      .orderBy(asc(accounts.displayName))
  );
}

/** Corrections made of a self-check's findings, by question. */
export async function correctionsOfSelfCheck(actor: Reader, selfCheckId: string, on: Day) {
  const rows = await withTx(actor, (tx) =>
    tx
      .select({
        id: corrections.id,
        questionId: findings.sourceRef,
        status: corrections.status,
        dueOn: corrections.dueOn,
        submittedOn: corrections.submittedOn,
        text: findings.text,
        severity: findings.severity,
        basis: findings.basis,
        recurrenceMonths: findings.recurrenceMonths,
      })
      .from(corrections)
      .innerJoin(findings, eq(findings.id, corrections.findingId))
      .leftJoin(selfChecks, eq(selfChecks.id, findings.selfCheckId))
      .where(and(eq(findings.selfCheckId, selfCheckId), withinReach(actor)))
  );
  return rows.map((row) => dated(row, on));
}
