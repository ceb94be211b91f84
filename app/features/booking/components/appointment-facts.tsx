/** What an appointment is, as both sides see it. */
import { useTranslation } from "react-i18next";
import { SummaryList } from "~/shared/ui/list";
import { AppointmentStatusTag } from "./status-tag";

export interface AppointmentFacts {
  readonly when: string;
  readonly half: "am" | "pm";
  readonly agency: string;
  readonly officer: string;
  readonly site: string;
  readonly address: string;
  readonly topic: string;
  readonly status: "requested" | "confirmed" | "refused" | "cancelled" | "done" | "no-show";
  readonly reason: string;
  readonly legalEffect: "ISOLATED" | "GRADED";
  readonly legalEffectProfile: string;
  readonly shownAt: string;
}

export function AppointmentFactsList({ facts }: { facts: AppointmentFacts }) {
  const { t } = useTranslation("booking");
  return (
    <SummaryList
      rows={[
        { label: t("one.status"), value: <AppointmentStatusTag status={facts.status} /> },
        ...(facts.reason === "" ? [] : [{ label: t("one.reason"), value: facts.reason }]),
        { label: t("one.when"), value: `${facts.when} ${t(`half.${facts.half}`)}` },
        { label: t("one.agency"), value: facts.agency },
        { label: t("one.officer"), value: facts.officer },
        { label: t("one.site"), value: `${facts.site} · ${facts.address}` },
        { label: t("one.topic"), value: facts.topic },
        {
          label: t("one.effect"),
          value: (
            <>
              {t(`check.effect.${facts.legalEffect}`)}
              <span className="block text-small text-muted">
                {facts.legalEffectProfile} · {facts.shownAt}
              </span>
            </>
          ),
        },
      ]}
    />
  );
}

/** The record of a visit that took place. */
export function VisitRecord({ team, minutes, advice }: { team: string; minutes: string; advice: readonly string[] }) {
  const { t } = useTranslation("booking");
  return (
    <SummaryList
      rows={[
        { label: t("one.team"), value: team },
        { label: t("one.minutes"), value: <span className="whitespace-pre-line">{minutes}</span> },
        {
          label: t("one.advice"),
          value: (
            <ul className="list-disc pl-5">
              {advice.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          ),
        },
      ]}
    />
  );
}
