/** What keeps an approved application from becoming a listing sends it back to the approver, who decides again. */
import { and, eq, inArray } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { tables, type Tx } from "~/platform/db.server";
import { translator } from "~/platform/i18n.server";
import { system } from "~/shared/actor";
import type { Day } from "~/shared/day";
import { formatDay } from "~/shared/format";
import { LOCALES, type Locale } from "~/shared/locale";
import { evaluateEnterprise } from "../evaluation.server";
import { writeToEnterprise } from "../listing-mail.server";
import type { GateCode } from "../profile";

const { applications } = tables;
const CLERK = system("positive-list");

/** Gates that are not passed on the day on which the listing would begin, and the score of that day. */
export async function standingAt(tx: Tx, enterpriseId: string, on: Day) {
  const { evaluation } = await evaluateEnterprise(tx, enterpriseId, on);
  return {
    closed: evaluation.gates.filter(({ passed }) => !passed).map(({ code }) => code),
    score: evaluation.score.total,
  };
}

interface Stopped {
  readonly applicationId: string;
  readonly enterpriseId: string;
  readonly closed: readonly GateCode[];
  /** The running listing was suspended when the renewal would have begun. */
  readonly suspended?: boolean;
}

export async function sendBackToApprover(tx: Tx, { applicationId, enterpriseId, closed, suspended = false }: Stopped, on: Day): Promise<void> {
  const words = (locale: Locale) => {
    const gates = translator(locale, "positive-list");
    const day = formatDay(on, locale);
    return suspended
      ? translator(locale, "listing-life")("sentBackSuspended", { day })
      : translator(locale, "listing")("sentBack", {
          day,
          gates: closed.map((code) => gates(`gate.${code}`)).join(locale === "en" ? ", " : "、"),
        });
  };
  const [application] = await tx
    .update(applications)
    // Readers of both languages see this one text.
    .set({ status: "checked", decidedBy: null, decidedOn: null, decisionReason: LOCALES.map(words).join("\n") })
    .where(and(eq(applications.id, applicationId), inArray(applications.status, ["in-notice", "approved"])))
    .returning({ id: applications.id });
  if (!application) return;
  await writeToEnterprise(tx, enterpriseId, (locale) => ({
    subject: translator(locale, "listing")("mail.sentBack.subject"),
    text: translator(locale, "listing")("mail.sentBack.text", { reason: words(locale) }),
  }));
  await recordEvent(tx, CLERK, { action: "positive-list.notice-stopped", enterpriseId, subjectId: applicationId, detail: { on, gates: closed } });
}
