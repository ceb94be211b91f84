/** Facts that follow from an enterprise's corrections: what is open, what was in time, what was late. */
import { and, asc, eq, gt, lte, ne } from "drizzle-orm";
import { correctionShare, standingOn } from "~/features/correction/standing";
import { tables, type Tx } from "~/platform/db.server";
import { addMonths, day as toDay, type Day } from "~/shared/day";
import { byEnterprise } from "./batch/by-enterprise";
import { isOneOf } from "./batch/is-one-of.server";
import type { Fact } from "./facts";

const { correctionSteps, corrections, findings } = tables;
const PORTAL = { source: "portal", validTo: null } as const;

/** Verified complaints that nobody has settled yet. */
const complaintsPending = (stored: readonly Fact[], on: Day): number =>
  stored.filter(
    (fact) =>
      fact.kind === "verified-complaint" &&
      fact.value.verifiedOn <= on &&
      (fact.value.settledOn ?? null) === null &&
      fact.validTo === null
  ).length;

/** Overdue and timely corrections. Only what an agency found costs points when late: finding something oneself never does. */
export async function correctionFactsOfMany(
  tx: Tx,
  ids: readonly string[],
  on: Day,
  stored: ReadonlyMap<string, readonly Fact[]>
): Promise<ReadonlyMap<string, Fact[]>> {
  const corrected = await correctionsOf(tx, ids);
  const verdicts = await agencyVerdicts(tx, ids, on);
  return new Map(
    ids.map((id) => [
      id,
      factsFrom(corrected.get(id) ?? [], verdicts.get(id) ?? [], stored.get(id) ?? [], on),
    ])
  );
}

function factsFrom(
  corrected: readonly Corrected[],
  verdicts: readonly string[],
  stored: readonly Fact[],
  on: Day
): Fact[] {
  const late = corrected.filter(
    ({ foundBy, dueOn, submittedOn }) => foundBy !== "self-check" && dueOn < (submittedOn ?? on)
  );
  return [
    {
      ...PORTAL,
      id: "portal:open-matters",
      kind: "open-matters",
      value: {
        overdueCorrections: corrected.filter((one) => standingOn(on, one) === "overdue").length,
        verifiedComplaintsPending: complaintsPending(stored, on),
      },
      validFrom: on,
    },
    {
      ...PORTAL,
      id: "portal:correction-share",
      kind: "correction-share",
      value: correctionShare(on, corrected),
      validFrom: on,
    },
    ...recheckAgreement(verdicts, on),
    ...repeatedFindings(corrected, on),
    ...late.map(({ id, dueOn, submittedOn }): Fact => ({
      ...PORTAL,
      id: `late-fix:${id}`,
      kind: "late-fix",
      value: { dueOn, closedOn: submittedOn },
      validFrom: dueOn,
    })),
  ];
}

/** What agencies said of corrections that enterprises had submitted as done, in the last twelve months. */
async function agencyVerdicts(
  tx: Tx,
  ids: readonly string[],
  on: Day
): Promise<ReadonlyMap<string, string[]>> {
  const rows = await tx
    .select({ enterpriseId: correctionSteps.enterpriseId, kind: correctionSteps.kind })
    .from(correctionSteps)
    .where(
      and(
        isOneOf(correctionSteps.enterpriseId, ids),
        eq(correctionSteps.side, "agency"),
        ne(correctionSteps.kind, "submitted"),
        gt(correctionSteps.onDay, addMonths(on, -12)),
        lte(correctionSteps.onDay, on)
      )
    );
  return byEnterprise(rows, ({ kind }) => kind);
}

/** How often an officer agreed with the enterprise's own word or sent it back. Nothing to compare is no statement. */
function recheckAgreement(verdicts: readonly string[], on: Day): Fact[] {
  if (verdicts.length === 0) return [];
  const agreed = verdicts.filter((kind) => kind === "verified").length;
  return [
    {
      ...PORTAL,
      id: "portal:recheck-agreement",
      kind: "recheck-agreement",
      value: { compared: verdicts.length, agreed },
      validFrom: on,
    },
  ];
}

interface Repeated {
  readonly foundOn: Day;
  readonly recurrenceMonths: number | null;
}

function repeatedFindings(corrected: readonly Repeated[], on: Day): Fact[] {
  const since = addMonths(on, -12);
  const recent = corrected.filter(({ foundOn }) => foundOn > since && foundOn <= on);
  const within = (months: number) =>
    recent.filter(({ recurrenceMonths }) => recurrenceMonths === months).length;
  const value = { within12Months: within(12), within24Months: within(24) };
  if (value.within12Months + value.within24Months === 0) return [];
  return [
    { ...PORTAL, id: "portal:repeated-findings", kind: "repeated-findings", value, validFrom: on },
  ];
}

type Corrected = Awaited<ReturnType<typeof correctionsOf>> extends ReadonlyMap<string, (infer C)[]>
  ? C
  : never;

async function correctionsOf(tx: Tx, ids: readonly string[]) {
  const rows = await tx
    .select({
      enterpriseId: corrections.enterpriseId,
      id: corrections.id,
      status: corrections.status,
      dueOn: corrections.dueOn,
      submittedOn: corrections.submittedOn,
      foundBy: findings.source,
      foundOn: findings.foundOn,
      recurrenceMonths: findings.recurrenceMonths,
    })
    .from(corrections)
    .innerJoin(findings, eq(findings.id, corrections.findingId))
    .where(isOneOf(corrections.enterpriseId, ids))
    .orderBy(asc(corrections.id));
  return byEnterprise(rows, ({ dueOn, submittedOn, foundOn, ...row }) => ({
    ...row,
    foundOn: toDay(foundOn),
    dueOn: toDay(dueOn),
    submittedOn: submittedOn === null ? null : toDay(submittedOn),
  }));
}
