/**
 * Hangs a stored file on a question of a draft, in as few statements as its guarantees allow: one that holds the draft and
 * whoever does the same, one that writes, one for the ledger.
 */
import { sql } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { withTx, type Tx } from "~/platform/db.server";
import { forgetWaiting } from "~/platform/pictures.server";
import type { EnterpriseActor } from "~/shared/actor";
import { MAX_FILES_PER_QUESTION } from "../evidence-days";
import type { NewEvidence } from "../evidence.server";
import { heldQuestion, type NotHeld } from "../held-question.server";

interface Place {
  readonly selfCheckId: string;
  readonly questionId: string;
}
export type HangOutcome =
  | { readonly is: "added" | "already"; readonly evidenceId: string }
  | { readonly is: "too-many" | NotHeld };

/** The same file with the same days twice has one effect, whoever sends it. Nothing of a refused one stays. */
export async function hangFile(
  actor: EnterpriseActor,
  place: Place,
  stored: NewEvidence
): Promise<HangOutcome> {
  const { isNew, ...outcome } = await withTx(actor, (tx) => hang(tx, actor, place, stored));
  // Only when the transaction is safe; what a lost one leaves behind is swept.
  if (!isNew && stored.waitingAs) await forgetWaiting(stored.waitingAs);
  return outcome;
}

async function hang(
  tx: Tx,
  actor: EnterpriseActor,
  place: Place,
  stored: NewEvidence
): Promise<HangOutcome & { readonly isNew: boolean }> {
  const { selfCheckId, questionId } = place;
  const [held] = await Promise.all([
    heldQuestion(tx, actor, selfCheckId, questionId),
    holdOthers(tx, actor, place, stored),
  ]);
  if (held !== "held") return { is: held, isNew: false };
  const { evidenceId, isNew, isHung, wasHung } = await write(tx, actor, place, stored);
  if (evidenceId === null || (!isHung && !wasHung)) return { is: "too-many", isNew };
  if (!isHung) return { is: "already", evidenceId, isNew };
  await recordEvent(tx, actor, {
    action: "self-check.evidence-added",
    enterpriseId: actor.enterpriseId,
    subjectId: selfCheckId,
    detail: { questionId, evidenceId },
  });
  return { is: "added", evidenceId, isNew };
}

/**
 * The same file in the enterprise, then the question: in this order everywhere, and before what they guard is read. What
 * follows finds its rows by their keys, whatever the values, so that one plan serves all.
 */
const holdOthers = (
  tx: Tx,
  { enterpriseId }: EnterpriseActor,
  { selfCheckId, questionId }: Place,
  { originalHash }: NewEvidence
) =>
  tx.execute(sql`
    select set_config('plan_cache_mode', 'force_generic_plan', true),
      pg_advisory_xact_lock(hashtextextended(${`${enterpriseId} ${originalHash}`}, 0)),
      pg_advisory_xact_lock(hashtextextended(${`${selfCheckId} ${questionId}`}, 0))`);

interface Written extends Record<string, unknown> {
  readonly evidenceId: string | null;
  readonly isNew: boolean;
  readonly isHung: boolean;
  readonly wasHung: boolean;
}

/** Finds the file or makes its record, and hangs it, when the question has room. */
async function write(
  tx: Tx,
  { enterpriseId, accountId }: EnterpriseActor,
  { selfCheckId, questionId }: Place,
  stored: NewEvidence
): Promise<Written> {
  const { effectiveFrom, effectiveTo, waitingAs } = stored;
  const [row] = await tx.execute<Written>(sql`
    with here as (
      select evidence_id from self_check_answer_evidence
      where self_check_id = ${selfCheckId}::uuid and question_id = ${questionId}
    ), room as (
      select count(*) < ${MAX_FILES_PER_QUESTION}::int as is_left from here
    ), same as (
      select id from evidence
      where enterprise_id = ${enterpriseId}::uuid and original_hash = ${stored.originalHash}
        and effective_from = ${effectiveFrom}::date and effective_to is not distinct from ${effectiveTo}::date
        and state <> 'unreadable'
      limit 1
    ), made as (
      insert into evidence (enterprise_id, file_name, media_type, size_bytes, hash, original_hash, effective_from,
        effective_to, state, waiting_as, uploaded_by)
      select ${enterpriseId}::uuid, ${stored.fileName}, ${stored.mediaType}, ${stored.sizeBytes}::bigint, ${stored.hash},
        ${stored.originalHash}, ${effectiveFrom}::date, ${effectiveTo}::date, ${waitingAs ? "waiting" : "ready"},
        ${waitingAs}, ${accountId}::uuid
      from room where is_left and not exists (select from same)
      returning id
    ), file as (
      select id from same union all select id from made
    ), hung as (
      insert into self_check_answer_evidence (enterprise_id, self_check_id, question_id, evidence_id)
      select ${enterpriseId}::uuid, ${selfCheckId}::uuid, ${questionId}, id from file, room
      where is_left and id not in (select evidence_id from here)
      returning evidence_id
    )
    select (select id from file) as "evidenceId", exists (select from made) as "isNew",
      exists (select from hung) as "isHung",
      exists (select from here, file where evidence_id = id) as "wasHung"`);
  if (!row) throw new Error("The evidence was not stored.");
  return row;
}
