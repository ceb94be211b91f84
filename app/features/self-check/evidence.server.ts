/** Evidence: files with the days they speak for. Bytes are on the disk before the transaction that names them. */
import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { admit, type Admitted } from "~/platform/files.server";
import { receiveFile, type IncomingFile } from "~/platform/incoming.server";
import { forgetWaiting } from "~/platform/pictures.server";
import { limit } from "~/platform/rate-limit.server";
import type { EnterpriseActor } from "~/shared/actor";
import { plainText } from "~/shared/plain-text";
import { MAX_FILES_PER_QUESTION, type EvidenceDays } from "./evidence-days";
import { heldQuestion, type NotHeld } from "./held-question.server";
import { hangFile, type HangOutcome } from "./upload/hang-file.server";

const { answerEvidence, evidence } = tables;

export const EVIDENCE_MAX_MB = 20;
export const EVIDENCE_LIMITS = {
  maxFileBytes: EVIDENCE_MAX_MB * 1024 * 1024,
  maxFiles: MAX_FILES_PER_QUESTION,
};
/** More than anybody photographs in an hour, less than fills a disk. */
export const UPLOADS = { points: 600, seconds: 3600 };

export interface NewEvidence extends Admitted, EvidenceDays {
  readonly fileName: string;
}

const REFUSALS = {
  empty: "fileEmpty",
  "too-large": `fileTooLarge?max=${EVIDENCE_MAX_MB}`,
  "too-many": `fileTooMany?max=${MAX_FILES_PER_QUESTION}`,
  type: "fileType",
  mismatch: "fileMismatch",
  bomb: "fileUnsafe",
  unreadable: "fileUnreadable",
} as const;

export type Received = { readonly stored: NewEvidence } | { readonly refused: string };

/** Checks and stores an uploaded file; `refused` is a message key for its field. */
export async function receiveEvidence(
  actor: EnterpriseActor,
  file: File,
  days: EvidenceDays
): Promise<Received> {
  return admitEvidence(actor, await receiveFile(file, EVIDENCE_LIMITS.maxFileBytes), days);
}

/** The same for a file that came in on its own. */
export async function admitEvidence(
  actor: EnterpriseActor,
  file: IncomingFile,
  days: EvidenceDays
): Promise<Received> {
  const admitted = await admit(file);
  if ("refused" in admitted) return { refused: REFUSALS[admitted.refused] };
  return { stored: { ...admitted, ...days, fileName: plainText(file.name).slice(0, 200) } };
}

/** Takes one upload of what a person may send in an hour; a message key when there is none left. */
export const tooManyUploads = (actor: EnterpriseActor): Promise<string | null> =>
  limit(uploadsOf(actor), UPLOADS).then((allowed) => (allowed === "ok" ? null : tooOften(allowed.retryAfterSeconds)));

export const uploadsOf = ({ accountId }: EnterpriseActor): string => `evidence:${accountId}`;
export const tooOften = (retryAfterSeconds: number): string => `tooManyTries?minutes=${Math.ceil(retryAfterSeconds / 60)}`;

/** The record of a file. The same file for the same days is there once in an enterprise, whoever sends it. */
export async function insertEvidence(
  tx: Tx,
  actor: EnterpriseActor,
  stored: NewEvidence
): Promise<string> {
  const { waitingAs, originalHash, effectiveFrom, effectiveTo } = stored;
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`${actor.enterpriseId} ${originalHash}`}, 0))`
  );
  const [same] = await tx
    .select({ id: evidence.id })
    .from(evidence)
    .where(
      and(
        eq(evidence.enterpriseId, actor.enterpriseId),
        eq(evidence.originalHash, originalHash),
        eq(evidence.effectiveFrom, effectiveFrom),
        effectiveTo ? eq(evidence.effectiveTo, effectiveTo) : isNull(evidence.effectiveTo),
        ne(evidence.state, "unreadable")
      )
    )
    .limit(1);
  if (same) {
    if (waitingAs) await forgetWaiting(waitingAs);
    return same.id;
  }
  const state = waitingAs ? ("waiting" as const) : ("ready" as const);
  const [row] = await tx
    .insert(evidence)
    .values({ ...stored, state, enterpriseId: actor.enterpriseId, uploadedBy: actor.accountId })
    .returning({ id: evidence.id });
  if (!row) throw new Error("The evidence was not stored.");
  return row.id;
}

/** Hangs a stored file on an answer of a draft. */
export const addAnswerEvidence = (
  actor: EnterpriseActor,
  selfCheckId: string,
  questionId: string,
  stored: NewEvidence
): Promise<HangOutcome> => hangFile(actor, { selfCheckId, questionId }, stored);

interface Attachment {
  readonly selfCheckId: string;
  readonly questionId: string;
  readonly evidenceId: string;
}

/** The question is held by the caller. */
export async function attach(
  tx: Tx,
  actor: EnterpriseActor,
  { selfCheckId, questionId, evidenceId }: Attachment
): Promise<"added" | "already" | "too-many"> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`${selfCheckId} ${questionId}`}, 0))`
  );
  const here = await tx
    .select({ evidenceId: answerEvidence.evidenceId })
    .from(answerEvidence)
    .where(
      and(eq(answerEvidence.selfCheckId, selfCheckId), eq(answerEvidence.questionId, questionId))
    );
  if (here.some((row) => row.evidenceId === evidenceId)) return "already";
  if (here.length >= MAX_FILES_PER_QUESTION) return "too-many";
  await tx
    .insert(answerEvidence)
    .values({ enterpriseId: actor.enterpriseId, selfCheckId, questionId, evidenceId });
  await recordEvent(tx, actor, {
    action: "self-check.evidence-added",
    enterpriseId: actor.enterpriseId,
    subjectId: selfCheckId,
    detail: { questionId, evidenceId },
  });
  return "added";
}

/** Takes evidence off an answer of a draft. The file stays, because other records may name it. */
export function removeAnswerEvidence(
  actor: EnterpriseActor,
  { selfCheckId, questionId, evidenceId }: Attachment
): Promise<"removed" | NotHeld> {
  return withTx(actor, async (tx) => {
    const held = await heldQuestion(tx, actor, selfCheckId, questionId);
    if (held !== "held") return held;
    const gone = await tx
      .delete(answerEvidence)
      .where(
        and(
          eq(answerEvidence.selfCheckId, selfCheckId),
          eq(answerEvidence.questionId, questionId),
          eq(answerEvidence.evidenceId, evidenceId)
        )
      )
      .returning({ evidenceId: answerEvidence.evidenceId });
    if (gone.length > 0)
      await recordEvent(tx, actor, {
        action: "self-check.evidence-removed",
        enterpriseId: actor.enterpriseId,
        subjectId: selfCheckId,
        detail: { questionId, evidenceId },
      });
    return "removed";
  });
}
