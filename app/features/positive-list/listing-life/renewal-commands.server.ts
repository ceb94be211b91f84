/** Applying for a renewal. An inspection is never its condition: a help visit, a third-party audit or a pack of files will do. */
import { and, desc, eq, gte, inArray } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import type { NewEvidence } from "~/features/self-check/evidence.server";
import { today } from "~/platform/clock.server";
import { tables, violatedConstraint, withTx, type Tx } from "~/platform/db.server";
import { once } from "~/platform/idempotency.server";
import type { EnterpriseActor } from "~/shared/actor";
import { addMonths, day, type Day } from "~/shared/day";
import { signedEvaluation, storeApplication } from "../application-commands.server";
import { hangFiles } from "./files.server";
import type { RenewalGround } from "./forms";
import { renewalWindow } from "./rules";
import { lifeRules } from "./rules.server";

const { appointments, listings } = tables;

export type RenewOutcome =
  | { readonly is: "applied"; readonly id: string }
  | { readonly is: "not-eligible" | "already" | "not-open" | "no-ground" };

export async function applyForRenewal(
  actor: EnterpriseActor,
  ground: RenewalGround,
  files: readonly NewEvidence[],
  idempotencyKey: string
): Promise<RenewOutcome> {
  const on = today();
  const { renewal } = lifeRules();
  try {
    return await withTx(actor, (tx) =>
      once(tx, actor, "positive-list.renew", idempotencyKey, async (): Promise<RenewOutcome> => {
        const listing = await runningListing(tx, actor.enterpriseId);
        if (!listing || renewalWindow(on, listing.endsOn, renewal) !== "open") return { is: "not-open" };
        const hasGround = ground === "help-visit" ? await hasHelpVisit(tx, actor.enterpriseId, on) : files.length > 0;
        if (!hasGround) return { is: "no-ground" };
        const signed = await signedEvaluation(tx, actor.enterpriseId, on);
        if (!signed) return { is: "not-eligible" };
        const id = await storeApplication(tx, actor, { ...signed, renews: listing.id, renewalGround: ground });
        await hangFiles(tx, actor, { applicationId: id }, files);
        await recordEvent(tx, actor, {
          action: "positive-list.renewal-asked",
          enterpriseId: actor.enterpriseId,
          subjectId: listing.id,
          detail: { application: id, ground, files: files.length },
        });
        return { is: "applied", id };
      })
    );
  } catch (error) {
    if (violatedConstraint(error) === "application_one_open") return { is: "already" };
    throw error;
  }
}

/** The listing that could be renewed: a suspended one is not. */
export async function runningListing(tx: Tx, enterpriseId: string) {
  const [row] = await tx
    .select({ id: listings.id, number: listings.number, listedOn: listings.listedOn, endsOn: listings.endsOn })
    .from(listings)
    .where(and(eq(listings.enterpriseId, enterpriseId), eq(listings.status, "listed")));
  return row ? { ...row, listedOn: day(row.listedOn), endsOn: day(row.endsOn) } : null;
}

/** A help visit that was made recently enough, or that is booked: the latest day. */
export async function latestHelpVisit(tx: Tx, enterpriseId: string, on: Day) {
  const [row] = await tx
    .select({ day: appointments.day, status: appointments.status })
    .from(appointments)
    .where(
      and(
        eq(appointments.enterpriseId, enterpriseId),
        eq(appointments.kind, "help"),
        inArray(appointments.status, ["requested", "confirmed", "done"]),
        gte(appointments.day, addMonths(on, -lifeRules().renewal.groundMonths))
      )
    )
    .orderBy(desc(appointments.day))
    .limit(1);
  return row ? { day: day(row.day), status: row.status } : null;
}

const hasHelpVisit = async (tx: Tx, enterpriseId: string, on: Day): Promise<boolean> => (await latestHelpVisit(tx, enterpriseId, on)) !== null;
