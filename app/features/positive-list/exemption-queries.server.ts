/** Exemptions as a machine with a key asks for them. Each answer is logged for the enterprise to see. */
import { and, eq, gte, inArray, isNull, lte, sql } from "drizzle-orm";
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
  return (await askExemptions(actor, [uscc], purpose)).get(uscc) ?? null;
}

/** By code; codes that nobody within the key's region has are left out. The number of statements does not grow. */
export async function askExemptions(
  actor: MachineActor,
  usccs: readonly Uscc[],
  purpose: string
): Promise<ReadonlyMap<Uscc, ExemptionClaims>> {
  const on = today();
  return withTx(actor, async (tx) => {
    const asked = await latestListings(tx, usccs);
    const listed = asked.filter(({ listing }) => reasonOn(listing, on) === "LISTED");
    const granted = await inForce(tx, listed, on);
    if (asked.length > 0)
      await tx.insert(accessEvents).values(
        asked.map(({ enterpriseId }) => ({
          enterpriseId,
          at: now(),
          reader: actor.organisation,
          apiKeyId: actor.apiKeyId,
          record: "exemption" as const,
          purpose,
        }))
      );
    return new Map(
      asked.map(({ uscc, listing }) => {
        const own = granted.filter(({ listingId }) => listingId === listing?.id);
        const firstDays = own.map(({ validFrom }) => validFrom).sort();
        const lastDays = own.map(({ validTo }) => validTo).sort();
        return [
          uscc,
          {
            uscc,
            exempt: own.length > 0,
            reasonCode: reasonOn(listing, on),
            listingNumber: listing?.number ?? null,
            kinds: own.map(({ kind }) => kind).sort(),
            validFrom: firstDays[0] ?? null,
            validTo: lastDays[0] ?? null,
            asOf: now().toISOString(),
            notCovered: [...NOT_COVERED],
          },
        ];
      })
    );
  });
}

/** The enterprises with these codes, each with its latest listing or null. */
async function latestListings(tx: Tx, usccs: readonly Uscc[]) {
  const rows = await tx
    .selectDistinctOn([enterprises.uscc], {
      enterpriseId: enterprises.id,
      uscc: sql<Uscc>`${enterprises.uscc}`,
      listing: {
        id: listings.id,
        number: listings.number,
        status: listings.status,
        listedOn: listings.listedOn,
        endsOn: listings.endsOn,
      },
    })
    .from(enterprises)
    .leftJoin(listings, eq(listings.enterpriseId, enterprises.id))
    .where(inArray(enterprises.uscc, [...usccs]))
    .orderBy(
      enterprises.uscc,
      sql`${listings.listedOn} desc nulls last`,
      sql`${listings.createdAt} desc nulls last`
    );
  return rows.map(({ listing, ...enterprise }) => ({
    ...enterprise,
    listing: listing && {
      ...listing,
      listedOn: toDay(listing.listedOn),
      endsOn: toDay(listing.endsOn),
    },
  }));
}

type Asked = Awaited<ReturnType<typeof latestListings>>[number];

async function inForce(tx: Tx, listed: readonly Asked[], on: Day) {
  if (listed.length === 0) return [];
  const ids = (of: (asked: Asked) => string | undefined) => listed.flatMap((asked) => of(asked) ?? []);
  const rows = await tx
    .select({
      listingId: exemptions.listingId,
      kind: exemptions.kind,
      validFrom: exemptions.validFrom,
      validTo: exemptions.validTo,
    })
    .from(exemptions)
    .where(
      and(
        // The first condition is there for the index.
        inArray(exemptions.enterpriseId, ids(({ enterpriseId }) => enterpriseId)),
        inArray(exemptions.listingId, ids(({ listing }) => listing?.id)),
        isNull(exemptions.revokedOn),
        lte(exemptions.validFrom, on),
        gte(exemptions.validTo, on)
      )
    );
  return rows.map((row) => ({
    ...row,
    validFrom: toDay(row.validFrom),
    validTo: toDay(row.validTo),
  }));
}
