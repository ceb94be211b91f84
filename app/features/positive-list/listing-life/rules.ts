/** The periods of a listing's life (content/rules/listing-life.yaml) and the days they lead to. Pure: days are arguments. */
import { z } from "zod";
import { addDays, addMonths, daysBetween, type Day } from "~/shared/day";
import { localisedSchema } from "~/shared/locale";

const workingDays = z.int().min(1).max(60);

export const lifeRulesSchema = z.strictObject({
  version: z.int().positive(),
  source: localisedSchema,
  design: z.boolean(),
  proposalAnswerWorkingDays: workingDays,
  packWorkingDays: workingDays,
  applicationValidMonths: z.int().min(1).max(24),
  statementWorkingDays: workingDays,
  noticeOpenWorkingDays: workingDays,
  renewal: z.strictObject({
    opensMonths: z.int().min(1).max(12),
    reminderDays: z.array(z.int().min(1).max(366)).min(1),
    groundMonths: z.int().min(1).max(60),
  }),
  decisionReminderWorkingDays: workingDays,
  tierOne: z.strictObject({
    readings: z.int().min(1).max(12),
    below: z.number().min(0).max(100),
    regainedAt: z.number().min(0).max(100),
  }),
});
export type LifeRules = z.output<typeof lifeRulesSchema>;
type RenewalRules = LifeRules["renewal"];

/** First day on which a renewal can be applied for. */
export const renewalOpensOn = (endsOn: Day, { opensMonths }: RenewalRules): Day => addMonths(endsOn, -opensMonths);

export type RenewalWindow = "not-yet" | "open" | "ended";
/** The last day of the term still counts. */
export function renewalWindow(on: Day, endsOn: Day, rules: RenewalRules): RenewalWindow {
  if (on > endsOn) return "ended";
  return on < renewalOpensOn(endsOn, rules) ? "not-yet" : "open";
}

/** The renewed listing begins on the day after the running one ends, so that there is no gap. */
export function termFrom(startsOn: Day, years: number): { readonly listedOn: Day; readonly endsOn: Day } {
  return { listedOn: startsOn, endsOn: addDays(addMonths(startsOn, years * 12), -1) };
}
export const followingTerm = (endsOn: Day, years: number) => termFrom(addDays(endsOn, 1), years);

/** The reminder that is due: the nearest to the end whose day has come; null when none has. */
export function renewalReminder(on: Day, endsOn: Day, { reminderDays }: RenewalRules): number | null {
  const left = daysBetween(on, endsOn);
  if (left < 0) return null;
  return reminderDays.filter((days) => left <= days).sort((a, b) => a - b)[0] ?? null;
}

/** Whether a visit or an audit of `groundOn` still speaks for a renewal asked for on `on`. */
export const groundCounts = (groundOn: Day, on: Day, { groundMonths }: RenewalRules): boolean =>
  groundOn <= on && addMonths(groundOn, groundMonths) >= on;

export const reentryOpen = (on: Day, reentryFrom: Day | null): boolean => reentryFrom === null || on >= reentryFrom;

/** First day on which an application that nobody decided has lapsed. */
export const lapsesOn = (submittedOn: Day, { applicationValidMonths }: LifeRules): Day =>
  addMonths(submittedOn, applicationValidMonths);
