/** A shared self-check as an agency sees it: a cover before the first opening, its content after. Every reading is logged. */
import type { AgencyActor } from "~/shared/actor";
import type { Day } from "~/shared/day";
import { formatDay } from "~/shared/format";
import type { Locale } from "~/shared/locale";
import { recordOpening } from "./access.server";
import type { Purpose } from "./purpose";
import { selfCheckRun } from "./queries.server";
import { daysOf } from "./share-page.server";
import { acknowledgmentsOf, sharedWith } from "./share-queries.server";
import { acknowledgmentsView, sharedView } from "./share-view.server";
import type { CorrectionDays } from "./three-days-view.server";
import { answersView, resultView } from "./views.server";

interface Asked {
  readonly id: string;
  readonly purpose: Purpose;
  readonly corrections: readonly (CorrectionDays & {
    readonly questionId: string;
    readonly recurrenceMonths: number | null;
  })[];
}

/** Null when there is no such share in the agency's region. */
export async function agencyPage(
  actor: AgencyActor,
  { id, purpose, corrections }: Asked,
  locale: Locale,
  on: Day
) {
  const share = await sharedWith(actor, id);
  if (!share) return null;
  const cover = sharedView(share, locale);
  if (!share.openedAt) return { share: cover, opened: null };
  const run = await selfCheckRun(actor, id);
  if (!run) return null;
  const { enterpriseId } = share;
  await recordOpening(actor, { enterpriseId, record: `self-check:${id}`, purpose });
  const view = resultView(run, locale, on);
  const findings = view.findings.map((finding) => {
    const of = corrections.find(({ questionId }) => questionId === finding.questionId);
    return {
      ...finding,
      correction: of
        ? { id: of.id, dueOn: formatDay(of.dueOn, locale), recurrenceMonths: of.recurrenceMonths }
        : null,
    };
  });
  return {
    share: cover,
    opened: {
      view: { ...view, findings },
      topics: answersView(run, locale, on),
      days: daysOf({ run, share, corrections }, locale, on),
      words: acknowledgmentsView(await acknowledgmentsOf(actor, id), locale),
    },
  };
}
