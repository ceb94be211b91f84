/** Evidence: files with the day they speak for. Bytes are stored before the transaction, by their hash. */
import { and, eq, sql } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { storeUpload } from "~/platform/files.server";
import { limit } from "~/platform/rate-limit.server";
import type { AgencyActor, EnterpriseActor } from "~/shared/actor";
import type { Day } from "~/shared/day";
import { plainText } from "~/shared/plain-text";
import { holdDraft } from "./answers.server";

const { answerEvidence, enterprises, evidence } = tables;

export const EVIDENCE_MAX_MB = 20;
/** More than anybody photographs in an hour, less than fills a disk. */
const UPLOADS = { points: 120, seconds: 3600 };

export interface NewEvidence {
  readonly fileName: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly hash: string;
  readonly originalHash: string;
  readonly effectiveOn: Day;
}

const REFUSALS = {
  empty: "fileEmpty",
  "too-large": `fileTooLarge?max=${EVIDENCE_MAX_MB}`,
  type: "fileType",
  mismatch: "fileMismatch",
  bomb: "fileUnsafe",
  unreadable: "fileType",
} as const;

/** Checks and stores an uploaded file; `refused` is a message key for its field. */
export async function receiveEvidence(
  actor: EnterpriseActor,
  file: File,
  effectiveOn: Day
): Promise<{ stored: NewEvidence } | { refused: string }> {
  const allowed = await limit(`evidence:${actor.accountId}`, UPLOADS);
  if (allowed !== "ok")
    return { refused: `tooManyTries?minutes=${Math.ceil(allowed.retryAfterSeconds / 60)}` };
  const result = await storeUpload(file, { maxBytes: EVIDENCE_MAX_MB * 1024 * 1024 });
  if (!result.ok) return { refused: REFUSALS[result.refused] };
  const { mediaType, sizeBytes, hash, originalHash } = result;
  return {
    stored: {
      fileName: plainText(file.name).slice(0, 200),
      mediaType,
      sizeBytes,
      hash,
      originalHash,
      effectiveOn,
    },
  };
}

export async function insertEvidence(
  tx: Tx,
  actor: EnterpriseActor,
  stored: NewEvidence
): Promise<string> {
  const [row] = await tx
    .insert(evidence)
    .values({ ...stored, enterpriseId: actor.enterpriseId, uploadedBy: actor.accountId })
    .returning({ id: evidence.id });
  if (!row) throw new Error("The evidence was not stored.");
  return row.id;
}

/** Attaches evidence to an answer of a draft. The same file with the same day twice has one effect. */
export function addAnswerEvidence(
  actor: EnterpriseActor,
  selfCheckId: string,
  questionId: string,
  stored: NewEvidence
): Promise<"added" | "already" | "not-draft"> {
  return withTx(actor, async (tx) => {
    if (!(await holdDraft(tx, actor, selfCheckId))) return "not-draft";
    await tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${`${selfCheckId} ${questionId}`}, 0))`
    );
    const here = and(
      eq(answerEvidence.selfCheckId, selfCheckId),
      eq(answerEvidence.questionId, questionId)
    );
    const same = await tx
      .select({ id: evidence.id })
      .from(answerEvidence)
      .innerJoin(evidence, eq(evidence.id, answerEvidence.evidenceId))
      .where(
        and(here, eq(evidence.hash, stored.hash), eq(evidence.effectiveOn, stored.effectiveOn))
      );
    if (same.length > 0) return "already";
    const evidenceId = await insertEvidence(tx, actor, stored);
    await tx
      .insert(answerEvidence)
      .values({ enterpriseId: actor.enterpriseId, selfCheckId, questionId, evidenceId });
    await recordEvent(tx, actor, {
      action: "self-check.evidence-added",
      enterpriseId: actor.enterpriseId,
      subjectId: selfCheckId,
      detail: { questionId, evidenceId, hash: stored.hash },
    });
    return "added";
  });
}

/** Takes evidence off an answer of a draft. The file stays, because other records may name it. */
export function removeAnswerEvidence(
  actor: EnterpriseActor,
  selfCheckId: string,
  questionId: string,
  evidenceId: string
): Promise<"removed" | "not-draft"> {
  return withTx(actor, async (tx) => {
    if (!(await holdDraft(tx, actor, selfCheckId))) return "not-draft";
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

/** A file that the reader may open: an enterprise its own, an agency what hangs on a record it may see. */
export async function evidenceFile(actor: EnterpriseActor | AgencyActor, id: string) {
  const reach =
    actor.kind === "enterprise"
      ? eq(evidence.enterpriseId, actor.enterpriseId)
      : sql`exists (select 1 from ${enterprises} where ${enterprises.id} = ${evidence.enterpriseId}
          and ${enterprises.regionCode} like ${`${actor.regionCode}%`})`;
  const [row] = await withTx(actor, (tx) =>
    tx
      .select({
        enterpriseId: evidence.enterpriseId,
        fileName: evidence.fileName,
        mediaType: evidence.mediaType,
        hash: evidence.hash,
        sizeBytes: evidence.sizeBytes,
      })
      .from(evidence)
      .where(and(eq(evidence.id, id), reach))
  );
  return row ?? null;
}
