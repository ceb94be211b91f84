/** Exemptions as a machine with a key asks for them. Each answer is logged for the enterprise to see. */
import { sql } from "drizzle-orm";
import { now, today } from "~/platform/clock.server";
import { withTx, type Tx } from "~/platform/db.server";
import type { MachineActor } from "~/shared/actor";
import type { Day } from "~/shared/day";
import type { Uscc } from "~/shared/uscc";
import { claimsOf, type ExemptionClaims } from "./exemption-answer";
import { standingsByCode, type Standings } from "./exemption-standing";

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
  { organisation }: MachineActor,
  record: string,
  log: readonly { readonly enterprise: string; readonly purpose: string }[],
  at: Date
): Promise<void> {
  await tx.execute(
    sql`select app.log_access(${organisation}, ${record}, ${JSON.stringify(log)}::jsonb, ${at.toISOString()}::timestamptz)`
  );
}

/** By code: the latest listing and its exemptions in force on `on`, as one statement sees them. */
export async function standingsOf(tx: Tx, usccs: readonly Uscc[], on: Day): Promise<Standings> {
  const rows = await tx.execute(sql`
    select uscc, enterprise_id, number, status, listed_on::text, ends_on::text, granted
    from app.exemption_standings(${JSON.stringify(usccs)}::jsonb, ${on}::date)`);
  return standingsByCode(rows);
}
