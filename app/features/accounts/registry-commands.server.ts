/** What officers and administrators enter: enterprises, agencies, keys of other systems. */
import { randomUUID } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { wallClock } from "~/platform/clock.server";
import { randomToken, sha256Hex } from "~/platform/crypto.server";
import { tables, withTx } from "~/platform/db.server";
import { once } from "~/platform/idempotency.server";
import type { AdministratorActor, AgencyActor } from "~/shared/actor";
import { addInvited, orLoginTaken } from "./commands.server";
import { QUESTIONS_PER_MINUTE, type AgencyInput, type ApiKeyInput, type InviteEnterpriseInput } from "./forms";

const { agencies, apiKeys, enterprises } = tables;

/** Registers an enterprise of the officer's own region and invites its legal representative. */
export async function inviteEnterprise(
  actor: AgencyActor,
  input: InviteEnterpriseInput
): Promise<"invited" | "login-taken" | "uscc-taken" | "region-outside"> {
  const { uscc, name, nameEn = null, regionCode, idempotencyKey, ...person } = input;
  if (!regionCode.startsWith(actor.regionCode)) return "region-outside";
  const outcome = await orLoginTaken(() =>
    withTx(actor, (tx) =>
      once(tx, actor, "accounts.invite-enterprise", `${idempotencyKey} ${uscc} ${person.loginName}`, async () => {
        const id = randomUUID();
        // Without RETURNING: the code may be taken in a region this agency does not see.
        const { count } = await tx.insert(enterprises).values({ id, uscc, name, nameEn, regionCode }).onConflictDoNothing();
        if (count === 0) return { is: "uscc-taken" as const };
        await addInvited(tx, actor, { ...person, role: "legal-representative", enterpriseId: id });
        await recordEvent(tx, actor, { action: "accounts.enterprise-registered", enterpriseId: id, subjectId: id, detail: { regionCode } });
        return { is: "invited" as const };
      })
    )
  );
  return outcome.is;
}

export async function addAgency(actor: AdministratorActor, input: AgencyInput): Promise<"added" | "region-taken"> {
  const { idempotencyKey, ...agency } = input;
  const level = ({ 2: "province", 4: "city", 6: "county" } as const)[agency.regionCode.length] ?? "county";
  return withTx(actor, (tx) =>
    once(tx, actor, "accounts.add-agency", `${idempotencyKey} ${agency.regionCode}`, async () => {
      const [row] = await tx
        .insert(agencies)
        .values({ ...agency, level })
        .onConflictDoNothing()
        .returning({ id: agencies.id });
      if (!row) return "region-taken";
      await recordEvent(tx, actor, { action: "accounts.agency-added", subjectId: row.id, detail: { regionCode: agency.regionCode } });
      return "added";
    })
  );
}

/** The key itself is given away this once; asked again with the same form, there is none to give. */
export async function createApiKey(actor: AdministratorActor, input: ApiKeyInput): Promise<{ readonly key: string | null }> {
  const key = `zj_${randomToken()}`;
  const { idempotencyKey, organisation, scopes, perMinute = QUESTIONS_PER_MINUTE, regionCode = "" } = input;
  const made = await withTx(actor, (tx) =>
    once(tx, actor, "accounts.create-api-key", idempotencyKey, async () => {
      const id = randomUUID();
      await tx.insert(apiKeys).values({ id, organisation, scopes, regionCode, perMinute, keyHash: sha256Hex(key) });
      await recordEvent(tx, actor, { action: "accounts.api-key-created", subjectId: id, detail: { organisation, scopes, regionCode, perMinute } });
      return sha256Hex(key);
    })
  );
  return { key: made === sha256Hex(key) ? key : null };
}

/** Acts with the next request that carries the key. */
export async function revokeApiKey(actor: AdministratorActor, apiKeyId: string): Promise<"revoked" | "not-found"> {
  return withTx(actor, async (tx) => {
    const [row] = await tx
      .update(apiKeys)
      .set({ revokedAt: wallClock() })
      .where(and(eq(apiKeys.id, apiKeyId), isNull(apiKeys.revokedAt)))
      .returning({ id: apiKeys.id });
    if (!row) return "not-found";
    await recordEvent(tx, actor, { action: "accounts.api-key-revoked", subjectId: row.id });
    return "revoked";
  });
}
