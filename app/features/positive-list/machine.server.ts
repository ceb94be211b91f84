/** The machine behind a request: an agency's system or a bank, known by its key. */
import { and, eq, isNull, sql } from "drizzle-orm";
import { sha256Hex } from "~/platform/crypto.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { takePoints } from "~/platform/rate-limit.server";
import { system, type ApiScope, type MachineActor } from "~/shared/actor";
import { signingEpoch } from "./signing.server";

const { apiKeys } = tables;

export interface KnownMachine {
  readonly is: "known";
  readonly actor: MachineActor;
  /** Of the key that signs what it is told. */
  readonly epoch: number;
}
export type MachineAnswer =
  | KnownMachine
  | { readonly is: "no-key" | "no-scope" }
  | { readonly is: "too-many"; readonly retryAfterSeconds: number };

/** The hash of `Authorization: Bearer <key>`, by which the key is known; null without one. */
export function keyHashOf(request: Request): string | null {
  const key = /^Bearer ([\w~+/.-]{20,200}=*)$/i.exec(request.headers.get("Authorization") ?? "")?.[1];
  return key ? sha256Hex(key) : null;
}

/** A revoked key is no key, from the moment its revocation is committed. */
export async function machineOf(request: Request, scope: ApiScope): Promise<MachineAnswer> {
  const keyHash = keyHashOf(request);
  if (!keyHash) return { is: "no-key" };
  return admit(keyHash, scope);
}

/** Looked up anew every time. */
async function admit(keyHash: string, scope: ApiScope): Promise<MachineAnswer> {
  return withTx(system("api-key"), async (tx) => {
    const row = await keyBehind(tx, keyHash);
    if (!row) return { is: "no-key" };
    const { id, perMinute, ...rest } = row;
    const [{ granted, retryAfterSeconds }, epoch] = await Promise.all([
      takePoints(tx, machineLimit(keyHash), 1, { points: perMinute, seconds: 60 }),
      signingEpoch(tx),
      // Whoever asks with the same key waits until this ends, and a count that a crash takes back is no loss.
      tx.execute(sql`set local synchronous_commit = off`),
    ]);
    if (granted === 0) return { is: "too-many", retryAfterSeconds };
    return row.scopes.includes(scope) ? { is: "known", actor: { kind: "machine", apiKeyId: id, ...rest }, epoch } : { is: "no-scope" };
  });
}

/** What the questions of a key are counted under. */
export const machineLimit = (keyHash: string): string => `api-key:${keyHash}`;

async function keyBehind(tx: Tx, keyHash: string) {
  const [row] = await tx
    .select({
      id: apiKeys.id,
      organisation: apiKeys.organisation,
      scopes: apiKeys.scopes,
      regionCode: apiKeys.regionCode,
      perMinute: apiKeys.perMinute,
    })
    .from(apiKeys)
    .where(and(eq(apiKeys.keyHash, keyHash), isNull(apiKeys.revokedAt)));
  return row;
}
