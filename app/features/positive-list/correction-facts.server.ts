/** Facts that follow from an enterprise's corrections: what is open, what was in time, what was late. */
import { asc, eq } from "drizzle-orm";
import { correctionShare, standingOn } from "~/features/correction/standing";
import { tables, type Tx } from "~/platform/db.server";
import { day as toDay, type Day } from "~/shared/day";
import type { Fact } from "./facts";

const { corrections, findings } = tables;
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
    ...late.map(({ id, dueOn, submittedOn }): Fact => ({
      ...PORTAL,
      id: `late-fix:${id}`,
      kind: "late-fix",
      value: { dueOn, closedOn: submittedOn },
      validFrom: dueOn,
    })),
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
    })
    .from(corrections)
    .innerJoin(findings, eq(findings.id, corrections.findingId))
    .where(eq(corrections.enterpriseId, enterpriseId))
    .orderBy(asc(corrections.id));
  return rows.map(({ dueOn, submittedOn, ...row }) => ({
    ...row,
    dueOn: toDay(dueOn),
    submittedOn: submittedOn === null ? null : toDay(submittedOn),
  }));
}
