/** Conflicts of interest that last, as the agency sees them. */
import { and, asc, eq, inArray, isNull, like } from "drizzle-orm";
import { enterpriseName } from "~/features/accounts/enterprise-name.server";
import { tables, withTx } from "~/platform/db.server";
import type { AgencyActor } from "~/shared/actor";
import { officerNames } from "../team.server";

const { accounts, enterprises, inspectionConflicts } = tables;
const SHOWN = 200;

/** An approver sees those of the region, others their own. */
export async function conflictsFor(actor: AgencyActor) {
  const rows = await withTx(actor, (tx) =>
    tx
      .select({
        id: inspectionConflicts.id,
        officerId: inspectionConflicts.officerId,
        enterprise: enterpriseName,
        uscc: enterprises.uscc,
        reason: inspectionConflicts.reason,
        note: inspectionConflicts.note,
        validFrom: inspectionConflicts.validFrom,
      })
      .from(inspectionConflicts)
      .innerJoin(enterprises, eq(enterprises.id, inspectionConflicts.enterpriseId))
      .where(
        and(
          isNull(inspectionConflicts.validTo),
          like(enterprises.regionCode, `${actor.regionCode}%`),
          actor.role === "approver" ? undefined : eq(inspectionConflicts.officerId, actor.accountId)
        )
      )
      .orderBy(asc(enterprises.uscc))
      .limit(SHOWN)
  );
  const names = await officerNames(rows.map(({ officerId }) => officerId));
  return rows.map((row) => ({ ...row, officer: names.get(row.officerId) ?? "–" }));
}

/** For whom this person may declare a conflict: an approver for everybody of the agency, others for themselves. */
export const peopleFor = (actor: AgencyActor) =>
  withTx(actor, (tx) =>
    tx
      .select({ id: accounts.id, name: accounts.displayName })
      .from(accounts)
      .where(
        and(
          eq(accounts.agencyId, actor.agencyId),
          isNull(accounts.disabledAt),
          actor.role === "approver" ? inArray(accounts.role, ["officer", "approver"]) : eq(accounts.id, actor.accountId)
        )
      )
      .orderBy(asc(accounts.displayName))
  );
