/** Reads of disputes: an enterprise its own, an agency those of its region. */
import { and, asc, desc, eq, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { enterpriseName } from "~/features/accounts/enterprise-name.server";
import { tables, withTx } from "~/platform/db.server";
import type { AgencyActor } from "~/shared/actor";
import type { FactReader } from "../facts-known/facts-queries.server";
import { ofRegion } from "../listing-life/reach.server";
import { effectsSchema } from "./rules";

const { accounts, enterprises, evidence, factDisputes, facts } = tables;
const SHOWN = 200;

const reach = (actor: FactReader): SQL =>
  actor.kind === "enterprise"
    ? eq(factDisputes.enterpriseId, actor.enterpriseId)
    : ofRegion(actor, factDisputes.enterpriseId);

const line = {
  id: factDisputes.id,
  factId: factDisputes.factId,
  kind: facts.kind,
  enterprise: enterpriseName,
  status: factDisputes.status,
  raisedOn: factDisputes.raisedOn,
  dueOn: factDisputes.dueOn,
  decidedOn: factDisputes.decidedOn,
};

/** The open ones by the day they are due; the others, newest first. */
export async function disputeLines(actor: FactReader, onlyOpen: boolean) {
  return withTx(actor, (tx) =>
    tx
      .select(line)
      .from(factDisputes)
      .innerJoin(facts, eq(facts.id, factDisputes.factId))
      .innerJoin(enterprises, eq(enterprises.id, factDisputes.enterpriseId))
      .where(and(reach(actor), onlyOpen ? eq(factDisputes.status, "open") : undefined))
      .orderBy(onlyOpen ? asc(factDisputes.dueOn) : desc(factDisputes.createdAt), desc(factDisputes.id))
      .limit(SHOWN)
  );
}

/** What waits for those who decide. */
export const disputesAwaiting = (actor: AgencyActor) =>
  actor.role === "officer" || actor.role === "approver" ? disputeLines(actor, true) : Promise.resolve([]);

/** One dispute, or null when it is out of reach. */
export async function disputeOf(actor: FactReader, id: string) {
  const [raiser, decider] = [alias(accounts, "raiser"), alias(accounts, "decider")];
  const [row] = await withTx(actor, (tx) =>
    tx
      .select({
        ...line,
        enterpriseId: factDisputes.enterpriseId,
        uscc: enterprises.uscc,
        reason: factDisputes.reason,
        evidenceId: evidence.id,
        fileName: evidence.fileName,
        raiser: raiser.displayName,
        decider: decider.displayName,
        decisionReason: factDisputes.decisionReason,
        correctedFactId: factDisputes.correctedFactId,
        effects: factDisputes.effects,
        recordedBy: facts.recordedBy,
      })
      .from(factDisputes)
      .innerJoin(facts, eq(facts.id, factDisputes.factId))
      .innerJoin(enterprises, eq(enterprises.id, factDisputes.enterpriseId))
      .leftJoin(raiser, eq(raiser.id, factDisputes.raisedBy))
      .leftJoin(decider, eq(decider.id, factDisputes.decidedBy))
      .leftJoin(evidence, eq(evidence.id, factDisputes.evidenceId))
      .where(and(eq(factDisputes.id, id), reach(actor)))
  );
  if (!row) return null;
  return { ...row, effects: row.effects === null ? null : effectsSchema.parse(row.effects) };
}
export type DisputeView = NonNullable<Awaited<ReturnType<typeof disputeOf>>>;
