/** All evidence of an enterprise, with where each file is used. */
import { and, count, desc, eq, exists, gte, ilike, inArray, isNull, lt, lte, or, type SQL } from "drizzle-orm";
import { tables, withTx, type Tx } from "~/platform/db.server";
import type { EnterpriseActor } from "~/shared/actor";
import { addDays, type Day } from "~/shared/day";
import { allQuestionnaires } from "./content.server";
import { ENDING_DAYS } from "./evidence-days";
import { likePattern } from "./evidence-reuse.server";
import type { EvidenceRow } from "./evidence-views.server";

const { answerEvidence, correctionEvidence, corrections, evidence, findings, selfChecks, sites } =
  tables;

export const EVIDENCE_SHOWN = ["all", "valid", "ending", "ended"] as const;
export type EvidenceShown = (typeof EVIDENCE_SHOWN)[number];
const PAGE_ROWS = 20;

export interface EvidenceQuery {
  /** Part of a file name or of a question in either language; "" for all. */
  readonly text: string;
  readonly show: EvidenceShown;
  /** From 1. */
  readonly page: number;
  readonly on: Day;
}

export async function evidenceLines(actor: EnterpriseActor, query: EvidenceQuery) {
  return withTx(actor, async (tx) => {
    const wanted = and(
      eq(evidence.enterpriseId, actor.enterpriseId),
      standingIs(query.show, query.on),
      query.text === "" ? undefined : named(tx, query.text)
    );
    const [found] = await tx.select({ total: count() }).from(evidence).where(wanted);
    const total = found?.total ?? 0;
    const pageCount = Math.max(1, Math.ceil(total / PAGE_ROWS));
    const page = Math.min(query.page, pageCount);
    const rows: EvidenceRow[] = await tx
      .select({
        id: evidence.id,
        fileName: evidence.fileName,
        mediaType: evidence.mediaType,
        sizeBytes: evidence.sizeBytes,
        state: evidence.state,
        effectiveFrom: evidence.effectiveFrom,
        effectiveTo: evidence.effectiveTo,
        uploadedAt: evidence.createdAt,
      })
      .from(evidence)
      .where(wanted)
      .orderBy(desc(evidence.createdAt), evidence.id)
      .limit(PAGE_ROWS)
      .offset((page - 1) * PAGE_ROWS);
    return { total, page, pageCount, rows, uses: await usesOf(tx, rows.map(({ id }) => id)) };
  });
}

function standingIs(show: EvidenceShown, on: Day): SQL | undefined {
  const soon = addDays(on, ENDING_DAYS);
  switch (show) {
    case "valid":
      return or(isNull(evidence.effectiveTo), gte(evidence.effectiveTo, on));
    case "ending":
      return and(gte(evidence.effectiveTo, on), lte(evidence.effectiveTo, soon));
    case "ended":
      return lt(evidence.effectiveTo, on);
    default:
      return undefined;
  }
}

function named(tx: Tx, text: string): SQL | undefined {
  const part = text.toLowerCase();
  const questionIds = allQuestionnaires()
    .flatMap(({ questions }) => questions)
    .filter((question) => Object.values(question.text).some((words) => words.toLowerCase().includes(part)))
    .map(({ id }) => id);
  const byName = ilike(evidence.fileName, likePattern(text));
  if (questionIds.length === 0) return byName;
  const asked = tx
    .select({ id: answerEvidence.evidenceId })
    .from(answerEvidence)
    .where(
      and(
        eq(answerEvidence.evidenceId, evidence.id),
        inArray(answerEvidence.questionId, [...new Set(questionIds)])
      )
    );
  return or(byName, exists(asked));
}

async function usesOf(tx: Tx, ids: readonly string[]) {
  if (ids.length === 0) return { answers: [], corrections: [] };
  const answers = await tx
    .select({
      evidenceId: answerEvidence.evidenceId,
      questionId: answerEvidence.questionId,
      selfCheckId: selfChecks.id,
      siteName: sites.name,
      startedOn: selfChecks.startedOn,
      completedOn: selfChecks.completedOn,
    })
    .from(answerEvidence)
    .innerJoin(selfChecks, eq(selfChecks.id, answerEvidence.selfCheckId))
    .innerJoin(sites, eq(sites.id, selfChecks.siteId))
    .where(inArray(answerEvidence.evidenceId, [...ids]))
    .orderBy(desc(selfChecks.createdAt));
  const proofs = await tx
    .select({
      evidenceId: correctionEvidence.evidenceId,
      correctionId: corrections.id,
      text: findings.text,
    })
    .from(correctionEvidence)
    .innerJoin(corrections, eq(corrections.id, correctionEvidence.correctionId))
    .innerJoin(findings, eq(findings.id, corrections.findingId))
    .where(inArray(correctionEvidence.evidenceId, [...ids]));
  return { answers, corrections: proofs };
}
export type EvidenceUses = Awaited<ReturnType<typeof usesOf>>;
