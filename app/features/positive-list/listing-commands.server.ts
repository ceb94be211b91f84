/** Changes to listings. */
import { and, eq, isNull, like } from "drizzle-orm";
import { appendToLedger, recordEvent } from "~/features/audit/record.server";
import { today } from "~/platform/clock.server";
import { tables, violatedConstraint, withTx, type Tx } from "~/platform/db.server";
import { holidays } from "~/platform/holidays.server";
import { translator } from "~/platform/i18n.server";
import type { AgencyActor, SystemActor } from "~/shared/actor";
import { addMonths, day, type Day } from "~/shared/day";
import { formatDay } from "~/shared/format";
import { addWorkingDays } from "~/shared/working-days";
import type { SuspensionInput } from "./application-forms";
import { grantExemptions } from "./listing-life/begin.server";
import { lapseRenewals } from "./listing-life/ending.server";
import { closeHearing, openHearing } from "./listing-life/hearing-commands.server";
import { serve } from "./listing-life/serve.server";
import { tellOfListing, writeToEnterprise } from "./listing-mail.server";
import type { Trigger } from "./profile";
import { profileFor } from "./rules.server";

const { enterprises, exemptions, listings } = tables;

/**
 * Suspends the running listing of an enterprise and revokes its exemptions at once, in the caller's transaction. Whether
 * the listing ends is decided by a person, by the day set here.
 */
export async function suspendOnTrigger(
  tx: Tx,
  actor: AgencyActor | SystemActor,
  enterpriseId: string,
  factId: string,
  kind: Trigger,
  on: Day
): Promise<"suspended" | "not-listed"> {
  const [enterprise] = await tx
    .select({ name: enterprises.name, regionCode: enterprises.regionCode })
    .from(enterprises)
    .where(eq(enterprises.id, enterpriseId));
  if (!enterprise) return "not-listed";
  const { decisionAfterTriggerWorkingDays } = profileFor(enterprise.regionCode).listing;
  const decisionDueOn = addWorkingDays(holidays(), on, decisionAfterTriggerWorkingDays.value);
  const [listing] = await tx
    .update(listings)
    .set({ status: "suspended", suspendedOn: on, triggerFactId: factId, decisionDueOn, reason: kind, changedOn: on })
    .where(and(eq(listings.enterpriseId, enterpriseId), eq(listings.status, "listed")))
    .returning({ id: listings.id, number: listings.number });
  if (!listing) return "not-listed";
  await tx
    .update(exemptions)
    .set({ revokedOn: on, revokedReason: "suspended" })
    .where(and(eq(exemptions.listingId, listing.id), isNull(exemptions.revokedOn)));
  const { id: listingId, number } = listing;
  const day = await openHearing(tx, { enterpriseId, listingId, cause: kind, on, decisionDueOn });
  await serve(tx, actor, {
    enterpriseId,
    kind: "suspension",
    subjectId: listingId,
    number,
    day,
    until: decisionDueOn,
    cause: (locale) => translator(locale, "positive-list")(`trigger.${kind}`),
  });
  await tellEnterprise(tx, enterpriseId, { number, kind, decisionDueOn });
  await appendToLedger(tx, actor, {
    ownerId: enterpriseId,
    chain: "decision",
    kind: "listing.suspended",
    payload: { listing: listing.id, trigger: kind, fact: factId, decisionDueOn },
  });
  await recordEvent(tx, actor, {
    action: "positive-list.suspended",
    enterpriseId,
    subjectId: listing.id,
    detail: { trigger: kind, fact: factId, decisionDueOn },
  });
  return "suspended";
}

interface Suspension {
  readonly number: string;
  readonly kind: Trigger;
  readonly decisionDueOn: Day;
}

function tellEnterprise(tx: Tx, enterpriseId: string, suspension: Suspension): Promise<void> {
  return writeToEnterprise(tx, enterpriseId, (locale) => {
    const t = translator(locale, "positive-list");
    return {
      subject: t("mail.suspended.subject", { number: suspension.number }),
      text: t("mail.suspended.text", {
        number: suspension.number,
        trigger: t(`trigger.${suspension.kind}`),
        day: formatDay(suspension.decisionDueOn, locale),
      }),
    };
  });
}

export type SuspensionOutcome = "decided" | "not-open" | "not-heard" | "trigger-gone";

/**
 * The city's decision on a suspended listing, once: back on the list with new exemptions, or off it with a waiting time.
 * Nobody is removed who may still be heard, or for a trigger that was taken back: the database refuses that.
 */
export async function decideSuspension(actor: AgencyActor, listingId: string, input: SuspensionInput): Promise<SuspensionOutcome> {
  try {
    return await decide(actor, listingId, input);
  } catch (error) {
    if (violatedConstraint(error) === "listing_heard_first") return "not-heard";
    if (violatedConstraint(error) === "listing_trigger_stands") return "trigger-gone";
    throw error;
  }
}

async function decide(actor: AgencyActor, listingId: string, { decision, malicious, reason }: SuspensionInput): Promise<SuspensionOutcome> {
  const on = today();
  return withTx(actor, async (tx) => {
    const [enterprise] = await tx
      .select({ regionCode: enterprises.regionCode })
      .from(enterprises)
      .innerJoin(listings, eq(listings.enterpriseId, enterprises.id))
      .where(and(eq(listings.id, listingId), like(enterprises.regionCode, `${actor.regionCode}%`)));
    if (!enterprise) return "not-open";
    const { reentryMonths } = profileFor(enterprise.regionCode).listing;
    const months = reentryMonths.value[malicious ? "malicious" : "ordinary"];
    const [listing] = await tx
      .update(listings)
      .set(
        decision === "reinstate"
          ? { status: "listed", suspendedOn: null, decisionDueOn: null, triggerFactId: null, reason, changedOn: on }
          : { status: "removed", removedOn: on, reentryFrom: addMonths(on, months), reason, changedOn: on }
      )
      .where(and(eq(listings.id, listingId), eq(listings.status, "suspended")))
      .returning({ enterpriseId: listings.enterpriseId, number: listings.number, endsOn: listings.endsOn });
    if (!listing) return "not-open";
    const { enterpriseId, number, endsOn } = listing;
    await closeHearing(tx, listingId, { outcome: decision, reason, decidedBy: actor.accountId, on });
    if (decision === "reinstate") await grantExemptions(tx, enterpriseId, listingId, on, day(endsOn));
    else await lapseRenewals(tx, listingId);
    const until = decision === "reinstate" ? day(endsOn) : addMonths(on, months);
    const [about, kind] = decision === "reinstate" ? (["reinstated", "reinstatement"] as const) : (["removed", "removal"] as const);
    await tellOfListing(tx, enterpriseId, { about, number, reason, day: until });
    await serve(tx, actor, { enterpriseId, kind, subjectId: listingId, number, reason, day: until });
    await appendToLedger(tx, actor, {
      ownerId: enterpriseId,
      chain: "decision",
      kind: `listing.${decision}`,
      payload: { listing: listingId, reason, on },
    });
    await recordEvent(tx, actor, { action: `positive-list.${decision}`, enterpriseId, subjectId: listingId });
    return "decided";
  });
}
