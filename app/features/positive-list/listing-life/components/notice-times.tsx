/** The line of times of a legal notice, the same for both sides. */
import { useTranslation } from "react-i18next";
import { SummaryList } from "~/shared/ui/list";
import { Tag, type Tone } from "~/shared/ui/status";
import type { NoticeStanding } from "../notice-words";

const TONES: Readonly<Record<NoticeStanding, Tone>> = {
  waiting: "info",
  overdue: "bad",
  opened: "info",
  acknowledged: "good",
  "served-otherwise": "plain",
};

export function StandingTag({ standing }: { standing: NoticeStanding }) {
  const { t } = useTranslation("listing-life");
  return <Tag tone={TONES[standing]}>{t(`notices.is.${standing}`)}</Tag>;
}

interface Mark {
  readonly at: string;
  readonly by: string | null;
}
export interface Times {
  readonly standing: NoticeStanding;
  readonly served: Mark;
  readonly openDueOn: string;
  readonly opened: Mark | null;
  readonly acknowledged: Mark | null;
  readonly fallback: { readonly way: "post" | "in-person" | "left-on-site"; readonly on: string; readonly note: string; readonly by: string | null } | null;
}

export function NoticeTimes({ times }: { times: Times }) {
  const { t } = useTranslation("listing-life");
  const mark = ({ at, by }: Mark) => (by ? `${at} · ${by}` : at);
  const { served, opened, acknowledged, fallback } = times;
  return (
    <SummaryList
      rows={[
        { label: t("notices.standing"), value: <StandingTag standing={times.standing} /> },
        { label: t("notices.line.served"), value: mark({ at: served.at, by: served.by ?? t("notices.line.byPortal") }) },
        ...(opened ? [{ label: t("notices.line.opened"), value: mark(opened) }] : [{ label: t("notices.line.due"), value: times.openDueOn }]),
        ...(acknowledged ? [{ label: t("notices.line.acknowledged"), value: mark(acknowledged) }] : []),
        ...(fallback
          ? [
              {
                label: t("notices.line.fallback"),
                value: (
                  <>
                    {mark({ at: `${fallback.on} · ${t(`notices.ways.${fallback.way}`)}`, by: fallback.by })}
                    <span className="block whitespace-pre-line">{fallback.note}</span>
                  </>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}
