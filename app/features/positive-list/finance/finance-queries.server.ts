/** An enterprise's consents to banks, what was asked on them, and whom it can choose. */
import { and, count, desc, eq, isNull, max, sql } from "drizzle-orm";
import { tables, withTx } from "~/platform/db.server";
import { system, type EnterpriseActor } from "~/shared/actor";
import { day, type Day } from "~/shared/day";
import { consentState } from "./finance-answer";

const { apiKeys, enterprises, financeAnswers, financeConsents } = tables;

/** Organisations with a live key of the scope that reaches the enterprise, by name. */
export async function organisationsFor(actor: EnterpriseActor): Promise<readonly string[]> {
  const rows = await withTx(system("green-finance"), (tx) =>
    tx
      .selectDistinct({ organisation: apiKeys.organisation })
      .from(apiKeys)
      .innerJoin(enterprises, sql`${enterprises.regionCode} like ${apiKeys.regionCode} || '%'`)
      .where(
        and(
          eq(enterprises.id, actor.enterpriseId),
          isNull(apiKeys.revokedAt),
          sql`${apiKeys.scopes} ? 'green-finance:read'`
        )
      )
      .orderBy(apiKeys.organisation)
  );
  return rows.map(({ organisation }) => organisation);
}

/** Newest first. */
export async function consentsOf(actor: EnterpriseActor, on: Day) {
  const rows = await withTx(actor, (tx) =>
    tx
      .select({
        id: financeConsents.id,
        organisation: financeConsents.organisation,
        fromDay: financeConsents.fromDay,
        toDay: financeConsents.toDay,
        revokedAt: financeConsents.revokedAt,
        answers: count(financeAnswers.id),
        lastAt: max(financeAnswers.at),
      })
      .from(financeConsents)
      .leftJoin(financeAnswers, eq(financeAnswers.consentId, financeConsents.id))
      .where(eq(financeConsents.enterpriseId, actor.enterpriseId))
      .groupBy(financeConsents.id)
      .orderBy(desc(financeConsents.givenAt))
      .limit(100)
  );
  return rows.map(({ fromDay, toDay, ...row }) => {
    const term = { toDay: day(toDay), revoked: row.revokedAt !== null };
    return { ...row, fromDay: day(fromDay), toDay: term.toDay, state: consentState(term, on) };
  });
}
