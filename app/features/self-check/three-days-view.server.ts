/** The line of three days as its page shows it, in one language. */
import { citationViews } from "~/features/law/content.server";
import { holidays } from "~/platform/holidays.server";
import { dayAt, type Day } from "~/shared/day";
import { formatDay } from "~/shared/format";
import type { Localised, Locale } from "~/shared/locale";
import { disclosure } from "./disclosure.server";
import { correctedOn, runDays, threeDays, type DisclosureDays } from "./three-days";

interface Shared {
  readonly sharedAt: Date;
  readonly openedAt: Date | null;
}
export interface CorrectionDays {
  readonly id: string;
  readonly text: Localised;
  readonly status: "open" | "submitted" | "verified" | "reopened";
  readonly dueOn: Day;
  readonly submittedOn: Day | null;
}

export interface LineOf {
  readonly id: string;
  readonly title: string;
  readonly days: DisclosureDays;
}

export function threeDaysView({ id, title, days }: LineOf, locale: Locale, on: Day) {
  const rules = disclosure().windows;
  const line = threeDays(rules, days, holidays(), on);
  return {
    id,
    title,
    on,
    span: line.span,
    marks: line.marks.map(({ mark, day }) => ({
      mark,
      day,
      dayText: day && formatDay(day, locale),
    })),
    windows: line.windows.flatMap((measured, at) => {
      const rule = rules[at];
      if (!rule) return [];
      return [
        {
          ...measured,
          toText: measured.to && formatDay(measured.to, locale),
          title: rule.title[locale],
          note: rule.note[locale],
          design: rule.design,
          basis: citationViews(rule.basis, locale),
        },
      ];
    }),
  };
}
export type ThreeDaysView = ReturnType<typeof threeDaysView>;

export const shareDaysOf = (share: Shared | null): Pick<DisclosureDays, "shared" | "opened"> => ({
  shared: share && dayAt(share.sharedAt),
  opened: share?.openedAt ? dayAt(share.openedAt) : null,
});

export interface RunOf {
  readonly foundOn: Day;
  readonly share: Shared | null;
  readonly corrections: readonly CorrectionDays[];
  /** Heading of the line of the whole run. */
  readonly title: string;
}

/** The whole self-check, then each finding; null when nothing was found. */
export function threeDaysOfRun({ foundOn, share, corrections, title }: RunOf, locale: Locale, on: Day) {
  if (corrections.length === 0) return null;
  const known = { discovered: foundOn, ...shareDaysOf(share) };
  return {
    run: threeDaysView({ id: "run", title, days: { ...known, ...runDays(corrections) } }, locale, on),
    findings: corrections.map((correction) =>
      threeDaysView(
        {
          id: correction.id,
          title: correction.text[locale],
          days: { ...known, corrected: correctedOn(correction), due: correction.dueOn },
        },
        locale,
        on
      )
    ),
  };
}
export type ThreeDaysOfRun = NonNullable<ReturnType<typeof threeDaysOfRun>>;
