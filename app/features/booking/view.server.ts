/** An appointment as a page shows it, in one language. */
import { formatDay, formatInstant } from "~/shared/format";
import type { Locale } from "~/shared/locale";
import type { AppointmentFacts } from "./components/appointment-facts";
import type { AppointmentView } from "./queries.server";

export function appointmentFacts(visit: AppointmentView, locale: Locale): AppointmentFacts {
  return {
    when: formatDay(visit.day, locale),
    half: visit.half,
    agency: locale === "en" ? visit.agencyEn : visit.agencyZh,
    officer: visit.officer,
    site: visit.site,
    address: visit.address,
    topic: visit.topic,
    status: visit.status,
    reason: visit.reason,
    legalEffect: visit.legalEffect,
    legalEffectProfile: visit.legalEffectProfile,
    shownAt: formatInstant(visit.legalEffectShownAt, locale),
  };
}
