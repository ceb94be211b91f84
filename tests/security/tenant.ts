/**
 * One enterprise with a record of every kind, each marked with words nobody else has. What is shared with the agency
 * says KANARI-<letter>-SHARED, what is its own business KANARI-<letter>-PRIVATE, what the agency keeps from the
 * enterprise itself KANARI-<letter>-AGENCY. Its name says KANARI-<letter>-NAME: the register shows it to everybody.
 */
import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { courses } from "~/features/learning/content.server";
import { startAttempt } from "~/features/learning/commands.server";
import { evaluateEnterprise, storeEvaluation } from "~/features/positive-list/evaluation.server";
import { currentPledge } from "~/features/positive-list/pledge.server";
import { saveAnswers } from "~/features/self-check/answers.server";
import { startSelfCheck } from "~/features/self-check/commands.server";
import { completeSelfCheck } from "~/features/self-check/completion.server";
import { addAnswerEvidence, receiveEvidence } from "~/features/self-check/evidence.server";
import { selfCheckRun } from "~/features/self-check/queries.server";
import { reportCodeOf } from "~/features/self-check/report-code.server";
import { openShare } from "~/features/self-check/share-agency.server";
import { shareSelfCheck } from "~/features/self-check/share-commands.server";
import { today } from "~/platform/clock.server";
import { randomCode } from "~/platform/crypto.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { holidays } from "~/platform/holidays.server";
import { system, type AgencyActor, type EnterpriseActor } from "~/shared/actor";
import { addDays } from "~/shared/day";
import { enterprise } from "../factories";

const SYSTEM = system("test");
const QUESTION = "core-eia-acceptance";

export interface Tenant {
  readonly letter: string;
  readonly enterpriseId: string;
  readonly actor: EnterpriseActor;
  readonly uscc: string;
  readonly agencyId: string;
  readonly siteId: string;
  readonly draftId: string;
  readonly unsharedId: string;
  readonly sharedId: string;
  /** Of the report of the shared self-check. */
  readonly reportCode: string;
  readonly topic: string;
  readonly correctionId: string;
  readonly evidenceId: string;
  readonly appointmentId: string;
  readonly attemptId: string;
  readonly passedId: string;
  readonly certificateCode: string;
  /** In notice, with an open objection. */
  readonly applicationId: string;
  readonly noticeId: string;
  readonly objectionId: string;
  readonly objectionCode: string;
  /** Suspended, of an earlier application. */
  readonly listingId: string;
  readonly listingNumber: string;
  /** Files the county asked for, for the application in notice. */
  readonly packId: string;
  /** Of the suspended listing. */
  readonly hearingId: string;
  readonly legalNoticeId: string;
  /** A penalty that the enterprise disputes. */
  readonly factId: string;
  readonly disputeId: string;
}

export async function tenant(letter: string, officer: AgencyActor): Promise<Tenant> {
  const { enterpriseId, siteId, uscc, actor } = await enterprise(officer.regionCode);
  const words = { shared: `KANARI-${letter}-SHARED`, own: `KANARI-${letter}-PRIVATE` };
  await withTx(SYSTEM, async (tx) => {
    await tx.update(tables.sites).set({ address: words.shared }).where(eq(tables.sites.id, siteId));
    await tx.update(tables.enterprises).set({ name: `KANARI-${letter}-NAME` }).where(eq(tables.enterprises.id, enterpriseId));
  });
  const selfChecks = await withSelfChecks(actor, siteId, officer, words);
  // A correction the agency may see: of the self-check that was shared.
  const { corrections, findings } = tables;
  const [correction] = await withTx(SYSTEM, (tx) =>
    tx
      .select({ id: corrections.id })
      .from(corrections)
      .innerJoin(findings, eq(findings.id, corrections.findingId))
      .where(eq(findings.selfCheckId, selfChecks.sharedId))
  );
  return {
    letter,
    enterpriseId,
    actor,
    uscc,
    agencyId: officer.agencyId,
    siteId,
    ...selfChecks,
    correctionId: correction!.id,
    appointmentId: await withAppointment(actor, siteId, officer, words.shared),
    ...(await withExams(actor)),
    ...(await withListing(letter, actor, officer)),
    ...(await withDispute(actor, officer, words.shared)),
  };
}

async function withSelfChecks(actor: EnterpriseActor, siteId: string, officer: AgencyActor, words: { shared: string; own: string }) {
  const begin = async (note: string): Promise<string> => {
    const outcome = await startSelfCheck(actor, { siteId, idempotencyKey: randomUUID() }, today());
    if (!("id" in outcome)) throw new Error(outcome.is);
    await saveAnswers(actor, outcome.id, [{ questionId: QUESTION, answer: { is: "no" }, note, revision: 0, was: "" }]);
    return outcome.id;
  };
  const sharedId = await begin(words.shared);
  const file = new File([`${words.shared},1\n`], `${words.shared}.csv`, { type: "text/csv" });
  const received = await receiveEvidence(actor, file, { effectiveFrom: today(), effectiveTo: null });
  if ("refused" in received) throw new Error(received.refused);
  await addAnswerEvidence(actor, sharedId, QUESTION, received.stored);
  await completeSelfCheck(actor, sharedId, today(), holidays());
  await shareSelfCheck(actor, sharedId, { withEvidence: true, textVersion: 1 });
  await openShare(officer, sharedId, "visit");
  const reportCode = await reportCodeOf(actor, sharedId);
  const unsharedId = await begin(words.own);
  await completeSelfCheck(actor, unsharedId, today(), holidays());
  const draftId = await begin(words.own);
  const run = await selfCheckRun(actor, draftId);
  const question = run!.questionnaires.flatMap(({ questions }) => questions).find(({ id }) => id === QUESTION);
  const [evidence] = await withTx(SYSTEM, (tx) =>
    tx.select({ id: tables.evidence.id }).from(tables.evidence).where(eq(tables.evidence.enterpriseId, actor.enterpriseId))
  );
  return { sharedId, unsharedId, draftId, reportCode, topic: question!.topic, evidenceId: evidence!.id };
}

async function withAppointment(actor: EnterpriseActor, siteId: string, officer: AgencyActor, topic: string): Promise<string> {
  const id = randomUUID();
  const on = addDays(today(), 20 + topic.charCodeAt(7));
  await withTx(SYSTEM, (tx) =>
    tx.insert(tables.appointments).values({
      id,
      enterpriseId: actor.enterpriseId,
      siteId,
      agencyId: officer.agencyId,
      officerId: officer.accountId,
      kind: "advice",
      topic,
      day: on,
      half: "am",
      during: `[${on}T01:00:00Z,${on}T04:00:00Z)`,
      legalEffect: "ISOLATED",
      legalEffectProfile: "test@1",
      legalEffectShownAt: new Date(),
      requestedBy: actor.accountId,
      requestedOn: today(),
      replyDueOn: addDays(today(), 5),
    })
  );
  return id;
}

async function withExams(actor: EnterpriseActor) {
  const [slug = ""] = courses().keys();
  const started = await startAttempt(actor, slug, randomUUID());
  if (started.is !== "running") throw new Error(started.is);
  const { attempts, certificates } = tables;
  const [passedId, certificateCode] = [randomUUID(), randomCode()];
  await withTx(SYSTEM, async (tx) => {
    const [running] = await tx.select().from(attempts).where(eq(attempts.id, started.id));
    const { course, courseVersion } = running!;
    await tx.insert(attempts).values({ ...running!, id: passedId, status: "passed", scorePercent: 100, finishedAt: new Date() });
    await tx.insert(certificates).values({
      code: certificateCode,
      enterpriseId: actor.enterpriseId,
      accountId: actor.accountId,
      attemptId: passedId,
      course,
      courseVersion,
      holderName: actor.name,
      issuedOn: today(),
    });
  });
  return { attemptId: started.id, passedId, certificateCode };
}

/** An earlier application with its listing, suspended by now, and one in notice to which somebody objects. */
async function withListing(letter: string, actor: EnterpriseActor, officer: AgencyActor) {
  const { enterpriseId } = actor;
  const on = today();
  const of = { objectionCode: randomCode(), listingNumber: `TEST-2026-${letter}` };
  const { applications, listings, notices, objections } = tables;
  return withTx(SYSTEM, async (tx) => {
    const evaluationId = await storeEvaluation(tx, enterpriseId, await evaluateEnterprise(tx, enterpriseId, on));
    const applied = {
      enterpriseId,
      evaluationId,
      pledge: currentPledge(),
      submittedBy: actor.accountId,
      submittedOn: on,
      checkedBy: officer.accountId,
      checkedOn: on,
      checkRecord: { inOrder: ["permit"], note: `KANARI-${letter}-AGENCY-CHECK` },
      decidedBy: randomUUID(),
      decidedOn: on,
      decisionReason: `KANARI-${letter}-SHARED-DECISION`,
    };
    const [listed] = await tx.insert(applications).values({ ...applied, status: "listed", createdAt: new Date(0) }).returning();
    const [listing] = await tx
      .insert(listings)
      .values({
        enterpriseId,
        applicationId: listed!.id,
        number: of.listingNumber,
        status: "suspended",
        listedOn: on,
        endsOn: addDays(on, 300),
        suspendedOn: on,
        decisionDueOn: addDays(on, 20),
        reason: `KANARI-${letter}-AGENCY-TRIGGER`,
      })
      .returning();
    const [running] = await tx.insert(applications).values({ ...applied, status: "in-notice" }).returning();
    const [notice] = await tx.insert(notices).values({ enterpriseId, applicationId: running!.id, startsOn: on, endsOn: addDays(on, 30) }).returning();
    const raised = { text: `KANARI-${letter}-AGENCY-OBJECTION`, contact: `KANARI-${letter}-AGENCY-CONTACT`, code: of.objectionCode };
    const [objection] = await tx.insert(objections).values({ ...raised, noticeId: notice!.id, enterpriseId }).returning();
    const ids = { applicationId: running!.id, noticeId: notice!.id, objectionId: objection!.id, listingId: listing!.id };
    return { ...of, ...ids, ...(await withLife(tx, actor, officer, `KANARI-${letter}-SHARED`, ids)) };
  });
}

async function withDispute({ enterpriseId, accountId }: EnterpriseActor, officer: AgencyActor, words: string) {
  const { factDisputes, facts } = tables;
  const on = today();
  return withTx(SYSTEM, async (tx) => {
    const value = { decidedOn: addDays(on, -2000), fineFen: 100, severity: "minor", article: words };
    const [fact] = await tx
      .insert(facts)
      .values({ enterpriseId, kind: "penalty", value, validFrom: addDays(on, -2000), source: `agency:${officer.regionCode}`, sourceRef: words, recordedBy: officer.accountId })
      .returning();
    const [dispute] = await tx
      .insert(factDisputes)
      .values({ enterpriseId, factId: fact!.id, reason: words, raisedBy: accountId, raisedOn: on, dueOn: addDays(on, 20) })
      .returning();
    return { factId: fact!.id, disputeId: dispute!.id };
  });
}

/** What the county asked for, a hearing with a statement, a legal notice. */
async function withLife(tx: Tx, { enterpriseId, accountId }: EnterpriseActor, officer: AgencyActor, words: string, { applicationId, listingId }: { applicationId: string; listingId: string }) {
  const on = today();
  const { hearings, legalNotices, packs, packSteps } = tables;
  const [pack] = await tx.insert(packs).values({ enterpriseId, applicationId, way: "files", dueOn: addDays(on, 10) }).returning();
  await tx.insert(packSteps).values({ enterpriseId, packId: pack!.id, kind: "asked", byAccount: officer.accountId, onDay: on, note: words });
  const said = { status: "stated" as const, statement: words, statedBy: accountId, statedOn: on };
  const days = { openedOn: on, statementDueOn: addDays(on, 9), decisionDueOn: addDays(on, 20) };
  const [hearing] = await tx.insert(hearings).values({ enterpriseId, listingId, cause: "penalty", ...days, ...said }).returning();
  const text = { title: words, text: words };
  const [served] = await tx
    .insert(legalNotices)
    .values({ enterpriseId, kind: "suspension", subjectId: listingId, words: { "zh-CN": text, en: text }, servedOn: on, servedAt: new Date(), openDueOn: addDays(on, 5) })
    .returning();
  return { packId: pack!.id, hearingId: hearing!.id, legalNoticeId: served!.id };
}
