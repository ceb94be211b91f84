/** What waits for an agency's person, gathered from the features; groups without items are left out. */
import { appointmentsAwaiting } from "~/features/booking/queries.server";
import { correctionsAwaitingAgency } from "~/features/correction/queries.server";
import type { AgencyActor } from "~/shared/actor";
import type { Day } from "~/shared/day";
import type { Locale } from "~/shared/locale";

export interface WorkItem {
  readonly to: string;
  readonly enterprise: string;
  readonly what: string;
  readonly dueOn: string | null;
}
export interface WorkGroup {
  readonly key: "appointments" | "applications" | "objections" | "suspensions" | "corrections";
  readonly items: readonly WorkItem[];
}

export async function workOf(actor: AgencyActor, on: Day, locale: Locale): Promise<WorkGroup[]> {
  const [visits, corrections] = await Promise.all([appointmentsAwaiting(actor, on), correctionsAwaitingAgency(actor, on)]);
  const groups: WorkGroup[] = [
    {
      key: "appointments",
      items: visits.map(({ id, enterprise, topic, status, replyDueOn, day }) => ({
        to: `/agency/appointments/${id}`,
        enterprise,
        what: topic,
        dueOn: status === "requested" ? replyDueOn : day,
      })),
    },
    {
      key: "corrections",
      items: corrections.map(({ id, enterpriseName, text, dueOn }) => ({ to: `/corrections/${id}`, enterprise: enterpriseName, what: text[locale], dueOn })),
    },
  ];
  return groups.filter(({ items }) => items.length > 0);
}
