/** Reads of applications: an enterprise its own, an agency those of its region. */
import { and, desc, eq, inArray, sql, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { enterpriseName } from "~/features/accounts/enterprise-name.server";
import { tables, withTx } from "~/platform/db.server";
import type { AgencyActor, EnterpriseActor } from "~/shared/actor";
import { OPEN_APPLICATIONS } from "./listing-life/states";
import { readSnapshots } from "./batch/snapshots.server";

const { accounts, applications, enterprises, evaluations, listings, notices, objections } = tables;

/** Enterprises of the agency's region; the second wall beside row-level security. */
export const inRegion = (actor: AgencyActor): SQL =>
  sql`${applications.enterpriseId} in (select ${enterprises.id} from ${enterprises} where ${enterprises.regionCode} like ${`${actor.regionCode}%`})`;

const line = {
  id: applications.id,
  enterprise: enterpriseName,
  uscc: enterprises.uscc,
  status: applications.status,
  submittedOn: applications.submittedOn,
  decidedOn: applications.decidedOn,
};

/** Newest first; `onlyOpen` leaves out those that have ended. */
export async function applicationLines(actor: AgencyActor, onlyOpen: boolean) {
  return withTx(actor, (tx) =>
    tx
      .select(line)
      .from(applications)
      .innerJoin(enterprises, eq(enterprises.id, applications.enterpriseId))
      .where(and(inRegion(actor), onlyOpen ? inArray(applications.status, OPEN_APPLICATIONS) : sql`true`))
      .orderBy(desc(applications.createdAt))
      .limit(200)
  );
}

/** What waits for this person: officers check, approvers of the city decide. */
export async function applicationsAwaiting(actor: AgencyActor) {
  const status = actor.role === "officer" ? "submitted" : actor.role === "approver" ? "checked" : null;
  if (!status) return [];
  return withTx(actor, (tx) =>
    tx
      .select(line)
      .from(applications)
      .innerJoin(enterprises, eq(enterprises.id, applications.enterpriseId))
      .where(and(inRegion(actor), eq(applications.status, status)))
      .orderBy(applications.submittedOn)
      .limit(100)
  );
}

/** One application with the evaluation it was made on, or null when it is out of reach. */
export async function applicationOf(actor: AgencyActor, id: string) {
  const [checker, decider] = [alias(accounts, "checker"), alias(accounts, "decider")];
  return withTx(actor, async (tx) => {
    const [row] = await tx
      .select({
        ...line,
        enterpriseId: applications.enterpriseId,
        pledge: applications.pledge,
        checkedBy: applications.checkedBy,
        checker: checker.displayName,
        checkedOn: applications.checkedOn,
        checkRecord: applications.checkRecord,
        decider: decider.displayName,
        decisionReason: applications.decisionReason,
        sentBackReason: applications.sentBackReason,
        proposedBy: applications.proposedBy,
        renewalGround: applications.renewalGround,
        evaluationId: evaluations.id,
        hash: evaluations.hash,
        evaluatedOn: evaluations.onDay,
        noticeId: notices.id,
        noticeEndsOn: notices.endsOn,
        noticeClosedAt: notices.closedAt,
        listingId: listings.id,
      })
      .from(applications)
      .innerJoin(enterprises, eq(enterprises.id, applications.enterpriseId))
      .innerJoin(evaluations, eq(evaluations.id, applications.evaluationId))
      .leftJoin(checker, eq(checker.id, applications.checkedBy))
      .leftJoin(decider, eq(decider.id, applications.decidedBy))
      .leftJoin(notices, eq(notices.applicationId, applications.id))
      .leftJoin(listings, eq(listings.applicationId, applications.id))
      .where(and(eq(applications.id, id), inRegion(actor)));
    if (!row) return null;
    const raised = row.noticeId
      ? await tx
          .select({ id: objections.id, text: objections.text, contact: objections.contact, status: objections.status, answer: objections.answer, createdAt: objections.createdAt })
          .from(objections)
          .where(eq(objections.noticeId, row.noticeId))
          .orderBy(objections.createdAt)
      : [];
    const snapshot = (await readSnapshots(tx, [row.evaluationId])).get(row.evaluationId);
    if (!snapshot) throw new Error(`Evaluation ${row.evaluationId} is out of reach.`);
    return { ...row, evaluation: snapshot.result, profile: snapshot.inputs.profile, objections: raised };
  });
}
export type ApplicationView = NonNullable<Awaited<ReturnType<typeof applicationOf>>>;

/** The enterprise's latest application, or null. */
export async function ownApplication(actor: EnterpriseActor) {
  const [row] = await withTx(actor, (tx) =>
    tx
      .select({
        id: applications.id,
        status: applications.status,
        submittedOn: applications.submittedOn,
        // A returned application was never decided: its reasons stand in the county's record.
        decisionReason: sql<string>`case when ${applications.status} = 'returned' then ${applications.checkRecord} ->> 'note' else ${applications.decisionReason} end`,
        noticeId: notices.id,
        noticeEndsOn: notices.endsOn,
      })
      .from(applications)
      .leftJoin(notices, eq(notices.applicationId, applications.id))
      .where(eq(applications.enterpriseId, actor.enterpriseId))
      .orderBy(desc(applications.createdAt))
      .limit(1)
  );
  return row ?? null;
}
