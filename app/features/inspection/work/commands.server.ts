/** Recording what an inspection found, once, by one of its officers. */
import { and, eq, sql } from "drizzle-orm";
import { appendToLedger, recordEvent } from "~/features/audit/record.server";
import { tellOfFinding } from "~/features/correction/finding-mail.server";
import { storeFindings, type NewFinding } from "~/features/finding/new-finding.server";
import { today } from "~/platform/clock.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { holidays } from "~/platform/holidays.server";
import type { AgencyActor } from "~/shared/actor";
import type { RecordInput } from "../forms";

const { inspections, sites } = tables;
const SEVERITY = { "minor-breach": "minor", "grave-breach": "red-line" } as const;
/** Calendar days to correct what was found, by its severity; a due day that an order names can be set afterwards. */
const WINDOW_DAYS = { minor: 30, "red-line": 7 } as const;

/** As the database asks for it. */
const MIN_REASON = 5;

export type RecordOutcome = "recorded" | "not-open" | "not-yours" | "no-site" | "not-scanned";

export function recordInspection(actor: AgencyActor, id: string, { outcome, minutes, finding, noScanReason }: RecordInput): Promise<RecordOutcome> {
  const on = today();
  return withTx(actor, async (tx): Promise<RecordOutcome> => {
    const [held] = await tx
      .select()
      .from(inspections)
      .where(and(eq(inspections.id, id), sql`app.sees(${inspections.enterpriseId})`))
      .for("update");
    if (held?.status !== "planned") return "not-open";
    if (!held.officers.includes(actor.accountId)) return "not-yours";
    if (held.arrivedAt === null && noScanReason.length < MIN_REASON) return "not-scanned";
    await tx
      .update(inspections)
      .set({ status: "made", madeOn: on, outcome, minutes, recordedBy: actor.accountId, noScanReason: held.arrivedAt === null ? noScanReason : "" })
      .where(eq(inspections.id, id));
    if (outcome !== "in-order" && !(await storeFinding(tx, held.enterpriseId, id, SEVERITY[outcome], finding))) return "no-site";
    await appendToLedger(tx, actor, {
      ownerId: held.enterpriseId,
      chain: "decision",
      kind: "inspection.made",
      payload: { inspection: id, on, outcome },
    });
    await recordEvent(tx, actor, { action: "inspection.recorded", enterpriseId: held.enterpriseId, subjectId: id, detail: { outcome } });
    return "recorded";
  });
}

/** The finding stands at the enterprise's first site; false when it has none. */
async function storeFinding(tx: Tx, enterpriseId: string, ref: string, severity: "minor" | "red-line", text: string): Promise<boolean> {
  const [site] = await tx.select({ id: sites.id }).from(sites).where(eq(sites.enterpriseId, enterpriseId)).orderBy(sites.createdAt).limit(1);
  if (!site) return false;
  const finding: NewFinding = {
    enterpriseId,
    siteId: site.id,
    source: "inspection",
    sourceRef: ref,
    severity,
    // Officers write in one language; both readers see their words.
    text: { "zh-CN": text, en: text },
    basis: [],
    foundOn: today(),
    window: { days: WINDOW_DAYS[severity], kind: "calendar" },
  };
  const made = await storeFindings(tx, site.id, [finding], holidays());
  for (const each of made) await tellOfFinding(tx, finding, each);
  return true;
}
