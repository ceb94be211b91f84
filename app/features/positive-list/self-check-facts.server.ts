/** Completed self-checks as facts: one a round. */
import { and, asc, eq, lte } from "drizzle-orm";
import { z } from "zod";
import { tables, type Tx } from "~/platform/db.server";
import { day as toDay, type Day } from "~/shared/day";
import { byEnterprise } from "./batch/by-enterprise";
import { isOneOf } from "./batch/is-one-of.server";
import type { FactOf } from "./facts";

const { selfChecks, sites } = tables;
const PORTAL = { source: "portal", validTo: null } as const;

/** As much of a frozen self-check as a round says. */
const frozenResult = z.object({
  evaluation: z.object({
    completeness: z.object({ answered: z.number(), total: z.number() }),
    findings: z.array(z.object({ severity: z.enum(["red-line", "major", "minor"]) })),
  }),
});

export async function selfCheckRounds(
  tx: Tx,
  ids: readonly string[],
  on: Day
): Promise<ReadonlyMap<string, FactOf<"self-check-round">[]>> {
  const rows = await tx
    .select({
      enterpriseId: selfChecks.enterpriseId,
      id: selfChecks.id,
      site: sites.name,
      completedOn: selfChecks.completedOn,
      result: selfChecks.result,
    })
    .from(selfChecks)
    .innerJoin(sites, eq(sites.id, selfChecks.siteId))
    .where(
      and(
        isOneOf(selfChecks.enterpriseId, ids),
        eq(selfChecks.status, "completed"),
        lte(selfChecks.completedOn, on)
      )
    )
    .orderBy(asc(selfChecks.completedOn), asc(selfChecks.id));
  const whole = rows.flatMap(({ completedOn, result, ...row }) => {
    const frozen = frozenResult.safeParse(result);
    return completedOn === null || !frozen.success
      ? []
      : { ...row, completedOn: toDay(completedOn), ...frozen.data.evaluation };
  });
  return byEnterprise(whole, ({ id, site, completedOn, completeness, findings: found }) => {
    const count = (severity: string) => found.filter((one) => one.severity === severity).length;
    return {
      ...PORTAL,
      id: `self-check:${id}`,
      kind: "self-check-round" as const,
      value: {
        site,
        completedOn,
        complete: completeness.answered === completeness.total,
        findings: {
          redLine: count("red-line"),
          major: count("major"),
          minor: count("minor"),
        },
      },
      validFrom: completedOn,
    };
  });
}
