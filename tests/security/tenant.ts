/**
 * One enterprise with a record of every kind, each marked with words nobody else has. What is shared with the agency
 * says KANARI-<letter>-SHARED, what is its own business KANARI-<letter>-PRIVATE.
 */
import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { courses } from "~/features/learning/content.server";
import { startAttempt } from "~/features/learning/commands.server";
import { saveAnswers, shareSelfCheck, startSelfCheck } from "~/features/self-check/commands.server";
import { completeSelfCheck } from "~/features/self-check/completion.server";
import { addAnswerEvidence, receiveEvidence } from "~/features/self-check/evidence.server";
import { selfCheckRun } from "~/features/self-check/queries.server";
import { today } from "~/platform/clock.server";
import { randomCode } from "~/platform/crypto.server";
import { tables, withTx } from "~/platform/db.server";
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
  readonly topic: string;
  readonly correctionId: string;
  readonly evidenceId: string;
  readonly appointmentId: string;
  readonly attemptId: string;
  readonly passedId: string;
  readonly certificateCode: string;
}

export async function tenant(letter: string, officer: AgencyActor): Promise<Tenant> {
  const { enterpriseId, siteId, uscc, actor } = await enterprise(officer.regionCode);
  const words = { shared: `KANARI-${letter}-SHARED`, own: `KANARI-${letter}-PRIVATE` };
  await withTx(SYSTEM, (tx) => tx.update(tables.sites).set({ address: words.shared }).where(eq(tables.sites.id, siteId)));
  const selfChecks = await withSelfChecks(actor, siteId, words);
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
  };
}

async function withSelfChecks(actor: EnterpriseActor, siteId: string, words: { shared: string; own: string }) {
  const begin = async (note: string): Promise<string> => {
    const outcome = await startSelfCheck(actor, { siteId, idempotencyKey: randomUUID() }, today());
    if (!("id" in outcome)) throw new Error(outcome.is);
    await saveAnswers(actor, outcome.id, [{ questionId: QUESTION, answer: { is: "no" }, note, revision: 0, was: "" }]);
    return outcome.id;
  };
  const sharedId = await begin(words.shared);
  const file = new File([`${words.shared},1\n`], `${words.shared}.csv`, { type: "text/csv" });
  const received = await receiveEvidence(actor, file, today());
  if ("refused" in received) throw new Error(received.refused);
  await addAnswerEvidence(actor, sharedId, QUESTION, received.stored);
  await completeSelfCheck(actor, sharedId, today(), holidays());
  await shareSelfCheck(actor, sharedId);
  const unsharedId = await begin(words.own);
  await completeSelfCheck(actor, unsharedId, today(), holidays());
  const draftId = await begin(words.own);
  const run = await selfCheckRun(actor, draftId);
  const question = run!.questionnaires.flatMap(({ questions }) => questions).find(({ id }) => id === QUESTION);
  const [evidence] = await withTx(SYSTEM, (tx) =>
    tx.select({ id: tables.evidence.id }).from(tables.evidence).where(eq(tables.evidence.enterpriseId, actor.enterpriseId))
  );
  return { sharedId, unsharedId, draftId, topic: question!.topic, evidenceId: evidence!.id };
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
