/** Corrections an agency may see in its region: those of shared self-checks it has opened, and of what agencies found. */
import { and, asc, desc, eq, ilike, lte, or, sql, type SQL } from "drizzle-orm";
import { tables, withTx, type Tx } from "~/platform/db.server";
import type { AgencyActor } from "~/shared/actor";
import { day, type Day } from "~/shared/day";
import { COLUMNS, type Filters } from "../board";
import { withinReach } from "../reach.server";
import { standingOn } from "../standing";

const { corrections, enterprises, findings, selfChecks, sites } = tables;

/** Cards of one column; the list has the rest. */
const CARDS = 30;
const ROWS = 50;

/** Those in hand first and by due day, the graver of two that fall due on one day first; closed ones the latest first. */
const ORDER = [
  sql`${corrections.status} = 'verified'`,
  sql`case when ${corrections.status} <> 'verified' then ${corrections.dueOn} end`,
  desc(corrections.verifiedOn),
  sql`array_position(array['red-line', 'major', 'minor'], ${findings.severity})`,
  asc(corrections.id),
];

function lines(tx: Tx, actor: AgencyActor, where: SQL | undefined) {
  return tx
    .select({
      id: corrections.id,
      status: corrections.status,
      dueOn: corrections.dueOn,
      submittedOn: corrections.submittedOn,
      text: findings.text,
      severity: findings.severity,
      source: findings.source,
      recurrenceMonths: findings.recurrenceMonths,
      // Named, for both are "name" in their own table.
      siteName: sql<string>`${sites.name}`.as("site_name"),
      enterpriseName: sql<string>`${enterprises.name}`.as("enterprise_name"),
      enterpriseNameEn: enterprises.nameEn,
      extensionAsked: sql<boolean>`exists (select 1 from correction_extension x
        where x.correction_id = ${corrections.id} and x.status = 'asked')`.as("extension_asked"),
      place: sql<number>`row_number() over (partition by ${corrections.status} order by ${sql.join(ORDER, sql`, `)})`
        .mapWith(Number)
        .as("place"),
    })
    .from(corrections)
    .innerJoin(findings, eq(findings.id, corrections.findingId))
    .innerJoin(sites, eq(sites.id, findings.siteId))
    .innerJoin(enterprises, eq(enterprises.id, corrections.enterpriseId))
    .leftJoin(selfChecks, eq(selfChecks.id, findings.selfCheckId))
    .where(and(withinReach(actor), where));
}

/** As `standingOn` says it. */
const isOverdue = (on: Day): SQL =>
  sql`${corrections.status} <> 'verified' and ${corrections.dueOn} <
    case when ${corrections.status} = 'submitted' then coalesce(${corrections.submittedOn}, ${on}::date) else ${on}::date end`;

function matching({ severity, source, overdue, text }: Filters, on: Day): SQL | undefined {
  const words = text.split(/\s+/).filter(Boolean);
  return and(
    severity ? eq(findings.severity, severity) : undefined,
    source ? eq(findings.source, source) : undefined,
    overdue ? isOverdue(on) : undefined,
    ...words.map((word) => {
      const like = `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
      return or(
        sql`${findings.text}->>'zh-CN' ilike ${like}`,
        sql`${findings.text}->>'en' ilike ${like}`,
        ilike(sites.name, like),
        ilike(enterprises.name, like),
        ilike(enterprises.nameEn, like),
        eq(enterprises.uscc, word.toUpperCase())
      );
    })
  );
}

/** One page of the list, or the first cards of each column, with how many there are of each status. */
export async function agencyCorrections(actor: AgencyActor, on: Day, filters: Filters, page: number) {
  return withTx(actor, async (tx) => {
    const all = lines(tx, actor, matching(filters, on)).as("fitting");
    const counted = await tx
      .select({ status: all.status, count: sql<number>`count(*)`.mapWith(Number) })
      .from(all)
      .groupBy(all.status);
    const counts = new Map(counted.map(({ status, count }) => [status, count]));
    const total = counted.reduce((sum, { count }) => sum + count, 0);
    const pageCount = Math.max(1, Math.ceil(total / ROWS));
    const at = Math.min(page, pageCount);
    const rows =
      filters.view === "list"
        ? await lines(tx, actor, matching(filters, on))
            .orderBy(...ORDER)
            .limit(ROWS)
            .offset((at - 1) * ROWS)
        : await tx.select().from(all).where(lte(all.place, CARDS)).orderBy(asc(all.place));
    return {
      total,
      page: at,
      pageCount,
      counts: COLUMNS.map((status) => ({ status, count: counts.get(status) ?? 0 })),
      rows: rows.map(({ place: _place, ...row }) => {
        const days = {
          dueOn: day(row.dueOn),
          submittedOn: row.submittedOn === null ? null : day(row.submittedOn),
        };
        return { ...row, ...days, standing: standingOn(on, { status: row.status, ...days }) };
      }),
    };
  });
}
export type AgencyCorrections = Awaited<ReturnType<typeof agencyCorrections>>;
