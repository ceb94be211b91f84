/** Who can be sent to an enterprise, and who must not. */
import { randomInt } from "node:crypto";
import { and, eq, gte, inArray, isNull, lte, or, sql } from "drizzle-orm";
import { tables, withTx } from "~/platform/db.server";
import { system } from "~/shared/actor";
import type { Day } from "~/shared/day";

const { accounts, agencies, enterprises, inspectionConflicts } = tables;

/**
 * Officers and approvers of the agency of this region and of those above it, in the order of their ids. Asked as the
 * portal, because an agency does not see the people of another.
 */
export const officersFor = (regionCode: string): Promise<string[]> =>
  withTx(system("inspection"), async (tx) => {
    const rows = await tx
      .select({ id: accounts.id })
      .from(accounts)
      .innerJoin(agencies, eq(agencies.id, accounts.agencyId))
      .where(
        and(sql`${regionCode} like ${agencies.regionCode} || '%'`, isNull(accounts.disabledAt), inArray(accounts.role, ["officer", "approver"]))
      )
      .orderBy(accounts.id);
    return rows.map(({ id }) => id);
  });

/** Those who can be sent to one enterprise on a day: without those with a conflict of interest. */
export const freeOfficersFor = async (enterpriseId: string, on: Day): Promise<string[]> => {
  const found = await withTx(system("inspection"), async (tx) => {
    const [enterprise] = await tx.select({ regionCode: enterprises.regionCode }).from(enterprises).where(eq(enterprises.id, enterpriseId));
    const barred = await tx
      .select({ id: inspectionConflicts.officerId })
      .from(inspectionConflicts)
      .where(
        and(
          eq(inspectionConflicts.enterpriseId, enterpriseId),
          lte(inspectionConflicts.validFrom, on),
          or(isNull(inspectionConflicts.validTo), gte(inspectionConflicts.validTo, on))
        )
      );
    return { regionCode: enterprise?.regionCode ?? "", barred: new Set(barred.map(({ id }) => id)) };
  });
  return (await officersFor(found.regionCode)).filter((id) => !found.barred.has(id));
};

/**
 * A team of so many: first those who know the matter, as far as they are free, the rest by chance. Null when there are
 * not enough. @param chance a whole number from 0 to below its argument
 */
export function teamOf(free: readonly string[], first: readonly string[], size: number, chance: (below: number) => number = randomInt): string[] | null {
  const team = [...new Set(first)].filter((id) => free.includes(id));
  const left = free.filter((id) => !team.includes(id));
  while (team.length < size && left.length > 0) team.push(...left.splice(chance(left.length), 1));
  return team.length < size ? null : team;
}

/** Names of officers by id, those of other agencies too: asked as the portal. */
export const officerNames = (ids: readonly string[]): Promise<ReadonlyMap<string, string>> =>
  withTx(system("inspection"), async (tx) => {
    const rows = await tx
      .select({ id: accounts.id, name: accounts.displayName })
      .from(accounts)
      .where(inArray(accounts.id, [...new Set(ids)]));
    return new Map(rows.map(({ id, name }) => [id, name]));
  });
