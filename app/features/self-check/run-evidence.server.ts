/** The evidence of a self-check, by question. */
import { eq } from "drizzle-orm";
import { tables, type EvidenceState, type Tx } from "~/platform/db.server";

const { answerEvidence, evidence } = tables;

export interface RunEvidence {
  readonly id: string;
  readonly questionId: string;
  readonly fileName: string;
  readonly hash: string;
  readonly originalHash: string;
  readonly sizeBytes: number;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
  readonly mediaType: string;
  readonly state: EvidenceState;
  readonly uploadedAt: Date;
}
export async function evidenceOf(tx: Tx, id: string): Promise<RunEvidence[]> {
  return tx
    .select({
      id: evidence.id,
      questionId: answerEvidence.questionId,
      fileName: evidence.fileName,
      hash: evidence.hash,
      originalHash: evidence.originalHash,
      sizeBytes: evidence.sizeBytes,
      effectiveFrom: evidence.effectiveFrom,
      effectiveTo: evidence.effectiveTo,
      mediaType: evidence.mediaType,
      state: evidence.state,
      uploadedAt: evidence.createdAt,
    })
    .from(answerEvidence)
    .innerJoin(evidence, eq(evidence.id, answerEvidence.evidenceId))
    .where(eq(answerEvidence.selfCheckId, id))
    .orderBy(evidence.createdAt);
}
