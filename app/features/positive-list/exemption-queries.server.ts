/** The exemption of one enterprise, as a machine with a key asks for it. Each answer is logged for the enterprise to see. */
import { and, desc, eq, gte, isNull, lte } from "drizzle-orm";
import { now, today } from "~/platform/clock.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import type { MachineActor } from "~/shared/actor";
import { day as toDay, type Day } from "~/shared/day";
import type { Uscc } from "~/shared/uscc";
import { NOT_COVERED, reasonOn, type ExemptionClaims } from "./exemption-answer";

const { accessEvents, enterprises, exemptions, listings } = tables;

/** Null when no enterprise with this code is registered within the key's region. */
export async function askExemption(
  actor: MachineActor,
  uscc: Uscc,
  purpose: string
): Promise<ExemptionClaims | null> {
  const on = today();
  return withTx(actor, async (tx) => {
    const [enterprise] = await tx
      .select({ id: enterprises.id })
      .from(enterprises)
      .where(eq(enterprises.uscc, uscc));
    if (!enterprise) return null;
    const listing = await latestListing(tx, enterprise.id);
    const reasonCode = reasonOn(listing, on);
    const granted =
      listing && reasonCode === "LISTED" ? await inForce(tx, enterprise.id, listing.id, on) : [];
    await tx.insert(accessEvents).values({
      enterpriseId: enterprise.id,
      at: now(),
      reader: actor.organisation,
      apiKeyId: actor.apiKeyId,
      record: "exemption",
      purpose,
    });
    const firstDays = granted.map(({ validFrom }) => validFrom).sort();
    const lastDays = granted.map(({ validTo }) => validTo).sort();
    return {
      uscc,
      exempt: granted.length > 0,
      reasonCode,
      listingNumber: listing?.number ?? null,
      kinds: granted.map(({ kind }) => kind).sort(),
      validFrom: firstDays[0] ?? null,
      validTo: lastDays[0] ?? null,
      asOf: now().toISOString(),
      notCovered: [...NOT_COVERED],
    };
  });
}

async function latestListing(tx: Tx, enterpriseId: string) {
  const [row] = await tx
    .select({
      id: listings.id,
      number: listings.number,
      status: listings.status,
      listedOn: listings.listedOn,
      endsOn: listings.endsOn,
    })
    .from(listings)
    .where(eq(listings.enterpriseId, enterpriseId))
    .orderBy(desc(listings.listedOn), desc(listings.createdAt))
    .limit(1);
  return row ? { ...row, listedOn: toDay(row.listedOn), endsOn: toDay(row.endsOn) } : null;
}

async function inForce(tx: Tx, enterpriseId: string, listingId: string, on: Day) {
  const rows = await tx
    .select({
      kind: exemptions.kind,
      validFrom: exemptions.validFrom,
      validTo: exemptions.validTo,
    })
    .from(exemptions)
    .where(
      and(
        eq(exemptions.enterpriseId, enterpriseId),
        eq(exemptions.listingId, listingId),
        isNull(exemptions.revokedOn),
        lte(exemptions.validFrom, on),
        gte(exemptions.validTo, on)
      )
    );
  return rows.map(({ kind, validFrom, validTo }) => ({
    kind,
    validFrom: toDay(validFrom),
    validTo: toDay(validTo),
  }));
}
