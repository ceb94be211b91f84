/** What the overview of an enterprise shows, gathered from the features it sums up. */
import { nextAppointment } from "~/features/booking/queries.server";
import { may as mayCorrect } from "~/features/correction/policy";
import { dueCorrections } from "~/features/correction/queries.server";
import { selfCheckStatus } from "~/features/self-check/queries.server";
import { isReady, sitesOf } from "~/features/self-check/site-queries.server";
import type { EnterpriseActor } from "~/shared/actor";
import type { Day } from "~/shared/day";
import { nextStep } from "./next-step";

export async function overviewOf(actor: EnterpriseActor, on: Day) {
  const [sites, selfCheck, due, visit] = await Promise.all([sitesOf(actor), selfCheckStatus(actor, on), dueCorrections(actor, on), nextAppointment(actor, on)]);
  const step = nextStep({
    incompleteSiteId: sites.find((site) => !isReady(site))?.id ?? null,
    draftSelfCheckId: selfCheck.draft?.id ?? null,
    completedSelfChecks: selfCheck.completedCount,
    dueCorrectionId: due.find(({ status }) => status === "open" || status === "reopened")?.id ?? null,
    waitingVerificationId: due.find((line) => line.status === "submitted" && mayCorrect.verify(actor, line))?.id ?? null,
    listing: "none",
    eligible: false,
  });
  return { step, selfCheck, due, visit };
}
