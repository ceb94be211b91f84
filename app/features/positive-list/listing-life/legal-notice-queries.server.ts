/** Legal notices: an enterprise reads its own, an agency those of its region. */
import { and, asc, desc, eq, isNull, lt, sql, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { enterpriseName } from "~/features/accounts/enterprise-name.server";
import { today } from "~/platform/clock.server";
import { tables, withTx } from "~/platform/db.server";
import type { AgencyActor, EnterpriseActor } from "~/shared/actor";
import { day, type Day } from "~/shared/day";
import { formatDay, formatInstant } from "~/shared/format";
import type { Locale } from "~/shared/locale";
import { noticeStanding, noticeWordsSchema } from "./notice-words";
import { ofRegion } from "./reach.server";

const { accounts, enterprises, legalNotices } = tables;
type Reader = EnterpriseActor | AgencyActor;

const reach = (actor: Reader): SQL =>
  actor.kind === "enterprise" ? eq(legalNotices.enterpriseId, actor.enterpriseId) : ofRegion(actor, legalNotices.enterpriseId);

const times = {
  id: legalNotices.id,
  kind: legalNotices.kind,
  words: legalNotices.words,
  servedOn: legalNotices.servedOn,
  servedAt: legalNotices.servedAt,
  openDueOn: legalNotices.openDueOn,
  openedAt: legalNotices.openedAt,
  acknowledgedAt: legalNotices.acknowledgedAt,
  fallbackWay: legalNotices.fallbackWay,
  enterprise: enterpriseName,
};

/** Nobody of the enterprise opened it in its time, and it was not served otherwise. */
const overdue = (on: Day): SQL | undefined =>
  and(isNull(legalNotices.openedAt), isNull(legalNotices.fallbackWay), lt(legalNotices.openDueOn, on));

export async function noticeLines(actor: Reader, onlyOverdue: boolean, locale: Locale) {
  const on = today();
  const rows = await withTx(actor, (tx) =>
    tx
      .select(times)
      .from(legalNotices)
      .innerJoin(enterprises, eq(enterprises.id, legalNotices.enterpriseId))
      .where(and(reach(actor), onlyOverdue ? overdue(on) : sql`true`))
      .orderBy(desc(legalNotices.servedAt))
      .limit(200)
  );
  return rows.map((row) => ({
    id: row.id,
    title: noticeWordsSchema.parse(row.words)[locale].title,
    enterprise: row.enterprise[locale],
    servedOn: formatDay(row.servedOn, locale),
    openDueOn: formatDay(row.openDueOn, locale),
    standing: noticeStanding({ ...row, openDueOn: day(row.openDueOn) }, on),
  }));
}

/** For the work list: what is to be served otherwise, the longest waiting first. */
export async function noticesToServe(actor: AgencyActor) {
  if (actor.role !== "officer" && actor.role !== "approver") return [];
  return withTx(actor, (tx) =>
    tx
      .select({ id: legalNotices.id, enterprise: enterpriseName, words: legalNotices.words, openDueOn: legalNotices.openDueOn })
      .from(legalNotices)
      .innerJoin(enterprises, eq(enterprises.id, legalNotices.enterpriseId))
      .where(and(reach(actor), overdue(today())))
      .orderBy(asc(legalNotices.openDueOn))
      .limit(100)
  );
}

export const noticeTitle = (words: unknown, locale: Locale): string => noticeWordsSchema.parse(words)[locale].title;

/** One notice with its line of times, or null when it is out of reach. */
export async function legalNotice(actor: Reader, id: string, locale: Locale) {
  const [server, opener, acknowledger, carrier] = [alias(accounts, "server"), alias(accounts, "opener"), alias(accounts, "acknowledger"), alias(accounts, "carrier")];
  const [row] = await withTx(actor, (tx) =>
    tx
      .select({
        ...times,
        fallbackOn: legalNotices.fallbackOn,
        fallbackNote: legalNotices.fallbackNote,
        server: server.displayName,
        opener: opener.displayName,
        acknowledger: acknowledger.displayName,
        carrier: carrier.displayName,
      })
      .from(legalNotices)
      .innerJoin(enterprises, eq(enterprises.id, legalNotices.enterpriseId))
      .leftJoin(server, eq(server.id, legalNotices.servedBy))
      .leftJoin(opener, eq(opener.id, legalNotices.openedBy))
      .leftJoin(acknowledger, eq(acknowledger.id, legalNotices.acknowledgedBy))
      .leftJoin(carrier, eq(carrier.id, legalNotices.fallbackBy))
      .where(and(eq(legalNotices.id, id), reach(actor)))
  );
  if (!row) return null;
  const at = (instant: Date | null) => instant && formatInstant(instant, locale);
  return {
    ...noticeWordsSchema.parse(row.words)[locale],
    kind: row.kind,
    enterprise: row.enterprise[locale],
    standing: noticeStanding({ ...row, openDueOn: day(row.openDueOn) }, today()),
    served: { at: formatInstant(row.servedAt, locale), by: row.server },
    openDueOn: formatDay(row.openDueOn, locale),
    opened: row.openedAt && { at: at(row.openedAt) ?? "", by: row.opener },
    acknowledged: row.acknowledgedAt && { at: at(row.acknowledgedAt) ?? "", by: row.acknowledger },
    fallback: row.fallbackWay && row.fallbackOn ? { way: row.fallbackWay, on: formatDay(row.fallbackOn, locale), note: row.fallbackNote, by: row.carrier } : null,
  };
}
export type LegalNoticeView = NonNullable<Awaited<ReturnType<typeof legalNotice>>>;
