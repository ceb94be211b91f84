/** What the county asks for to check by: a pack of files or a help visit; handed in, accepted, or more asked for. */
import { and, eq, inArray, sql } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import type { NewEvidence } from "~/features/self-check/evidence.server";
import { today } from "~/platform/clock.server";
import { tables, violatedConstraint, withTx, type Tx } from "~/platform/db.server";
import { holidays } from "~/platform/holidays.server";
import type { AgencyActor, EnterpriseActor } from "~/shared/actor";
import { addWorkingDays } from "~/shared/working-days";
import { countFiles, hangFiles } from "./files.server";
import type { AskInput, JudgeInput } from "./forms";
import { tellOfLife } from "./life-mail.server";
import { ofRegion } from "./reach.server";
import { lifeRules } from "./rules.server";

const { applications, appointments, packs, packSteps } = tables;

const dueOn = () => addWorkingDays(holidays(), today(), lifeRules().packWorkingDays);

/** Once for an application that waits for its check. */
export async function askForPack(actor: AgencyActor, applicationId: string, { way, note }: AskInput): Promise<"asked" | "already" | "not-open"> {
  try {
    return await withTx(actor, async (tx) => {
      const [application] = await tx
        .select({ enterpriseId: applications.enterpriseId })
        .from(applications)
        .where(and(eq(applications.id, applicationId), eq(applications.status, "submitted"), ofRegion(actor, applications.enterpriseId)))
        // It cannot be checked or taken back between this look and the insertion.
        .for("update");
      if (!application) return "not-open";
      const { enterpriseId } = application;
      const day = dueOn();
      const [pack] = await tx.insert(packs).values({ enterpriseId, applicationId, way, dueOn: day }).returning({ id: packs.id });
      if (!pack) throw new Error("The request was not stored.");
      await addStep(tx, { enterpriseId, packId: pack.id, kind: "asked", byAccount: actor.accountId, note });
      await tellOfLife(tx, enterpriseId, { about: "asked", reason: note, day });
      await recordEvent(tx, actor, { action: "positive-list.pack-asked", enterpriseId, subjectId: pack.id, detail: { way } });
      return "asked";
    });
  } catch (error) {
    if (violatedConstraint(error) === "listing_pack_one_open") return "already";
    throw error;
  }
}

type Step = Omit<typeof packSteps.$inferInsert, "onDay" | "id" | "createdAt">;
const addStep = (tx: Tx, step: Step) => tx.insert(packSteps).values({ ...step, onDay: today() });

export type HandInOutcome = "handed-in" | "no-files" | "not-open";

export async function handInPack(actor: EnterpriseActor, packId: string, note: string, files: readonly NewEvidence[]): Promise<HandInOutcome> {
  const { enterpriseId } = actor;
  return withTx(actor, async (tx) => {
    const [pack] = await tx
      .select({ id: packs.id })
      .from(packs)
      .where(and(eq(packs.id, packId), eq(packs.enterpriseId, enterpriseId), eq(packs.status, "asked"), eq(packs.way, "files")))
      .for("update");
    if (!pack) return "not-open";
    if (files.length === 0 && (await countFiles(tx, { packId })) === 0) return "no-files";
    await hangFiles(tx, actor, { packId }, files);
    await tx.update(packs).set({ status: "handed-in" }).where(eq(packs.id, packId));
    await addStep(tx, { enterpriseId, packId, kind: "handed-in", byAccount: actor.accountId, note });
    await recordEvent(tx, actor, { action: "positive-list.pack-handed-in", enterpriseId, subjectId: packId, detail: { files: files.length } });
    return "handed-in";
  });
}

export type JudgeOutcome = "done" | "no-visit" | "not-open";

/** Accepts what was handed in, or the help visit that was made; or asks for more, with reasons. */
export async function judgePack(actor: AgencyActor, applicationId: string, { verdict, note }: JudgeInput): Promise<JudgeOutcome> {
  return withTx(actor, async (tx) => {
    const [pack] = await tx
      .select({ id: packs.id, enterpriseId: packs.enterpriseId, way: packs.way, status: packs.status, createdAt: packs.createdAt })
      .from(packs)
      .where(and(eq(packs.applicationId, applicationId), inArray(packs.status, ["asked", "handed-in"]), ofRegion(actor, packs.enterpriseId)))
      .for("update");
    if (!pack || (pack.way === "files" && pack.status !== "handed-in")) return "not-open";
    if (pack.way === "help-visit" && (verdict === "more" || !(await visitMade(tx, pack.id)))) return "no-visit";
    const { id: packId, enterpriseId } = pack;
    const day = dueOn();
    await tx
      .update(packs)
      .set(verdict === "accepted" ? { status: "accepted" } : { status: "asked", dueOn: day })
      .where(eq(packs.id, packId));
    await addStep(tx, { enterpriseId, packId, kind: verdict, byAccount: actor.accountId, note });
    await tellOfLife(tx, enterpriseId, { about: verdict === "accepted" ? "packAccepted" : "more", reason: note, day });
    await recordEvent(tx, actor, { action: `positive-list.pack-${verdict}`, enterpriseId, subjectId: packId });
    return "done";
  });
}

/** A help visit was made on or after the day it was asked for. */
async function visitMade(tx: Tx, packId: string): Promise<boolean> {
  const rows = await tx
    .select({ id: appointments.id })
    .from(appointments)
    .innerJoin(packs, eq(packs.enterpriseId, appointments.enterpriseId))
    .innerJoin(packSteps, and(eq(packSteps.packId, packs.id), eq(packSteps.kind, "asked")))
    .where(and(eq(packs.id, packId), eq(appointments.kind, "help"), eq(appointments.status, "done"), sql`${appointments.day} >= ${packSteps.onDay}`))
    .limit(1);
  return rows.length > 0;
}

/** In the caller's transaction: what is still open ends with the check. */
export const closePacks = (tx: Tx, applicationId: string) =>
  tx.update(packs).set({ status: "closed" }).where(and(eq(packs.applicationId, applicationId), inArray(packs.status, ["asked", "handed-in"])));
