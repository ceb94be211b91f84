/**
 * All facts the rules need about one enterprise: what is stored in `enterprise_fact`, corrections in the place of what
 * they correct, and what the portal knows best from its own records.
 *
 * Reads with the reach of the transaction's actor: an agency sees shared self-checks only, so whole evaluations are made
 * as the enterprise or as the system, and agencies read their snapshots.
 */
import { and, asc, eq, lte } from "drizzle-orm";
import { z } from "zod";
import { tables, type Tx } from "~/platform/db.server";
import { day as toDay, type Day } from "~/shared/day";
import { correctionFacts } from "./correction-facts.server";
import { factSchema, type Fact, type FactKind, type FactOf } from "./facts";

const { applications, facts, ledgerHeads, listings, selfChecks, sites } = tables;

/** Kinds that are computed here each time; a stored row of such a kind would count twice. */
const COMPUTED: ReadonlySet<FactKind> = new Set([
  "open-matters",
  "self-check-round",
  "correction-share",
  "repeated-findings",
  "late-fix",
  "learning-points",
  "listing",
]);

export async function factsOf(tx: Tx, enterpriseId: string, on: Day): Promise<Fact[]> {
  const stored = await storedFacts(tx, enterpriseId);
  const kept = stored.filter(({ kind }) => !COMPUTED.has(kind));
  return [
    ...kept,
    ...(await applicationPledges(tx, enterpriseId, kept)),
    ...(await listingFacts(tx, enterpriseId)),
    ...(await selfCheckRounds(tx, enterpriseId, on)),
    ...(await correctionFacts(tx, enterpriseId, on, stored)),
    await learningPoints(tx, enterpriseId, on),
  ];
}

/** Stored facts, newest statement in the place of each corrected one. @throws {z.ZodError} for a row that cannot be read */
export async function storedFacts(tx: Tx, enterpriseId: string): Promise<Fact[]> {
  const rows = await tx
    .select({
      id: facts.id,
      kind: facts.kind,
      value: facts.value,
      validFrom: facts.validFrom,
      validTo: facts.validTo,
      source: facts.source,
      replaces: facts.replaces,
      recordedAt: facts.recordedAt,
    })
    .from(facts)
    .where(eq(facts.enterpriseId, enterpriseId))
    .orderBy(asc(facts.recordedAt), asc(facts.id));
  const replaced = new Set(rows.map(({ replaces }) => replaces));
  return rows
    .filter(({ id }) => !replaced.has(id))
    .map(({ id, kind, value, validFrom, validTo, source, recordedAt }) =>
      factSchema.parse({
        id,
        kind,
        value,
        validFrom,
        validTo,
        source,
        recordedAt: recordedAt.toISOString(),
      })
    );
}

const PORTAL = { source: "portal", validTo: null } as const;

const pledgeVersion = z.object({ version: z.int().positive() });

/** A pledge is signed with the application; one that is stored as a fact already is not counted again. */
async function applicationPledges(
  tx: Tx,
  enterpriseId: string,
  stored: readonly Fact[]
): Promise<FactOf<"pledge">[]> {
  const known = new Set(
    stored.map((fact) => (fact.kind === "pledge" ? fact.value.signedOn : null))
  );
  const rows = await tx
    .select({
      id: applications.id,
      pledge: applications.pledge,
      submittedOn: applications.submittedOn,
    })
    .from(applications)
    .where(eq(applications.enterpriseId, enterpriseId));
  return rows.flatMap(({ id, pledge, submittedOn }) => {
    const version = pledgeVersion.safeParse(pledge);
    const signedOn = toDay(submittedOn);
    if (!version.success || known.has(signedOn)) return [];
    return {
      ...PORTAL,
      id: `application:${id}`,
      kind: "pledge" as const,
      value: { signedOn, version: version.data.version, foundFalseOn: null },
      validFrom: signedOn,
    };
  });
}

export async function listingFacts(tx: Tx, enterpriseId: string): Promise<FactOf<"listing">[]> {
  const rows = await tx
    .select({
      id: listings.id,
      listedOn: listings.listedOn,
      endsOn: listings.endsOn,
      status: listings.status,
      reentryFrom: listings.reentryFrom,
    })
    .from(listings)
    .where(eq(listings.enterpriseId, enterpriseId));
  return rows.map(({ id, listedOn, endsOn, status, reentryFrom }) => ({
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

/** As much of a frozen self-check as a round says. */
const frozenResult = z.object({
  evaluation: z.object({
    completeness: z.object({ answered: z.number(), total: z.number() }),
    findings: z.array(z.object({ severity: z.enum(["red-line", "major", "minor"]) })),
  }),
});

async function selfCheckRounds(
  tx: Tx,
  enterpriseId: string,
  on: Day
): Promise<FactOf<"self-check-round">[]> {
  const rows = await tx
    .select({
      id: selfChecks.id,
      site: sites.name,
      completedOn: selfChecks.completedOn,
      result: selfChecks.result,
    })
    .from(selfChecks)
    .innerJoin(sites, eq(sites.id, selfChecks.siteId))
    .where(
      and(
        eq(selfChecks.enterpriseId, enterpriseId),
        eq(selfChecks.status, "completed"),
        lte(selfChecks.completedOn, on)
      )
    )
    .orderBy(asc(selfChecks.completedOn), asc(selfChecks.id));
  return rows.flatMap(({ id, site, completedOn, result }) => {
    const frozen = frozenResult.safeParse(result);
    if (completedOn === null || !frozen.success) return [];
    const { completeness, findings: found } = frozen.data.evaluation;
    const count = (severity: string) => found.filter((one) => one.severity === severity).length;
    return {
      ...PORTAL,
      id: `self-check:${id}`,
      kind: "self-check-round" as const,
      value: {
        site,
        completedOn: toDay(completedOn),
        complete: completeness.answered === completeness.total,
        findings: {
          redLine: count("red-line"),
          major: count("major"),
          minor: count("minor"),
        },
      },
      validFrom: toDay(completedOn),
    };
  });
}

async function learningPoints(
  tx: Tx,
  enterpriseId: string,
  on: Day
): Promise<FactOf<"learning-points">> {
  const [head] = await tx
    .select({ balance: ledgerHeads.balance })
    .from(ledgerHeads)
    .where(and(eq(ledgerHeads.ownerId, enterpriseId), eq(ledgerHeads.chain, "points")));
  return {
    ...PORTAL,
    id: "portal:learning-points",
    kind: "learning-points",
    value: { balance: head?.balance ?? 0 },
    validFrom: on,
  };
}
