/** Facts that follow from an enterprise's corrections: what is open, what was in time, what was late. */
import { and, asc, eq, gt, lte, ne } from "drizzle-orm";
import { correctionShare, standingOn } from "~/features/correction/standing";
import { tables, type Tx } from "~/platform/db.server";
import { addMonths, day as toDay, type Day } from "~/shared/day";
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
export async function correctionFacts(
  tx: Tx,
  enterpriseId: string,
  on: Day,
  stored: readonly Fact[]
): Promise<Fact[]> {
  const corrected = await correctionsOf(tx, enterpriseId);
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
    ...(await recheckAgreement(tx, enterpriseId, on)),
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

/**
 * What agencies' verdicts of the last twelve months say of the enterprise's own word: it submitted a correction as done,
 * and an officer agreed or sent it back. Nothing to compare is no statement.
 */
async function recheckAgreement(tx: Tx, enterpriseId: string, on: Day): Promise<Fact[]> {
  const verdicts = await tx
    .select({ kind: correctionSteps.kind })
    .from(correctionSteps)
    .where(
      and(
        eq(correctionSteps.enterpriseId, enterpriseId),
        eq(correctionSteps.side, "agency"),
        ne(correctionSteps.kind, "submitted"),
        gt(correctionSteps.onDay, addMonths(on, -12)),
        lte(correctionSteps.onDay, on)
      )
    );
  if (verdicts.length === 0) return [];
  const agreed = verdicts.filter(({ kind }) => kind === "verified").length;
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

async function correctionsOf(tx: Tx, enterpriseId: string) {
  const rows = await tx
    .select({
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
    .where(eq(corrections.enterpriseId, enterpriseId))
    .orderBy(asc(corrections.id));
  return rows.map(({ dueOn, submittedOn, foundOn, ...row }) => ({
    ...row,
    foundOn: toDay(foundOn),
    dueOn: toDay(dueOn),
    submittedOn: submittedOn === null ? null : toDay(submittedOn),
  }));
}
