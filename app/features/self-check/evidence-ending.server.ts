/** Evidence in use whose time comes to its end: what the pages show, and the letters about it. */
import { and, asc, desc, eq, gte, inArray, isNotNull, lte, ne, or, sql } from "drizzle-orm";
import { z } from "zod";
import { appendToLedger } from "~/features/audit/record.server";
import { today } from "~/platform/clock.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { translator } from "~/platform/i18n.server";
import { defineJob, schedule } from "~/platform/jobs.server";
import { queueMail } from "~/platform/mail.server";
import { system, type EnterpriseActor } from "~/shared/actor";
import { addDays, day, daysBetween, type Day } from "~/shared/day";
import { formatDay } from "~/shared/format";
import type { Locale } from "~/shared/locale";
import { questionTitles } from "./content.server";
import { ENDING_DAYS, evidenceReminder } from "./evidence-days";

const { accounts, answerEvidence, evidence, selfChecks } = tables;
const SYSTEM = system("evidence-reminders");

interface Ending {
  readonly id: string;
  readonly enterpriseId: string;
  readonly fileName: string;
  readonly effectiveTo: Day;
  readonly questionIds: string[];
}

/** Of each site: its draft, and the last self-check it completed. */
async function runsInUse(tx: Tx, enterpriseId?: string): Promise<string[]> {
  const rows = await tx
    .selectDistinctOn([selfChecks.siteId, selfChecks.status], { id: selfChecks.id })
    .from(selfChecks)
    .where(enterpriseId === undefined ? undefined : eq(selfChecks.enterpriseId, enterpriseId))
    .orderBy(asc(selfChecks.siteId), asc(selfChecks.status), desc(selfChecks.createdAt));
  return rows.map(({ id }) => id);
}

export interface EndingCounts {
  /** Within 30 days. */
  readonly ending: number;
  readonly ended: number;
}

/** Files of the runs in use whose time ends soon or has ended. */
export function endingCounts(actor: EnterpriseActor, on: Day): Promise<EndingCounts> {
  return withTx(actor, async (tx) => {
    const runs = await runsInUse(tx, actor.enterpriseId);
    if (runs.length === 0) return { ending: 0, ended: 0 };
    const rows = await tx
      .selectDistinct({ id: evidence.id, effectiveTo: evidence.effectiveTo })
      .from(evidence)
      .innerJoin(answerEvidence, eq(answerEvidence.evidenceId, evidence.id))
      .where(
        and(
          inArray(answerEvidence.selfCheckId, runs),
          lte(evidence.effectiveTo, addDays(on, ENDING_DAYS))
        )
      );
    const ended = rows.filter(({ effectiveTo }) => (effectiveTo ?? on) < on).length;
    return { ending: rows.length - ended, ended };
  });
}

async function endingFiles(tx: Tx, on: Day): Promise<Ending[]> {
  const runs = await runsInUse(tx);
  if (runs.length === 0) return [];
  const rows = await tx
    .select({
      id: evidence.id,
      enterpriseId: evidence.enterpriseId,
      fileName: evidence.fileName,
      effectiveTo: evidence.effectiveTo,
      questionIds: sql<string[]>`array_agg(distinct ${answerEvidence.questionId})`,
    })
    .from(evidence)
    .innerJoin(answerEvidence, eq(answerEvidence.evidenceId, evidence.id))
    .where(
      and(
        inArray(answerEvidence.selfCheckId, runs),
        isNotNull(evidence.effectiveTo),
        ne(evidence.state, "unreadable"),
        gte(evidence.effectiveTo, on),
        lte(evidence.effectiveTo, addDays(on, ENDING_DAYS))
      )
    )
    .groupBy(evidence.id)
    .orderBy(evidence.effectiveTo, evidence.fileName);
  return rows.map((row) => ({ ...row, effectiveTo: day(row.effectiveTo ?? on) }));
}

/** One letter an enterprise a morning. Safe to repeat: of each file and mark one reminder. Answers with the number of files. */
export async function remindOfEvidence(on: Day): Promise<number> {
  const ending = await withTx(SYSTEM, (tx) => endingFiles(tx, on));
  let reminded = 0;
  for (const enterpriseId of new Set(ending.map((file) => file.enterpriseId))) {
    const files = ending.filter((file) => file.enterpriseId === enterpriseId);
    reminded += await withTx(SYSTEM, (tx) => remind(tx, enterpriseId, files, on));
  }
  return reminded;
}

async function remind(
  tx: Tx,
  enterpriseId: string,
  files: readonly Ending[],
  on: Day
): Promise<number> {
  const due: Ending[] = [];
  for (const file of files) {
    const mark = evidenceReminder(file.effectiveTo, on);
    if (mark === null) continue;
    const receipt = await appendToLedger(tx, SYSTEM, {
      ownerId: enterpriseId,
      chain: "audit",
      kind: "evidence.reminded",
      payload: { subject: file.id, mark, by: "system:evidence-reminders" },
      idempotencyKey: `evidence.reminded:${file.id}:${mark}`,
    });
    if (!receipt.repeated) due.push(file);
  }
  if (due.length === 0) return 0;
  for (const { email, locale } of await readersOf(tx, enterpriseId))
    await queueMail(tx, { to: email, ...letter(due, on, locale) });
  return due.length;
}

function letter(files: readonly Ending[], on: Day, locale: Locale) {
  const t = translator(locale, "evidence");
  const lines = files.map(({ fileName, effectiveTo, questionIds }) => {
    const left = daysBetween(on, effectiveTo);
    return t("mail.line", {
      file: fileName,
      day: formatDay(effectiveTo, locale),
      left: left === 0 ? t("mail.today") : t("mail.left", { count: left }),
      questions: questionTitles(questionIds, locale)
        .map(({ text }) => text)
        .join(locale === "en" ? "; " : "；"),
    });
  });
  const link = `${env().PUBLIC_ORIGIN ?? `http://localhost:${env().PORT}`}/evidence?show=ending`;
  return {
    subject: t("mail.subject", { count: files.length }),
    text: [t("mail.intro"), ...lines, t("mail.link", { link })].join("\n\n"),
  };
}

/** The managers; where there is none, the legal representative. */
async function readersOf(tx: Tx, enterpriseId: string) {
  const rows = await tx
    .select({ email: accounts.email, locale: accounts.locale, role: accounts.role })
    .from(accounts)
    .where(
      and(
        eq(accounts.enterpriseId, enterpriseId),
        sql`${accounts.disabledAt} is null`,
        or(eq(accounts.role, "manager"), eq(accounts.role, "legal-representative"))
      )
    );
  const managers = rows.filter(({ role }) => role === "manager");
  return managers.length > 0 ? managers : rows;
}

export function registerEvidenceReminderJob(): void {
  defineJob("evidence-reminders", z.unknown(), async () => void (await remindOfEvidence(today())));
  schedule("evidence-reminders", { hour: 8, minute: 10 });
}
