/** The same done to many corrections: each row in a transaction of its own, so that one refused leaves the others done. */
import { and, eq, inArray, isNull } from "drizzle-orm";
import { appendToLedger, recordEvent } from "~/features/audit/record.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { translator } from "~/platform/i18n.server";
import type { EnterpriseActor } from "~/shared/actor";
import type { Day } from "~/shared/day";
import { formatDay } from "~/shared/format";
import { linkTo, managersAnd, readersWhere, write } from "./finding-mail.server";

const { accounts, corrections, findings } = tables;

export type RowOutcome = "done" | "closed" | "not-found" | "no-owner" | "today-already";
export interface RowResult {
  readonly id: string;
  readonly outcome: RowOutcome;
}

async function hold(tx: Tx, actor: EnterpriseActor, id: string) {
  const [row] = await tx
    .select({
      status: corrections.status,
      ownerAccountId: corrections.ownerAccountId,
      dueOn: corrections.dueOn,
      text: findings.text,
    })
    .from(corrections)
    .innerJoin(findings, eq(findings.id, corrections.findingId))
    .where(and(eq(corrections.id, id), eq(corrections.enterpriseId, actor.enterpriseId)))
    .for("update", { of: corrections });
  return row ?? null;
}

async function each(
  ids: readonly string[],
  one: (id: string) => Promise<RowOutcome>
): Promise<RowResult[]> {
  const results: RowResult[] = [];
  for (const id of new Set(ids)) results.push({ id, outcome: await one(id) });
  return results;
}

/** Gives corrections in hand to one person of the enterprise, who gets one letter of them all. */
export async function assignCorrections(
  actor: EnterpriseActor,
  ids: readonly string[],
  ownerAccountId: string
): Promise<RowResult[] | "unknown-owner"> {
  const isOwn = await withTx(actor, (tx) =>
    tx
      .select({ id: accounts.id })
      .from(accounts)
      .where(
        and(
          eq(accounts.id, ownerAccountId),
          eq(accounts.enterpriseId, actor.enterpriseId),
          isNull(accounts.disabledAt)
        )
      )
  );
  if (isOwn.length === 0) return "unknown-owner";
  const given: string[] = [];
  const results = await each(ids, (id) =>
    withTx(actor, async (tx): Promise<RowOutcome> => {
      const row = await hold(tx, actor, id);
      if (!row) return "not-found";
      if (row.status !== "open" && row.status !== "reopened") return "closed";
      if (row.ownerAccountId === ownerAccountId) return "done";
      await tx.update(corrections).set({ ownerAccountId }).where(eq(corrections.id, id));
      await recordEvent(tx, actor, {
        action: "correction.assigned",
        enterpriseId: actor.enterpriseId,
        subjectId: id,
        detail: { owner: ownerAccountId },
      });
      given.push(id);
      return "done";
    })
  );
  if (given.length > 0 && ownerAccountId !== actor.accountId)
    await withTx(actor, (tx) => tellOwner(tx, ownerAccountId, given));
  return results;
}

async function tellOwner(tx: Tx, ownerAccountId: string, ids: readonly string[]): Promise<void> {
  const rows = await tx
    .select({ id: corrections.id, dueOn: corrections.dueOn, text: findings.text })
    .from(corrections)
    .innerJoin(findings, eq(findings.id, corrections.findingId))
    .where(inArray(corrections.id, [...ids]))
    .orderBy(corrections.dueOn);
  await write(tx, await readersWhere(tx, eq(accounts.id, ownerAccountId)), (locale) => {
    const t = translator(locale, "correction");
    const list = rows
      .map(({ id, dueOn, text }) => `${formatDay(dueOn, locale)} · ${text[locale]}\n${linkTo(`/corrections/${id}`)}`)
      .join("\n\n");
    return {
      subject: t("mail.assigned.subject", { count: rows.length }),
      text: t("mail.assigned.text", { list }),
    };
  });
}

/** A reminder by hand of what falls due: at most one a day for each correction. */
export function remindOwners(
  actor: EnterpriseActor,
  ids: readonly string[],
  on: Day
): Promise<RowResult[]> {
  return each(ids, (id) =>
    withTx(actor, async (tx): Promise<RowOutcome> => {
      const row = await hold(tx, actor, id);
      if (!row) return "not-found";
      if (row.status !== "open" && row.status !== "reopened") return "closed";
      if (row.ownerAccountId === null) return "no-owner";
      const receipt = await appendToLedger(tx, actor, {
        ownerId: actor.enterpriseId,
        chain: "audit",
        kind: "correction.reminded-by-hand",
        payload: { subject: id, on },
        idempotencyKey: `correction.reminded-by-hand:${id}:${on}`,
      });
      if (receipt.repeated) return "today-already";
      const about = row.dueOn > on ? "due-soon" : row.dueOn === on ? "due-today" : "overdue";
      await write(tx, await managersAnd(tx, actor.enterpriseId, [row.ownerAccountId]), (locale) => {
        const t = translator(locale, "correction");
        const words = {
          finding: row.text[locale],
          day: formatDay(row.dueOn, locale),
          link: linkTo(`/corrections/${id}`),
        };
        return { subject: t(`mail.${about}`, words), text: t("mail.text", words) };
      });
      return "done";
    })
  );
}
