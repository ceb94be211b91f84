/** Changes of the key that signs answers, from the command line. */
import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { PORTAL_OWNER, recordEvent } from "~/features/audit/record.server";
import { wallClock } from "~/platform/clock.server";
import { tables, withTx } from "~/platform/db.server";
import { system } from "~/shared/actor";
import { publishedAt, replacement, rotation, signingAt, type KeyEpoch } from "./signing-keys";
import { keyEpochs, kidOf } from "./signing.server";

const { signingKeys } = tables;
const OPERATOR = system("command-line");

export const keyReportSchema = z.object({
  keys: z.array(
    z.object({
      kid: z.string(),
      epoch: z.int(),
      state: z.enum(["signs", "published", "ended"]),
      publishedAt: z.iso.datetime(),
      signsFrom: z.iso.datetime(),
      endsAt: z.iso.datetime().nullable(),
    })
  ),
});
export type KeyReport = z.output<typeof keyReportSchema>;

/**
 * Brings in the next key. Orderly, it is published now and signs in two hours, and the old one stays published until its
 * answers have run out; "known", all others end at once. Null while an orderly change has not taken effect.
 */
export async function rotateKeys(how: "orderly" | "known", at: Date = wallClock()): Promise<KeyReport | null> {
  const changed = await withTx(OPERATOR, async (tx) => {
    // Two operators at once: the second sees what the first did.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('signing-key'))`);
    const keys = await allEpochs(tx);
    const change = how === "orderly" ? rotation(keys, at) : replacement(keys, at);
    if (!change) return false;
    for (const { epoch, endsAt } of change.ended)
      await tx.update(signingKeys).set({ endsAt }).where(eq(signingKeys.epoch, epoch));
    await tx.insert(signingKeys).values(change.next);
    await recordEvent(tx, OPERATOR, {
      action: "positive-list.signing-key-rotated",
      subjectId: PORTAL_OWNER,
      detail: { epoch: change.next.epoch, kid: await kidOf(change.next.epoch), how, ended: change.ended.map(({ epoch }) => epoch) },
    });
    return true;
  });
  return changed ? keyReport(at) : null;
}

export async function keyReport(at: Date = wallClock()): Promise<KeyReport> {
  const keys = await withTx(OPERATOR, allEpochs);
  const published = new Set(publishedAt(keys, at).map(({ epoch }) => epoch));
  const { epoch: signs } = signingAt(keys, at);
  return {
    keys: await Promise.all(
      keys.map(async (key) => ({
        kid: await kidOf(key.epoch),
        epoch: key.epoch,
        state: key.epoch === signs ? ("signs" as const) : published.has(key.epoch) ? ("published" as const) : ("ended" as const),
        publishedAt: key.publishedAt.toISOString(),
        signsFrom: key.signsFrom.toISOString(),
        endsAt: key.endsAt?.toISOString() ?? null,
      }))
    ),
  };
}

const EVER = new Date(0);
const allEpochs = (tx: Parameters<typeof keyEpochs>[0]): Promise<KeyEpoch[]> => keyEpochs(tx, EVER);
