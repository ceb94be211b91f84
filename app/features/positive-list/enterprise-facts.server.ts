/**
 * All facts the rules need about enterprises: what is stored in `enterprise_fact`, corrections in the place of what
 * they correct, and what the portal knows best from its own records. A fixed number of queries for any number of
 * enterprises, so that one and a million are read by the same code.
 *
 * Reads with the reach of the transaction's actor: an agency sees shared self-checks only, so whole evaluations are made
 * as the enterprise or as the system, and agencies read their snapshots.
 */
import { and, asc, eq } from "drizzle-orm";
import { z } from "zod";
import { tables, type Tx } from "~/platform/db.server";
import { day as toDay, type Day } from "~/shared/day";
import { byEnterprise } from "./batch/by-enterprise";
import { isOneOf } from "./batch/is-one-of.server";
import { correctionFactsOfMany } from "./correction-facts.server";
import { knownBy } from "./facts-known/known";
import { factSchema, type Fact, type FactKind, type FactOf } from "./facts";
import { selfCheckRounds } from "./self-check-facts.server";

const { applications, facts, ledgerHeads, listings } = tables;

/** Kinds that are computed here each time; a stored row of such a kind would count twice. */
export const COMPUTED: ReadonlySet<FactKind> = new Set([
  "open-matters",
  "self-check-round",
  "correction-share",
  "repeated-findings",
  "late-fix",
  "learning-points",
  "listing",
]);

/** Facts of one enterprise. */
export async function factsOf(tx: Tx, enterpriseId: string, on: Day): Promise<Fact[]> {
  return (await factsOfMany(tx, [enterpriseId], on)).get(enterpriseId) ?? [];
}

/** Facts of each of these enterprises, in the same order as `factsOf` gives them. */
export async function factsOfMany(
  tx: Tx,
  ids: readonly string[],
  on: Day
): Promise<ReadonlyMap<string, Fact[]>> {
  const stored = await storedFactsOfMany(tx, ids);
  const pledges = await pledgesOf(tx, ids);
  const listed = await listingFactsOfMany(tx, ids);
  const rounds = await selfCheckRounds(tx, ids, on);
  const corrections = await correctionFactsOfMany(tx, ids, on, stored);
  const points = await pointsOf(tx, ids);
  return new Map(
    ids.map((id) => {
      const kept = (stored.get(id) ?? []).filter(({ kind }) => !COMPUTED.has(kind));
      return [
        id,
        [
          ...kept,
          ...unstored(pledges.get(id) ?? [], kept),
          ...(listed.get(id) ?? []),
          ...(rounds.get(id) ?? []),
          ...(corrections.get(id) ?? []),
          learningPoints(points.get(id) ?? 0, on),
        ],
      ];
    })
  );
}

/**
 * Stored facts, newest statement in the place of each corrected one, as known at an instant (ISO, UTC) or now.
 *
 * @throws {z.ZodError} for a row that cannot be read
 */
export async function storedFacts(tx: Tx, enterpriseId: string, by: string | null = null): Promise<Fact[]> {
  return (await storedFactsOfMany(tx, [enterpriseId], by)).get(enterpriseId) ?? [];
}

export async function storedFactsOfMany(
  tx: Tx,
  ids: readonly string[],
  by: string | null = null
): Promise<ReadonlyMap<string, Fact[]>> {
  const rows = await tx
    .select({
      enterpriseId: facts.enterpriseId,
      id: facts.id,
      kind: facts.kind,
      value: facts.value,
      validFrom: facts.validFrom,
      validTo: facts.validTo,
      source: facts.source,
      replaces: facts.replaces,
      withdrawn: facts.withdrawn,
      recordedAt: facts.recordedAt,
    })
    .from(facts)
    .where(isOneOf(facts.enterpriseId, ids))
    .orderBy(asc(facts.recordedAt), asc(facts.id));
  const recorded = rows.map((row) => ({ ...row, recordedAt: row.recordedAt.toISOString() }));
  return byEnterprise(
    knownBy(recorded, by),
    ({ id, kind, value, validFrom, validTo, source, recordedAt }) =>
      factSchema.parse({ id, kind, value, validFrom, validTo, source, recordedAt })
  );
}

const PORTAL = { source: "portal", validTo: null } as const;

const pledgeVersion = z.object({ version: z.int().positive() });

async function pledgesOf(
  tx: Tx,
  ids: readonly string[]
): Promise<ReadonlyMap<string, FactOf<"pledge">[]>> {
  const rows = await tx
    .select({
      enterpriseId: applications.enterpriseId,
      id: applications.id,
      pledge: applications.pledge,
      submittedOn: applications.submittedOn,
    })
    .from(applications)
    .where(isOneOf(applications.enterpriseId, ids))
    .orderBy(asc(applications.createdAt), asc(applications.id));
  return byEnterprise(
    rows.filter(({ pledge }) => pledgeVersion.safeParse(pledge).success),
    ({ id, pledge, submittedOn }) => {
      const signedOn = toDay(submittedOn);
      const { version } = pledgeVersion.parse(pledge);
      return {
        ...PORTAL,
        id: `application:${id}`,
        kind: "pledge" as const,
        value: { signedOn, version, foundFalseOn: null },
        validFrom: signedOn,
      };
    }
  );
}

/** A pledge is signed with the application; one that is stored as a fact already is not counted again. */
function unstored(
  pledges: readonly FactOf<"pledge">[],
  stored: readonly Fact[]
): FactOf<"pledge">[] {
  const known = new Set(
    stored.map((fact) => (fact.kind === "pledge" ? fact.value.signedOn : null))
  );
  return pledges.filter(({ value }) => !known.has(value.signedOn));
}

export async function listingFacts(tx: Tx, enterpriseId: string): Promise<FactOf<"listing">[]> {
  return (await listingFactsOfMany(tx, [enterpriseId])).get(enterpriseId) ?? [];
}

export async function listingFactsOfMany(
  tx: Tx,
  ids: readonly string[]
): Promise<ReadonlyMap<string, FactOf<"listing">[]>> {
  const rows = await tx
    .select({
      enterpriseId: listings.enterpriseId,
      id: listings.id,
      listedOn: listings.listedOn,
      endsOn: listings.endsOn,
      status: listings.status,
      reentryFrom: listings.reentryFrom,
    })
    .from(listings)
    .where(isOneOf(listings.enterpriseId, ids))
    .orderBy(asc(listings.listedOn), asc(listings.id));
  return byEnterprise(rows, ({ id, listedOn, endsOn, status, reentryFrom }) => ({
    ...PORTAL,
    id: `listing:${id}`,
    kind: "listing" as const,
    value: {
      listedOn: toDay(listedOn),
      endsOn: toDay(endsOn),
      status,
      reentryFrom: reentryFrom === null ? null : toDay(reentryFrom),
    },
    validFrom: toDay(listedOn),
  }));
}

async function pointsOf(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const heads = await tx
    .select({ ownerId: ledgerHeads.ownerId, balance: ledgerHeads.balance })
    .from(ledgerHeads)
    .where(and(isOneOf(ledgerHeads.ownerId, ids), eq(ledgerHeads.chain, "points")));
  return new Map(heads.map(({ ownerId, balance }) => [ownerId, balance]));
}

const learningPoints = (balance: number, on: Day): FactOf<"learning-points"> => ({
  ...PORTAL,
  id: "portal:learning-points",
  kind: "learning-points",
  value: { balance },
  validFrom: on,
});
