/** A hearing and a pack as pages show them, in one language. */
import { translator } from "~/platform/i18n.server";
import { formatDay } from "~/shared/format";
import type { Locale } from "~/shared/locale";
import { TRIGGERS } from "../profile";
import type { ShownHearing } from "./components/hearing-view";
import type { ShownPack } from "./components/pack-view";
import type { HearingView, PackView } from "./life-queries.server";

export function hearingView(hearing: HearingView, locale: Locale): ShownHearing {
  const dayOf = (on: string | null) => on && formatDay(on, locale);
  const trigger = TRIGGERS.find((known) => known === hearing.cause);
  const { statedOn, meetingOn } = hearing;
  return {
    cause: trigger ? translator(locale, "positive-list")(`trigger.${trigger}`) : hearing.cause,
    status: hearing.status,
    statementDueOn: formatDay(hearing.statementDueOn, locale),
    decisionDueOn: formatDay(hearing.decisionDueOn, locale),
    statement: hearing.statement,
    stated: statedOn === null ? null : { on: formatDay(statedOn, locale), inTime: statedOn <= hearing.statementDueOn },
    waivedOn: dayOf(hearing.waivedOn),
    meeting: meetingOn === null ? null : { day: formatDay(meetingOn, locale), place: hearing.meetingPlace },
    record: hearing.record,
    heldOn: dayOf(hearing.heldOn),
    outcome: hearing.outcome,
    reason: hearing.reason,
    closedOn: dayOf(hearing.closedOn),
    files: hearing.files.map(({ id, fileName, sizeBytes }) => ({ id, fileName, sizeBytes })),
  };
}

export function packView(pack: PackView, locale: Locale): ShownPack {
  const { id, way, status, dueOn, steps, files } = pack;
  return {
    id,
    way,
    status,
    dueOn: formatDay(dueOn, locale),
    steps: steps.map((step) => ({ ...step, onDay: formatDay(step.onDay, locale) })),
    files: files.map((file) => ({ id: file.id, fileName: file.fileName, sizeBytes: file.sizeBytes })),
  };
}
