/** The machine behind a request: an agency's system or a bank, known by its key. */
import { and, eq, isNull } from "drizzle-orm";
import { sha256Hex } from "~/platform/crypto.server";
import { tables, withTx } from "~/platform/db.server";
import { limit } from "~/platform/rate-limit.server";
import { system, type MachineActor } from "~/shared/actor";

const { apiKeys } = tables;
const PER_MINUTE = { points: 600, seconds: 60 } as const;

export type MachineAnswer =
  | { readonly is: "known"; readonly actor: MachineActor }
  | { readonly is: "no-key" | "no-scope" }
  | { readonly is: "too-many"; readonly retryAfterSeconds: number };

/** Reads `Authorization: Bearer <key>`. A revoked key is no key. */
export async function machineOf(
  request: Request,
  scope: "exemption:read" | "facts:write"
): Promise<MachineAnswer> {
  const key = /^Bearer ([\w~+/.-]{20,200}=*)$/i.exec(
    request.headers.get("Authorization") ?? ""
  )?.[1];
  if (!key) return { is: "no-key" };
  const [row] = await withTx(system("api-key"), (tx) =>
    tx
      .select({
        id: apiKeys.id,
        organisation: apiKeys.organisation,
        scopes: apiKeys.scopes,
        regionCode: apiKeys.regionCode,
      })
      .from(apiKeys)
      .where(and(eq(apiKeys.keyHash, sha256Hex(key)), isNull(apiKeys.revokedAt)))
  );
  if (!row) return { is: "no-key" };
  const taken = await limit(`api-key:${row.id}`, PER_MINUTE);
  if (taken !== "ok") return { is: "too-many", ...taken };
  if (!row.scopes.includes(scope)) return { is: "no-scope" };
  const { id, ...rest } = row;
  return { is: "known", actor: { kind: "machine", apiKeyId: id, ...rest } };
}
