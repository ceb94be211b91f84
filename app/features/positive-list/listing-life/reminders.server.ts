/** Reminders, each once: an ending term to the enterprise, a decision on a suspension to the approvers. */
import { and, eq, gte, isNotNull, lte, sql } from "drizzle-orm";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { holidays } from "~/platform/holidays.server";
import { system } from "~/shared/actor";
import { addDays, day, type Day } from "~/shared/day";
import { addWorkingDays } from "~/shared/working-days";
import { remindApprovers, tellOfLife } from "./life-mail.server";
import { renewalReminder } from "./rules";
import { lifeRules } from "./rules.server";

const { applications, listingReminders, listings } = tables;
const CLERK = system("positive-list");

export async function sendReminders(on: Day): Promise<void> {
  await withTx(CLERK, (tx) => remindOfEnds(tx, on));
  await withTx(CLERK, (tx) => remindOfDecisions(tx, on));
}

/** True for the one who writes it down first. */
async function first(tx: Tx, enterpriseId: string, subjectId: string, what: string, on: Day): Promise<boolean> {
  const rows = await tx
    .insert(listingReminders)
    .values({ enterpriseId, subjectId, what, onDay: on })
    .onConflictDoNothing()
    .returning({ what: listingReminders.what });
  return rows.length > 0;
}

const noRenewalOpen = () =>
  sql`not exists (select 1 from ${applications} where ${applications.renews} = ${listings.id}
    and ${applications.status} in ('submitted', 'checked', 'in-notice', 'approved'))`;

async function remindOfEnds(tx: Tx, on: Day): Promise<void> {
  const { renewal } = lifeRules();
  const soon = addDays(on, Math.max(...renewal.reminderDays));
  const ending = await tx
    .select({ id: listings.id, enterpriseId: listings.enterpriseId, number: listings.number, endsOn: listings.endsOn })
    .from(listings)
    .where(and(eq(listings.status, "listed"), gte(listings.endsOn, on), lte(listings.endsOn, soon), noRenewalOpen()));
  for (const { id, enterpriseId, number, endsOn } of ending) {
    const days = renewalReminder(on, day(endsOn), renewal);
    if (days !== null && (await first(tx, enterpriseId, id, `ends-${days}`, on)))
      await tellOfLife(tx, enterpriseId, { about: "renewalDue", number, day: day(endsOn) });
  }
}

async function remindOfDecisions(tx: Tx, on: Day): Promise<void> {
  const soon = addWorkingDays(holidays(), on, lifeRules().decisionReminderWorkingDays);
  const waiting = await tx
    .select({ id: listings.id, enterpriseId: listings.enterpriseId, number: listings.number, dueOn: listings.decisionDueOn })
    .from(listings)
    .where(and(eq(listings.status, "suspended"), isNotNull(listings.decisionDueOn), lte(listings.decisionDueOn, soon)));
  for (const { id, enterpriseId, number, dueOn } of waiting) {
    if (dueOn === null) continue;
    const about = dueOn < on ? "decisionOverdue" : "decisionDue";
    // The same listing may be suspended again: the day tells one suspension from the next.
    if (await first(tx, enterpriseId, id, `${about}-${dueOn}`, on)) await remindApprovers(tx, enterpriseId, about, { number, day: day(dueOn) });
  }
}
