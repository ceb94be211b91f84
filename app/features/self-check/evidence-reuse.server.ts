/** Files used again: one record, one file on the disk, any number of questions. */
import { and, desc, eq, ilike, inArray, ne, notExists, sql } from "drizzle-orm";
import { tables, withTx } from "~/platform/db.server";
import type { EnterpriseActor } from "~/shared/actor";
import { attach } from "./evidence.server";
import { heldQuestion, type NotHeld } from "./held-question.server";
import type { UploadPlace } from "./upload.server";

const { answerEvidence, evidence } = tables;
const OFFERED = 20;

export const likePattern = (text: string): string => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

/** The latest files that the question does not have yet. */
export function filesToReuse(
  actor: EnterpriseActor,
  { selfCheckId, questionId }: UploadPlace,
  query: string
) {
  return withTx(actor, (tx) => {
    const here = tx
      .select({ one: sql`1` })
      .from(answerEvidence)
      .where(
        and(
          eq(answerEvidence.evidenceId, evidence.id),
          eq(answerEvidence.selfCheckId, selfCheckId),
          eq(answerEvidence.questionId, questionId)
        )
      );
    return tx
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
      .where(
        and(
          eq(evidence.enterpriseId, actor.enterpriseId),
          ne(evidence.state, "unreadable"),
          query === "" ? undefined : ilike(evidence.fileName, likePattern(query)),
          notExists(here)
        )
      )
      .orderBy(desc(evidence.createdAt))
      .limit(OFFERED);
  });
}

export interface Reuse {
  readonly evidenceIds: readonly string[];
  readonly questionIds: readonly string[];
}
export type ReuseOutcome = "done" | "partly" | "unknown-file" | NotHeld;

/** Hangs files that are there on questions of one draft: all or, when one is not to be had, none. Safe to repeat. */
export function reuseEvidence(
  actor: EnterpriseActor,
  selfCheckId: string,
  { evidenceIds, questionIds }: Reuse
): Promise<ReuseOutcome> {
  return withTx(actor, async (tx) => {
    const own = await tx
      .select({ id: evidence.id })
      .from(evidence)
      .where(
        and(
          eq(evidence.enterpriseId, actor.enterpriseId),
          ne(evidence.state, "unreadable"),
          inArray(evidence.id, [...evidenceIds])
        )
      );
    if (own.length !== new Set(evidenceIds).size) return "unknown-file";
    // One order for everybody, so that two people do not lock each other up.
    const questions = [...new Set(questionIds)].toSorted();
    for (const questionId of questions) {
      const held = await heldQuestion(tx, actor, selfCheckId, questionId);
      if (held !== "held") return held;
    }
    let full = false;
    for (const questionId of questions)
      for (const { id } of own)
        full =
          (await attach(tx, actor, { selfCheckId, questionId, evidenceId: id })) === "too-many" ||
          full;
    return full ? "partly" : "done";
  });
}
