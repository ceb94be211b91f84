/** Every morning: reminders of corrections round their due day, and the share of those whose day has passed. */
import { and, between, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { appendToLedger } from "~/features/audit/record.server";
import { today } from "~/platform/clock.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { translator } from "~/platform/i18n.server";
import { defineJob, schedule } from "~/platform/jobs.server";
import { system } from "~/shared/actor";
import { day, type Day } from "~/shared/day";
import { formatDay } from "~/shared/format";
import type { Localised } from "~/shared/locale";
import { linkTo, managersAnd, write } from "./finding-mail.server";
import { remindedDueDays, reminderOn, type ReminderStep } from "./reminder";
import { stateShare } from "./share.server";

const { corrections, findings } = tables;
const SYSTEM = system("correction-reminders");

interface Due {
  readonly id: string;
  readonly enterpriseId: string;
  readonly ownerAccountId: string | null;
  readonly dueOn: string;
  readonly foundOn: string;
  readonly text: Localised;
}

/**
 * Safe to repeat, and to run after days on which it did not: each step of each due day is said once. Answers with the
 * number of corrections reminded of.
 */
export async function remindOfCorrections(on: Day): Promise<number> {
  const { from, to } = remindedDueDays(on);
  const near = await withTx(SYSTEM, (tx) =>
    tx
      .select({
        id: corrections.id,
        enterpriseId: corrections.enterpriseId,
        ownerAccountId: corrections.ownerAccountId,
        dueOn: corrections.dueOn,
        foundOn: findings.foundOn,
        text: findings.text,
      })
      .from(corrections)
      .innerJoin(findings, eq(findings.id, corrections.findingId))
      .where(
        and(
          inArray(corrections.status, ["open", "reopened"]),
          between(corrections.dueOn, from, to)
        )
      )
  );
  let reminded = 0;
  const passed = new Set<string>();
  // One transaction each: a fault at one correction does not hold up the others.
  for (const correction of near) {
    const step = reminderOn(on, day(correction.dueOn), day(correction.foundOn));
    if (step === null || !(await withTx(SYSTEM, (tx) => remind(tx, correction, step, on)))) continue;
    reminded += 1;
    if (step > 0) passed.add(correction.enterpriseId);
  }
  for (const enterpriseId of passed)
    await withTx(SYSTEM, (tx) =>
      stateShare(tx, { enterpriseId, sourceRef: `due-passed:${on}`, recordedBy: null }, on)
    );
  return reminded;
}

async function remind(tx: Tx, correction: Due, step: ReminderStep, on: Day): Promise<boolean> {
  const { id, enterpriseId, ownerAccountId, dueOn } = correction;
  // A step of a due day, so that an extended correction has its steps anew.
  const receipt = await appendToLedger(tx, SYSTEM, {
    ownerId: enterpriseId,
    chain: "audit",
    kind: "correction.reminded",
    payload: { subject: id, dueOn, step, by: "system:correction-reminders" },
    idempotencyKey: `correction.reminded:${id}:${dueOn}:${step}`,
  });
  if (receipt.repeated) return false;
  const about = dueOn > on ? "due-soon" : dueOn === on ? "due-today" : "overdue";
  await write(tx, await managersAnd(tx, enterpriseId, [ownerAccountId]), (locale) => {
    const t = translator(locale, "correction");
    const words = {
      finding: correction.text[locale],
      day: formatDay(dueOn, locale),
      link: linkTo(`/corrections/${id}`),
    };
    return { subject: t(`mail.${about}`, words), text: t("mail.text", words) };
  });
  return true;
}

export function registerCorrectionJobs(): void {
  defineJob(
    "correction-reminders",
    z.unknown(),
    async () => void (await remindOfCorrections(today()))
  );
  schedule("correction-reminders", { hour: 8, minute: 0 });
}
