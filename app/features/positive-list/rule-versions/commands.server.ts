/** Trying out another version of the rules, proposing it, and putting it into force. */
import { and, eq } from "drizzle-orm";
import { appendToLedger, recordEvent } from "~/features/audit/record.server";
import { today } from "~/platform/clock.server";
import { sha256Hex } from "~/platform/crypto.server";
import { tables, violatedConstraint, withTx } from "~/platform/db.server";
import type { AgencyActor } from "~/shared/actor";
import { addDays, daysBetween, day, type Day } from "~/shared/day";
import { canonicalJson } from "../canonical";
import { profileFor, profileVersions } from "../rules.server";
import type { DecideInput, ProposeInput, RunInput } from "./forms";
import { readRulesInForce } from "./in-force.server";
import { contentHash, enqueueShadowRun } from "./shadow-run.server";
import { EMPTY_TALLY } from "./tally";
import { ANNOUNCED_DAYS, RUN_COUNTS_DAYS } from "./terms";

const { ruleChanges, shadowRuns } = tables;

export type StartOutcome =
  | { readonly is: "started"; readonly id: string }
  | { readonly is: "running-already" | "no-such-version" | "same-version" };

/** Compares the rules in force in the agency's region with another version. One run at a time. */
export async function startShadowRun(
  actor: AgencyActor,
  { version: { profileId, version }, onDay }: RunInput
): Promise<StartOutcome> {
  const to = profileVersions().get(`${profileId}@${version}`);
  if (!to) return { is: "no-such-version" };
  const from = profileFor(actor.regionCode);
  if (from.id === to.id && from.version === to.version) return { is: "same-version" };
  const [fromHash, toHash] = [contentHash(from), contentHash(to)];
  try {
    return await withTx(actor, async (tx): Promise<StartOutcome> => {
      const [run] = await tx
        .insert(shadowRuns)
        .values({
          agencyId: actor.agencyId,
          regionCode: actor.regionCode,
          onDay,
          fromProfileId: from.id,
          fromVersion: from.version,
          fromHash,
          toProfileId: to.id,
          toVersion: to.version,
          toHash,
          startedBy: actor.accountId,
          tally: EMPTY_TALLY,
          hash: sha256Hex(canonicalJson({ fromHash, toHash, onDay, region: actor.regionCode })),
        })
        .returning({ id: shadowRuns.id });
      if (!run) throw new Error("The shadow run was not stored.");
      await enqueueShadowRun(tx, run.id);
      await recordEvent(tx, actor, {
        action: "rules.shadow-run-started",
        subjectId: run.id,
        detail: { from: fromHash, to: toHash, onDay },
      });
      return { is: "started", id: run.id };
    });
  } catch (error) {
    if (violatedConstraint(error) === "shadow_run_one_running") return { is: "running-already" };
    throw error;
  }
}

export function cancelShadowRun(actor: AgencyActor, id: string): Promise<"cancelled" | "not-running"> {
  return withTx(actor, async (tx) => {
    const [run] = await tx
      .update(shadowRuns)
      .set({ status: "cancelled", endedAt: new Date() })
      .where(
        and(
          eq(shadowRuns.id, id),
          eq(shadowRuns.agencyId, actor.agencyId),
          eq(shadowRuns.status, "running")
        )
      )
      .returning({ id: shadowRuns.id });
    if (!run) return "not-running";
    await recordEvent(tx, actor, { action: "rules.shadow-run-cancelled", subjectId: id });
    return "cancelled";
  });
}

export type ProposeOutcome = "proposed" | "too-soon" | "run-too-old" | "not-done" | "open-already" | "content-changed";

/** Proposes the version of a finished run. The database holds that the run was of exactly this content. */
export async function proposeRules(
  actor: AgencyActor,
  runId: string,
  { fromDay, reason }: ProposeInput
): Promise<ProposeOutcome> {
  const on = today();
  if (fromDay < earliestDay(on)) return "too-soon";
  try {
    return await withTx(actor, async (tx): Promise<ProposeOutcome> => {
      const [run] = await tx
        .select()
        .from(shadowRuns)
        .where(and(eq(shadowRuns.id, runId), eq(shadowRuns.agencyId, actor.agencyId)));
      if (run?.status !== "done") return "not-done";
      if (daysBetween(day(run.onDay), on) > RUN_COUNTS_DAYS) return "run-too-old";
      const to = profileVersions().get(`${run.toProfileId}@${run.toVersion}`);
      if (!to || contentHash(to) !== run.toHash) return "content-changed";
      const [change] = await tx
        .insert(ruleChanges)
        .values({
          agencyId: actor.agencyId,
          regionCode: actor.regionCode,
          profileId: run.toProfileId,
          version: run.toVersion,
          contentHash: run.toHash,
          fromDay,
          reason,
          shadowRunId: run.id,
          proposedBy: actor.accountId,
          proposedOn: on,
        })
        .returning({ id: ruleChanges.id });
      await recordEvent(tx, actor, {
        action: "rules.proposed",
        subjectId: change?.id ?? runId,
        detail: { profile: run.toProfileId, version: run.toVersion, fromDay },
      });
      return "proposed";
    });
  } catch (error) {
    if (violatedConstraint(error) === "rule_change_one_open") return "open-already";
    throw error;
  }
}

/** First day on which rules announced today may take force. */
export const earliestDay = (on: Day): Day => addDays(on, ANNOUNCED_DAYS);

export type DecideOutcome = "decided" | "own-proposal" | "not-open" | "too-soon" | "day-taken";

/** By another person than who proposed. Approved, the change is public at once and takes force on its day. */
export async function decideRules(
  actor: AgencyActor,
  changeId: string,
  { decision, reason }: DecideInput
): Promise<DecideOutcome> {
  const on = today();
  try {
    const outcome = await withTx(actor, async (tx): Promise<DecideOutcome> => {
      const [change] = await tx
        .select()
        .from(ruleChanges)
        .where(and(eq(ruleChanges.id, changeId), eq(ruleChanges.agencyId, actor.agencyId)))
        .for("update");
      if (change?.status !== "proposed") return "not-open";
      if (change.proposedBy === actor.accountId) return "own-proposal";
      if (decision === "approved" && day(change.fromDay) <= on) return "too-soon";
      await tx
        .update(ruleChanges)
        .set({ status: decision, decidedBy: actor.accountId, decidedOn: on, decisionReason: reason })
        .where(eq(ruleChanges.id, changeId));
      await appendToLedger(tx, actor, {
        ownerId: actor.agencyId,
        chain: "decision",
        kind: `rules.${decision}`,
        payload: { change: changeId, content: change.contentHash, fromDay: change.fromDay, reason },
      });
      await recordEvent(tx, actor, { action: `rules.${decision}`, subjectId: changeId });
      return "decided";
    });
    if (outcome === "decided") await readRulesInForce();
    return outcome;
  } catch (error) {
    if (violatedConstraint(error) === "rule_change_day") return "day-taken";
    throw error;
  }
}

/** The agency that proposed takes it back while nobody has decided. */
export function withdrawRules(actor: AgencyActor, changeId: string): Promise<"withdrawn" | "not-open"> {
  return withTx(actor, async (tx) => {
    const [change] = await tx
      .update(ruleChanges)
      .set({ status: "withdrawn", decidedBy: actor.accountId, decidedOn: today() })
      .where(
        and(
          eq(ruleChanges.id, changeId),
          eq(ruleChanges.agencyId, actor.agencyId),
          eq(ruleChanges.status, "proposed")
        )
      )
      .returning({ id: ruleChanges.id });
    if (!change) return "not-open";
    await recordEvent(tx, actor, { action: "rules.withdrawn", subjectId: changeId });
    return "withdrawn";
  });
}
