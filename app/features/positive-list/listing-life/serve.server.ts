/** Serving a legal notice: its words are frozen in both languages, in the transaction of the act it tells of. */
import { now, today } from "~/platform/clock.server";
import { tables, type Tx } from "~/platform/db.server";
import { holidays } from "~/platform/holidays.server";
import { translator } from "~/platform/i18n.server";
import { isPerson, type Actor } from "~/shared/actor";
import type { Day } from "~/shared/day";
import { formatDay } from "~/shared/format";
import type { Locale } from "~/shared/locale";
import { addWorkingDays } from "~/shared/working-days";
import type { NoticeKind } from "./notice-words";
import { lifeRules } from "./rules.server";

export interface Served {
  readonly enterpriseId: string;
  readonly kind: NoticeKind;
  readonly subjectId: string;
  readonly reason?: string;
  readonly number?: string;
  readonly place?: string;
  /** The day the notice speaks of: end of the public notice, of the time for a statement, of the wait. */
  readonly day?: Day;
  readonly until?: Day;
  /** Parts of the text that differ by language. */
  readonly cause?: (locale: Locale) => string;
}

export async function serve(tx: Tx, actor: Actor, notice: Served): Promise<string> {
  const on = today();
  const [row] = await tx
    .insert(tables.legalNotices)
    .values({
      enterpriseId: notice.enterpriseId,
      kind: notice.kind,
      subjectId: notice.subjectId,
      words: { "zh-CN": words(notice, "zh-CN"), en: words(notice, "en") },
      servedBy: isPerson(actor) ? actor.accountId : null,
      servedOn: on,
      servedAt: now(),
      openDueOn: addWorkingDays(holidays(), on, lifeRules().noticeOpenWorkingDays),
    })
    .returning({ id: tables.legalNotices.id });
  if (!row) throw new Error("The notice was not stored.");
  return row.id;
}

function words({ kind, reason = "", number = "", place = "", day, until, cause }: Served, locale: Locale) {
  const t = translator(locale, "listing-life");
  const said = {
    reason,
    number,
    place,
    day: day ? formatDay(day, locale) : "",
    until: until ? formatDay(until, locale) : "",
    cause: cause?.(locale) ?? "",
  };
  return { title: t(`served.${kind}.title`, said), text: t(`served.${kind}.text`, said) };
}
