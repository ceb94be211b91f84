/** What an agency opens of an enterprise's records is written down for the enterprise to see. */
import { tables, withTx, type Tx } from "~/platform/db.server";
import { now } from "~/platform/clock.server";
import { translator } from "~/platform/i18n.server";
import type { AgencyActor } from "~/shared/actor";
import type { Purpose } from "./purpose";

export interface Opening {
  readonly enterpriseId: string;
  /** "<kind>:<id>", e.g. "self-check:…". */
  readonly record: string;
  readonly purpose: Purpose;
}

export const recordOpening = (actor: AgencyActor, opening: Opening): Promise<void> =>
  withTx(actor, (tx) => logOpening(tx, actor, opening));

export async function logOpening(
  tx: Tx,
  actor: AgencyActor,
  { enterpriseId, record, purpose }: Opening
): Promise<void> {
  const inWords = (["zh-CN", "en"] as const).map((locale) =>
    translator(locale, "self-check")(`purpose.${purpose}`)
  );
  await tx.insert(tables.accessEvents).values({
    enterpriseId,
    at: now(),
    reader: actor.name,
    readerAccountId: actor.accountId,
    record,
    purpose: inWords.join(" / "),
  });
}
