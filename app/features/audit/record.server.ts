/** Writes audit events and other ledger entries. An event and its change are in one transaction, or neither is. */
import { sql } from "drizzle-orm";
import { now } from "~/platform/clock.server";
import type { LedgerChain, Tx } from "~/platform/db.server";
import type { Actor } from "~/shared/actor";

/** Owner of chains that belong to nobody in particular. */
export const PORTAL_OWNER = "00000000-0000-0000-0000-000000000000";

export interface AuditEvent {
  /** "<feature>.<what happened>", e.g. "correction.submitted". */
  readonly action: string;
  /** Enterprise whose chain it joins; without one, the actor's agency or account. */
  readonly enterpriseId?: string | undefined;
  readonly subjectId: string;
  /** Never personal data beyond ids, never answers' texts. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

export async function recordEvent(tx: Tx, actor: Actor, event: AuditEvent): Promise<void> {
  await appendToLedger(tx, actor, {
    ownerId: event.enterpriseId ?? ownerOf(actor),
    chain: "audit",
    kind: event.action,
    payload: { subject: event.subjectId, by: actorLabel(actor), ...event.detail },
  });
}

export interface LedgerAppend {
  readonly ownerId: string;
  readonly chain: LedgerChain;
  readonly kind: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly delta?: number;
  /** The same key twice has one effect. */
  readonly idempotencyKey?: string;
}
export interface LedgerReceipt {
  readonly seq: number;
  readonly hash: string;
  readonly balance: number;
  /** The key had been used before: nothing was added. */
  readonly repeated: boolean;
}

/** Appends to an append-only chain. Locks the chain's head until the transaction ends, so call it last. */
export async function appendToLedger(
  tx: Tx,
  actor: Actor,
  entry: LedgerAppend
): Promise<LedgerReceipt> {
  const actorId =
    "accountId" in actor ? actor.accountId : actor.kind === "machine" ? actor.apiKeyId : null;
  const [row] = await tx.execute<{
    seq: string;
    hash: string;
    balance: number;
    repeated: boolean;
  }>(sql`
    select seq, hash, balance, repeated from ledger_append(${entry.ownerId}::uuid, ${entry.chain}, ${entry.kind},
      ${entry.delta ?? 0}::int, ${JSON.stringify(entry.payload)}::jsonb, ${entry.idempotencyKey ?? null},
      ${actorId}::uuid, ${now().getTime() * 1000}::bigint)`);
  if (!row) throw new Error("ledger_append answered nothing.");
  return { ...row, seq: Number(row.seq) };
}

function ownerOf(actor: Actor): string {
  if (actor.kind === "enterprise") return actor.enterpriseId;
  if (actor.kind === "agency") return actor.agencyId;
  return "accountId" in actor ? actor.accountId : PORTAL_OWNER;
}

function actorLabel(actor: Actor): string {
  if (actor.kind === "system") return `system:${actor.name}`;
  if (actor.kind === "machine") return `machine:${actor.organisation}`;
  return actor.kind === "visitor" ? "visitor" : `${actor.role}:${actor.accountId}`;
}
