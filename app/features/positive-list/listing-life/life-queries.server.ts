/** Reads of proposals, packs and hearings: an enterprise its own, an agency those of its region. */
import { and, asc, desc, eq, inArray, ne } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { enterpriseName } from "~/features/accounts/enterprise-name.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import type { AgencyActor, EnterpriseActor } from "~/shared/actor";
import { filesIn } from "./files.server";
import { ofRegion } from "./reach.server";

const { accounts, applications, appointments, enterprises, hearings, listings, packs, packSteps, proposals } = tables;

const proposalLine = {
  id: proposals.id,
  status: proposals.status,
  reason: proposals.reason,
  proposedOn: proposals.proposedOn,
  answerDueOn: proposals.answerDueOn,
  answeredOn: proposals.answeredOn,
  answerNote: proposals.answerNote,
};

/** The latest proposal to the own enterprise, or null. */
export async function ownProposal(actor: EnterpriseActor) {
  const [row] = await withTx(actor, (tx) =>
    tx.select(proposalLine).from(proposals).where(eq(proposals.enterpriseId, actor.enterpriseId)).orderBy(desc(proposals.createdAt)).limit(1)
  );
  return row ?? null;
}

/** An enterprise of the region with its proposals, newest first; null when it is out of reach. */
export async function proposalsFor(actor: AgencyActor, enterpriseId: string) {
  return withTx(actor, async (tx) => {
    const [enterprise] = await tx
      .select({ name: enterpriseName, uscc: enterprises.uscc })
      .from(enterprises)
      .where(and(eq(enterprises.id, enterpriseId), ofRegion(actor, enterprises.id)));
    if (!enterprise) return null;
    const lines = await tx.select(proposalLine).from(proposals).where(eq(proposals.enterpriseId, enterpriseId)).orderBy(desc(proposals.createdAt)).limit(20);
    return { ...enterprise, proposals: lines };
  });
}

const packLine = { id: packs.id, enterpriseId: packs.enterpriseId, applicationId: packs.applicationId, way: packs.way, status: packs.status, dueOn: packs.dueOn };

async function withSteps<P extends { readonly id: string; readonly enterpriseId: string }>(tx: Tx, pack: P) {
  const steps = await tx
    .select({ id: packSteps.id, kind: packSteps.kind, onDay: packSteps.onDay, note: packSteps.note, by: accounts.displayName })
    .from(packSteps)
    .leftJoin(accounts, eq(accounts.id, packSteps.byAccount))
    .where(eq(packSteps.packId, pack.id))
    .orderBy(asc(packSteps.createdAt));
  return { ...pack, steps, files: await filesIn(tx, { packId: pack.id }) };
}

/** What was asked for an application, the latest first, with the help visits of the enterprise. */
export async function packsOf(actor: AgencyActor, applicationId: string) {
  return withTx(actor, async (tx) => {
    const rows = await tx
      .select(packLine)
      .from(packs)
      .where(and(eq(packs.applicationId, applicationId), ofRegion(actor, packs.enterpriseId)))
      .orderBy(desc(packs.createdAt))
      .limit(10);
    const shown = [];
    for (const row of rows) shown.push(await withSteps(tx, row));
    return { packs: shown, files: await filesIn(tx, { applicationId }), visits: await helpVisits(tx, applicationId) };
  });
}
export type PackView = Awaited<ReturnType<typeof packsOf>>["packs"][number];

const helpVisits = (tx: Tx, applicationId: string) =>
  tx
    .select({ day: appointments.day, status: appointments.status })
    .from(appointments)
    .innerJoin(applications, eq(applications.enterpriseId, appointments.enterpriseId))
    .where(and(eq(applications.id, applicationId), eq(appointments.kind, "help"), inArray(appointments.status, ["requested", "confirmed", "done"])))
    .orderBy(desc(appointments.day))
    .limit(5);

export async function ownPack(actor: EnterpriseActor, id: string) {
  return withTx(actor, async (tx) => {
    const [row] = await tx.select(packLine).from(packs).where(and(eq(packs.id, id), eq(packs.enterpriseId, actor.enterpriseId)));
    return row ? withSteps(tx, row) : null;
  });
}

/** What waits for the enterprise: an open proposal, a pack that is asked for, a hearing. One transaction for all. */
export async function waitingFor(actor: EnterpriseActor) {
  return withTx(actor, async (tx) => {
    const own = actor.enterpriseId;
    const [proposal] = await tx.select({ id: proposals.id }).from(proposals).where(and(eq(proposals.enterpriseId, own), eq(proposals.status, "open")));
    const [pack] = await tx
      .select({ id: packs.id, dueOn: packs.dueOn, status: packs.status })
      .from(packs)
      .where(and(eq(packs.enterpriseId, own), inArray(packs.status, ["asked", "handed-in"])))
      .limit(1);
    const [hearing] = await tx
      .select({ id: hearings.id, status: hearings.status, statementDueOn: hearings.statementDueOn })
      .from(hearings)
      .where(and(eq(hearings.enterpriseId, own), ne(hearings.status, "closed")))
      .limit(1);
    return { proposal: proposal ?? null, pack: pack ?? null, hearing: hearing ?? null };
  });
}

const hearingLine = {
  id: hearings.id,
  listingId: hearings.listingId,
  number: listings.number,
  cause: hearings.cause,
  status: hearings.status,
  openedOn: hearings.openedOn,
  statementDueOn: hearings.statementDueOn,
  decisionDueOn: hearings.decisionDueOn,
  statement: hearings.statement,
  statedOn: hearings.statedOn,
  waivedOn: hearings.waivedOn,
  meetingOn: hearings.meetingOn,
  meetingPlace: hearings.meetingPlace,
  record: hearings.record,
  heldOn: hearings.heldOn,
  outcome: hearings.outcome,
  reason: hearings.reason,
  closedOn: hearings.closedOn,
};

export async function ownHearing(actor: EnterpriseActor, id: string) {
  return withTx(actor, async (tx) => {
    const [row] = await tx
      .select(hearingLine)
      .from(hearings)
      .innerJoin(listings, eq(listings.id, hearings.listingId))
      .where(and(eq(hearings.id, id), eq(hearings.enterpriseId, actor.enterpriseId)));
    return row ? { ...row, files: await filesIn(tx, { hearingId: id }) } : null;
  });
}

/** The latest hearing of a listing, for the agency; null when there is none within its reach. */
export async function hearingOf(actor: AgencyActor, listingId: string) {
  const speaker = alias(accounts, "speaker");
  return withTx(actor, async (tx) => {
    const [row] = await tx
      .select({ ...hearingLine, enterprise: enterpriseName, uscc: enterprises.uscc, speaker: speaker.displayName })
      .from(hearings)
      .innerJoin(listings, eq(listings.id, hearings.listingId))
      .innerJoin(enterprises, eq(enterprises.id, hearings.enterpriseId))
      .leftJoin(speaker, eq(speaker.id, hearings.statedBy))
      .where(and(eq(hearings.listingId, listingId), ofRegion(actor, hearings.enterpriseId)))
      .orderBy(desc(hearings.createdAt))
      .limit(1);
    return row ? { ...row, files: await filesIn(tx, { hearingId: row.id }) } : null;
  });
}
export type HearingView = NonNullable<Awaited<ReturnType<typeof ownHearing>>>;
