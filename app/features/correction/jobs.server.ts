/** Every morning: reminders of corrections near their due day, and the share of those whose day has passed. */
import { and, eq, inArray, or, sql } from "drizzle-orm";
import { z } from "zod";
import { appendToLedger } from "~/features/audit/record.server";
import { today } from "~/platform/clock.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { translator } from "~/platform/i18n.server";
import { defineJob, schedule } from "~/platform/jobs.server";
import { queueMail } from "~/platform/mail.server";
import { system } from "~/shared/actor";
import { addDays, day, type Day } from "~/shared/day";
import { formatDay } from "~/shared/format";
import type { Localised } from "~/shared/locale";
import { reminderOn, remindedDueDays } from "./reminder";
import { stateShare } from "./share.server";

const { accounts, corrections, findings } = tables;
const SYSTEM = system("correction-reminders");

interface Due {
  readonly id: string;
  readonly enterpriseId: string;
  readonly ownerAccountId: string | null;
  readonly dueOn: string;
  readonly text: Localised;
}

/** Safe to repeat: each reminder and each statement is made once a day. Answers with the number of reminders. */
export async function remindOfCorrections(on: Day): Promise<number> {
  const due = await withTx(SYSTEM, (tx) =>
    tx
      .select({
        id: corrections.id,
        enterpriseId: corrections.enterpriseId,
        ownerAccountId: corrections.ownerAccountId,
        dueOn: corrections.dueOn,
        text: findings.text,
      })
      .from(corrections)
      .innerJoin(findings, eq(findings.id, corrections.findingId))
      .where(
        and(
          inArray(corrections.status, ["open", "reopened"]),
          inArray(corrections.dueOn, remindedDueDays(on))
        )
      )
  );
  let reminded = 0;
  for (const correction of due)
    if (await withTx(SYSTEM, (tx) => remind(tx, correction, on))) reminded += 1;
  const passed = new Set(
    due.filter(({ dueOn }) => dueOn === addDays(on, -1)).map(({ enterpriseId }) => enterpriseId)
  );
  for (const enterpriseId of passed)
    await withTx(SYSTEM, (tx) =>
      stateShare(tx, { enterpriseId, sourceRef: `due-passed:${on}`, recordedBy: null }, on)
    );
  return reminded;
}

async function remind(tx: Tx, correction: Due, on: Day): Promise<boolean> {
  const dueOn = day(correction.dueOn);
  const reminder = reminderOn(on, dueOn);
  if (!reminder) return false;
  const readers = await readersOf(tx, correction);
  const receipt = await appendToLedger(tx, SYSTEM, {
    ownerId: correction.enterpriseId,
    chain: "audit",
    kind: "correction.reminded",
    payload: { subject: correction.id, on, reminder, by: "system:correction-reminders" },
    idempotencyKey: `correction.reminded:${correction.id}:${on}`,
  });
  if (receipt.repeated) return false;
  for (const { email, locale } of readers) {
    const t = translator(locale, "correction");
    const link = `${env().PUBLIC_ORIGIN ?? `http://localhost:${env().PORT}`}/corrections/${correction.id}`;
    await queueMail(tx, {
      to: email,
      subject: t(`mail.${reminder}`, { day: formatDay(dueOn, locale) }),
      text: t("mail.text", {
        finding: correction.text[locale],
        day: formatDay(dueOn, locale),
        link,
      }),
    });
  }
  return true;
}

/** The owner; without one, those who could name an owner. */
function readersOf(tx: Tx, { enterpriseId, ownerAccountId }: Due) {
  const whom =
    ownerAccountId === null
      ? or(eq(accounts.role, "manager"), eq(accounts.role, "legal-representative"))
      : eq(accounts.id, ownerAccountId);
  return tx
    .select({ email: accounts.email, locale: accounts.locale })
    .from(accounts)
    .where(and(eq(accounts.enterpriseId, enterpriseId), sql`${accounts.disabledAt} is null`, whom));
}

export function registerCorrectionJobs(): void {
  defineJob(
    "correction-reminders",
    z.unknown(),
    async () => void (await remindOfCorrections(today()))
  );
  schedule("correction-reminders", "0 8 * * *");
}
