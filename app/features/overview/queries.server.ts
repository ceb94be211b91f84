/** What the overview of an enterprise shows, gathered from the features it sums up. */
import { nextAppointment } from "~/features/booking/queries.server";
import { may as mayCorrect } from "~/features/correction/policy";
import { dueCorrections } from "~/features/correction/queries.server";
import { learningStatus } from "~/features/learning/queries.server";
import { listingStatus, type ListingStatus } from "~/features/positive-list/overview.server";
import { endingCounts } from "~/features/self-check/evidence-ending.server";
import { selfCheckStatus } from "~/features/self-check/queries.server";
import { isReady, sitesOf } from "~/features/self-check/site-queries.server";
import type { EnterpriseActor } from "~/shared/actor";
import type { Day } from "~/shared/day";
import { nextStep, type Standing } from "./next-step";

export async function overviewOf(actor: EnterpriseActor, on: Day) {
  const [sites, selfCheck, due, visit, learning, listing, endingEvidence] = await Promise.all([
    sitesOf(actor),
    selfCheckStatus(actor, on),
    dueCorrections(actor, on),
    nextAppointment(actor, on),
    learningStatus(actor),
    listingStatus(actor),
    endingCounts(actor, on),
  ]);
  const step = nextStep({
    incompleteSiteId: sites.find((site) => !isReady(site))?.id ?? null,
    draftSelfCheckId: selfCheck.draft?.id ?? null,
    completedSelfChecks: selfCheck.completedCount,
    dueCorrectionId: due.find(({ status }) => status === "open" || status === "reopened")?.id ?? null,
    waitingVerificationId: due.find((line) => line.status === "submitted" && mayCorrect.verify(actor, line))?.id ?? null,
    listing: listingStanding(listing),
    eligible: mayApply(listing),
  });
  return { step, selfCheck, due, visit, learning, listing, endingEvidence };
}

function listingStanding({ sentence, listingStatus: state }: ListingStatus): Standing["listing"] {
  if (sentence === "inProgress") return "applied";
  return state === null || state === "expired" ? "none" : state;
}

/** Every condition is met, or all but the pledge, which is signed with the application. */
const mayApply = ({ sentence, openGates, nextSteps }: ListingStatus): boolean =>
  sentence === "recommended" || sentence === "eligible" || (openGates === 1 && nextSteps.some(({ code }) => code === "G12"));
