/** Reads of self-checks: an enterprise its own, an agency those shared with it in its region. */
import { and, desc, eq, inArray, sql, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { tables, withTx, type Tx } from "~/platform/db.server";
import type { AgencyActor, EnterpriseActor } from "~/shared/actor";
import type { Day } from "~/shared/day";
import type { Answer, Answers } from "./answer";
import { answerSchema } from "./answer-schema";
import { questionnairesOf } from "./content.server";
import { evaluateSelfCheck, type Evaluation } from "./evaluate";
import { frozenSchema, type FrozenSelfCheck } from "./frozen";
import { openOffers, type CarriedAnswer } from "./offers.server";
import { evidenceOf, type RunEvidence } from "./run-evidence.server";
import { siteFactsSchema, type Questionnaire, type SiteFacts } from "./questionnaire";

const { accounts, answers, enterprises, selfChecks, shares, sites } = tables;

export interface StoredAnswer {
  readonly questionId: string;
  readonly answer: Answer;
  readonly note: string;
  readonly revision: number;
  readonly by: string;
  readonly at: Date;
  /** The day on which an earlier run was given this answer; null when this run was. */
  readonly carriedOn: string | null;
}
export interface Run {
  readonly id: string;
  readonly enterpriseId: string;
  readonly enterprise: {
    readonly name: string;
    readonly nameEn: string | null;
    readonly uscc: string;
  };
  readonly siteId: string;
  readonly siteName: string;
  readonly status: "draft" | "completed";
  readonly startedOn: string;
  readonly startedBy: string;
  readonly completedOn: string | null;
  readonly completedBy: string | null;
  readonly sharedAt: Date | null;
  readonly questionnaires: readonly Questionnaire[];
  readonly siteFacts: SiteFacts;
  readonly stored: readonly StoredAnswer[];
  /** Answers of the last run that wait to be confirmed. None of them counts. */
  readonly carried: readonly CarriedAnswer[];
  readonly evidence: readonly RunEvidence[];
  readonly frozen: FrozenSelfCheck | null;
  readonly resultHash: string | null;
}

type Reader = EnterpriseActor | AgencyActor;

/** Which self-checks the reader may see, in SQL. */
export function readable(actor: Reader): SQL | undefined {
  if (actor.kind === "enterprise") return eq(selfChecks.enterpriseId, actor.enterpriseId);
  return and(
    sql`exists (select 1 from ${shares} where ${shares.selfCheckId} = ${selfChecks.id}
      and ${shares.revokedAt} is null and ${shares.openedAt} is not null)`,
    sql`exists (select 1 from ${enterprises} where ${enterprises.id} = ${selfChecks.enterpriseId}
      and ${enterprises.regionCode} like ${`${actor.regionCode}%`})`
  );
}

/** One self-check with answers and evidence, or null when it is not there for the reader. */
export function selfCheckRun(actor: Reader, id: string): Promise<Run | null> {
  return withTx(actor, (tx) => readRun(tx, actor, id));
}

export async function readRun(tx: Tx, actor: Reader, id: string): Promise<Run | null> {
  const [starter, completer] = [alias(accounts, "starter"), alias(accounts, "completer")];
  const [row] = await tx
    .select({
      id: selfChecks.id,
      enterpriseId: selfChecks.enterpriseId,
      enterprise: { name: enterprises.name, nameEn: enterprises.nameEn, uscc: enterprises.uscc },
      siteId: selfChecks.siteId,
      siteName: sites.name,
      status: selfChecks.status,
      startedOn: selfChecks.startedOn,
      startedBy: starter.displayName,
      completedOn: selfChecks.completedOn,
      completedBy: completer.displayName,
      sharedAt: selfChecks.sharedAt,
      versions: selfChecks.questionnaires,
      siteFacts: selfChecks.siteFacts,
      result: selfChecks.result,
      resultHash: selfChecks.resultHash,
    })
    .from(selfChecks)
    .innerJoin(sites, eq(sites.id, selfChecks.siteId))
    .innerJoin(enterprises, eq(enterprises.id, selfChecks.enterpriseId))
    .leftJoin(starter, eq(starter.id, selfChecks.startedBy))
    .leftJoin(completer, eq(completer.id, selfChecks.completedBy))
    .where(and(eq(selfChecks.id, id), readable(actor)));
  if (!row) return null;
  const { versions, siteFacts, result, startedBy, ...rest } = row;
  return {
    ...rest,
    startedBy: startedBy ?? "",
    questionnaires: questionnairesOf(versions),
    siteFacts: siteFactsSchema.parse(siteFacts),
    stored: await storedAnswers(tx, id),
    carried: await openOffers(tx, id),
    evidence: await evidenceOf(tx, id),
    frozen: result === null ? null : frozenSchema.parse(result),
  };
}

async function storedAnswers(tx: Tx, id: string): Promise<StoredAnswer[]> {
  const rows = await tx
    .select({
      questionId: answers.questionId,
      value: answers.value,
      note: answers.note,
      revision: answers.revision,
      by: accounts.displayName,
      at: answers.answeredAt,
      carriedOn: answers.carriedOn,
    })
    .from(answers)
    .leftJoin(accounts, eq(accounts.id, answers.answeredBy))
    .where(eq(answers.selfCheckId, id));
  return rows.map(({ value, by, ...row }) => ({
    ...row,
    by: by ?? "",
    answer: answerSchema.parse(value),
  }));
}

export const answersOf = (run: Run): Answers =>
  Object.fromEntries(run.stored.map(({ questionId, answer }) => [questionId, answer]));

/** The frozen evaluation of a completed run, the present one of a draft. */
export function evaluationOf(run: Run, on: Day): Evaluation {
  return (
    run.frozen?.evaluation ??
    evaluateSelfCheck(run.questionnaires, run.siteFacts, answersOf(run), on)
  );
}

export interface SelfCheckLine {
  readonly id: string;
  readonly siteId: string;
  readonly siteName: string;
  readonly status: "draft" | "completed";
  readonly startedOn: string;
  readonly completedOn: string | null;
  readonly sharedAt: Date | null;
  readonly evaluation: Evaluation;
}

/** The enterprise's latest self-checks, newest first. */
export async function selfCheckLines(actor: EnterpriseActor, on: Day): Promise<SelfCheckLine[]> {
  const rows = await withTx(actor, async (tx) => {
    const runs = await tx
      .select({
        id: selfChecks.id,
        siteId: selfChecks.siteId,
        siteName: sites.name,
        status: selfChecks.status,
        startedOn: selfChecks.startedOn,
        completedOn: selfChecks.completedOn,
        sharedAt: selfChecks.sharedAt,
        versions: selfChecks.questionnaires,
        siteFacts: selfChecks.siteFacts,
        result: selfChecks.result,
      })
      .from(selfChecks)
      .innerJoin(sites, eq(sites.id, selfChecks.siteId))
      .where(readable(actor))
      .orderBy(desc(selfChecks.createdAt))
      .limit(100);
    const drafts = runs.filter(({ status }) => status === "draft").map(({ id }) => id);
    const given =
      drafts.length === 0
        ? []
        : await tx
            .select({
              selfCheckId: answers.selfCheckId,
              questionId: answers.questionId,
              value: answers.value,
            })
            .from(answers)
            .where(inArray(answers.selfCheckId, drafts));
    return runs.map((run) => ({
      run,
      given: given.filter(({ selfCheckId }) => selfCheckId === run.id),
    }));
  });
  return rows.map(({ run: { versions, siteFacts, result, ...line }, given }) => ({
    ...line,
    evaluation:
      result !== null
        ? frozenSchema.parse(result).evaluation
        : evaluateSelfCheck(
            questionnairesOf(versions),
            siteFactsSchema.parse(siteFacts),
            Object.fromEntries(
              given.map(({ questionId, value }) => [questionId, answerSchema.parse(value)])
            ),
            on
          ),
  }));
}

/** For the overview page: the draft in hand and the last completed self-check. */
export async function selfCheckStatus(actor: EnterpriseActor, on: Day) {
  const lines = await selfCheckLines(actor, on);
  const completed = lines.find(({ status }) => status === "completed") ?? null;
  return {
    draft: lines.find(({ status }) => status === "draft") ?? null,
    completed,
    completedCount: lines.filter(({ status }) => status === "completed").length,
  };
}
