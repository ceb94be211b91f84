/** The one place where findings come from, whatever their source: marked when they repeat an earlier one, each with its correction. */
import { eq } from "drizzle-orm";
import { tables, type Tx } from "~/platform/db.server";
import { addDays, day, type Day } from "~/shared/day";
import type { Localised } from "~/shared/locale";
import { addWorkingDays, type HolidayCalendar } from "~/shared/working-days";
import { recurrenceOf, type Found } from "./recurrence";

const { corrections, findings } = tables;

/** The rule of a due day: so many days after the day of the finding. */
export interface DueWindow {
  readonly days: number;
  readonly kind: "working" | "calendar";
}
export const lastDayOf = ({ days, kind }: DueWindow, from: Day, calendar: HolidayCalendar): Day =>
  kind === "working" ? addWorkingDays(calendar, from, days) : addDays(from, days);

export interface NewFinding {
  readonly enterpriseId: string;
  readonly siteId: string;
  readonly source: "self-check" | "visit" | "warning" | "inspection";
  readonly selfCheckId?: string;
  /** Question id, appointment id, or the number an agency gave its warning or inspection. */
  readonly sourceRef: string;
  readonly severity: "red-line" | "major" | "minor";
  readonly text: Localised;
  readonly basis: readonly string[];
  readonly foundOn: Day;
  readonly window: DueWindow;
}

/** Stores findings of one site. Answers with the ids of their corrections and due days, in the order given. */
export async function storeFindings(
  tx: Tx,
  siteId: string,
  made: readonly NewFinding[],
  calendar: HolidayCalendar
): Promise<{ correctionId: string; dueOn: Day; recurs: boolean }[]> {
  const earlier = made.length === 0 ? [] : await findingsAt(tx, siteId);
  const stored: { correctionId: string; dueOn: Day; recurs: boolean }[] = [];
  for (const { window, basis, ...finding } of made) {
    const questionId = finding.source === "self-check" ? finding.sourceRef : null;
    const recurrence = recurrenceOf({ ...finding, questionId, basis }, earlier);
    const [row] = await tx
      .insert(findings)
      .values({
        ...finding,
        basis: [...basis],
        recurrenceOf: recurrence?.of ?? null,
        recurrenceMonths: recurrence?.months ?? null,
      })
      .returning({ id: findings.id });
    if (!row) throw new Error("The finding was not stored.");
    const dueOn = lastDayOf(window, finding.foundOn, calendar);
    const [correction] = await tx
      .insert(corrections)
      .values({
        enterpriseId: finding.enterpriseId,
        findingId: row.id,
        dueOn,
        windowDays: window.days,
        windowKind: window.kind,
      })
      .returning({ id: corrections.id });
    if (!correction) throw new Error("The correction was not stored.");
    stored.push({ correctionId: correction.id, dueOn, recurs: recurrence !== null });
  }
  return stored;
}

/** As far as the actor sees them: what an enterprise keeps to itself does not mark what an agency finds. */
async function findingsAt(tx: Tx, siteId: string): Promise<(Found & { id: string })[]> {
  const rows = await tx
    .select({
      id: findings.id,
      siteId: findings.siteId,
      source: findings.source,
      sourceRef: findings.sourceRef,
      basis: findings.basis,
      foundOn: findings.foundOn,
    })
    .from(findings)
    .where(eq(findings.siteId, siteId));
  return rows.map(({ source, sourceRef, foundOn, ...row }) => ({
    ...row,
    questionId: source === "self-check" ? sourceRef : null,
    foundOn: day(foundOn),
  }));
}
