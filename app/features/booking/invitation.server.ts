/** The visit as an iCalendar invitation: one UID for its whole life, a higher SEQUENCE at each change. */
import ical, { ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import { now } from "~/platform/clock.server";
import { day as toDay } from "~/shared/day";
import type { Locale } from "~/shared/locale";
import { translator } from "~/platform/i18n.server";
import type { AppointmentView } from "./queries.server";
import { halfDayTimes } from "./slots";

/** Text of an .ics file: a request while the visit is to happen, a cancellation when it is not. */
export function invitation(visit: AppointmentView, locale: Locale): string {
  const t = translator(locale, "booking");
  const { from, to } = halfDayTimes({ day: toDay(visit.day), half: visit.half });
  const off = visit.status === "cancelled" || visit.status === "refused";
  const calendar = ical({
    prodId: { company: "Zijian", product: "Appointments", language: locale === "en" ? "EN" : "ZH" },
    method: off ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST,
  });
  calendar.createEvent({
    id: `${visit.id}@zijian`,
    sequence: visit.sequence,
    stamp: now(),
    start: from,
    end: to,
    summary: t("invitation.summary", { kind: t(`kind.${visit.kind}`), agency: locale === "en" ? visit.agencyEn : visit.agencyZh }),
    description: visit.topic,
    location: visit.address,
    status: off ? ICalEventStatus.CANCELLED : visit.status === "requested" ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED,
  });
  return calendar.toString();
}
