/** All that the page of sharing shows. */
import { withTx } from "~/platform/db.server";
import { translator } from "~/platform/i18n.server";
import type { AgencyActor, EnterpriseActor } from "~/shared/actor";
import { day, type Day } from "~/shared/day";
import type { Locale } from "~/shared/locale";
import type { Run } from "./queries.server";
import { countsOf } from "./share-commands.server";
import { acknowledgmentsOf, agenciesOver, ownShares, shareDays, type OwnShare } from "./share-queries.server";
import { acknowledgmentsView, agencyNames, sharesView, termsView } from "./share-view.server";
import { correctedOn } from "./three-days";
import { shareDaysOf, threeDaysOfRun, threeDaysView, type CorrectionDays } from "./three-days-view.server";

/** The share in force among all of a self-check's, or null. */
export const liveShare = (all: readonly OwnShare[]): OwnShare | null =>
  all.find(({ revokedAt }) => revokedAt === null) ?? null;

export async function sharePage(
  actor: EnterpriseActor,
  run: Run,
  corrections: readonly CorrectionDays[],
  locale: Locale,
  on: Day
) {
  const [all, agencies, words, counts] = await Promise.all([
    ownShares(actor, run.id),
    agenciesOver(actor),
    acknowledgmentsOf(actor, run.id),
    withTx(actor, (tx) => countsOf(tx, run.id)),
  ]);
  const { live, earlier } = sharesView(all, locale);
  return {
    id: run.id,
    siteName: run.siteName,
    live,
    earlier,
    words: acknowledgmentsView(words, locale),
    counts: {
      answers: counts.answerCount,
      findings: counts.findingCount,
      evidence: counts.evidenceCount,
    },
    agencies: live ? live.agencies : agencyNames(agencies, locale),
    terms: termsView(locale),
    days: daysOf({ run, share: liveShare(all), corrections }, locale, on),
  };
}

interface DaysOf {
  readonly run: Pick<Run, "completedOn">;
  readonly share: { readonly sharedAt: Date; readonly openedAt: Date | null } | null;
  readonly corrections: readonly CorrectionDays[];
}

/** A problem is discovered on the day the self-check that shows it is completed. */
export function daysOf({ run, share, corrections }: DaysOf, locale: Locale, on: Day) {
  if (run.completedOn === null) return null;
  const title = translator(locale, "sharing")("days.run");
  return threeDaysOfRun({ foundOn: day(run.completedOn), share, corrections, title }, locale, on);
}

interface FoundBySelfCheck extends CorrectionDays {
  readonly selfCheckId: string | null;
  readonly foundOn: string;
}

/** The line of one finding's correction; null when no self-check found it. */
export async function daysOfFinding(
  actor: EnterpriseActor | AgencyActor,
  correction: FoundBySelfCheck,
  locale: Locale,
  on: Day
) {
  const { id, selfCheckId, foundOn, dueOn, text } = correction;
  if (selfCheckId === null) return null;
  const share = shareDaysOf(await shareDays(actor, selfCheckId));
  const days = { discovered: day(foundOn), ...share, corrected: correctedOn(correction), due: dueOn };
  return threeDaysView({ id, title: text[locale], days }, locale, on);
}
