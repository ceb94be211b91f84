/** Exemptions as a machine with a key asks for them. Each answer is logged for the enterprise to see. */
import { sql } from "drizzle-orm";
import { now, today } from "~/platform/clock.server";
import { withTx, type Tx } from "~/platform/db.server";
import type { MachineActor } from "~/shared/actor";
import { day as toDay, type Day } from "~/shared/day";
import type { Uscc } from "~/shared/uscc";
import { claimsOf, type ExemptionClaims, type StandingRow } from "./exemption-answer";

export interface Question {
  readonly uscc: Uscc;
  readonly purpose: string;
}

/**
 * Answers in the order asked; null where nobody within the key's region has the code. The log is written in the same
 * transaction, so no answer leaves without its entry. The number of statements does not grow.
 */
export async function answerQuestions(
  actor: MachineActor,
  questions: readonly Question[]
): Promise<readonly (ExemptionClaims | null)[]> {
  const [on, at] = [today(), now()];
  return withTx(actor, async (tx) => {
    const standings = await standingsOf(tx, [...new Set(questions.map(({ uscc }) => uscc))], on);
    const log = questions.flatMap(({ uscc, purpose }) => {
      const enterprise = standings.get(uscc)?.enterpriseId;
      return enterprise ? [{ enterprise, purpose }] : [];
    });
    if (log.length > 0) await logAccess(tx, actor, "exemption", log, at);
    return questions.map(({ uscc }) => {
      const standing = standings.get(uscc);
      return standing ? claimsOf(uscc, standing, on, at) : null;
    });
  });
}

/** Who asked about whom, and why: one statement however many. */
export async function logAccess(
  tx: Tx,
  actor: MachineActor,
  record: string,
  log: readonly { readonly enterprise: string; readonly purpose: string }[],
  at: Date
): Promise<void> {
  await tx.execute(sql`
    insert into access_event (enterprise_id, at, reader, api_key_id, record, purpose)
    select l.enterprise, ${at.toISOString()}::timestamptz, ${actor.organisation}, ${actor.apiKeyId}::uuid, ${record}, l.purpose
    from json_to_recordset(${JSON.stringify(log)}::json) as l(enterprise uuid, purpose text)`);
}

type Row = Record<string, unknown> & {
  uscc: Uscc;
  enterprise_id: string;
  number: string | null;
  status: NonNullable<StandingRow["listing"]>["status"] | null;
  listed_on: string | null;
  ends_on: string | null;
  granted: { kind: StandingRow["exemptions"][number]["kind"]; from: string; to: string }[] | null;
};

/** By code: the latest listing and its exemptions in force on `on`, as one statement sees them. */
export async function standingsOf(
  tx: Tx,
  usccs: readonly Uscc[],
  on: Day
): Promise<ReadonlyMap<Uscc, StandingRow & { readonly enterpriseId: string }>> {
  const rows = await tx.execute<Row>(sql`
    select e.uscc, e.id as enterprise_id, l.number, l.status, l.listed_on::text, l.ends_on::text, x.granted
    from enterprise e
    left join lateral (
      select id, number, status, listed_on, ends_on from listing where enterprise_id = e.id
      order by listed_on desc, created_at desc limit 1) l on true
    left join lateral (
      select json_agg(json_build_object('kind', kind, 'from', valid_from, 'to', valid_to) order by kind) as granted
      from exemption where enterprise_id = e.id and listing_id = l.id and revoked_on is null
        and valid_from <= ${on}::date and valid_to >= ${on}::date) x on true
    where e.uscc = any (array(select json_array_elements_text(${JSON.stringify(usccs)}::json))::bpchar[])`);
  return new Map(
    rows.map((row) => [
      row.uscc,
      {
        enterpriseId: row.enterprise_id,
        listing:
          row.number !== null && row.status !== null && row.listed_on !== null && row.ends_on !== null
            ? { number: row.number, status: row.status, listedOn: toDay(row.listed_on), endsOn: toDay(row.ends_on) }
            : null,
        exemptions: (row.granted ?? []).map(({ kind, from, to }) => ({ kind, from: toDay(from), to: toDay(to) })),
      },
    ])
  );
}
