/** What a draft comes to so far, and who can see it. */
import { useTranslation } from "react-i18next";
import { SummaryList } from "~/shared/ui/list";
import { Section } from "~/shared/ui/page";
import type { Completeness, Result } from "../evaluate";
import { ResultTag } from "./tags";

interface Props {
  readonly view: {
    readonly completeness: Completeness;
    readonly complete: boolean;
    readonly result: Result;
    readonly findingCount: number;
    readonly startedOn: string;
    readonly startedBy: string;
    readonly questionnaires: readonly { readonly title: string; readonly version: number }[];
  };
}

export function StandSoFar({ view }: Props) {
  const { t } = useTranslation("self-check");
  const { t: common } = useTranslation();
  const { answered, notKnown, total } = view.completeness;
  return (
    <SummaryList
      rows={[
        {
          label: t("overview.soFar"),
          value: <ResultTag result={view.result} complete={view.complete} />,
        },
        {
          label: t("overview.answered"),
          value: t(notKnown > 0 ? "overview.answeredUnknown" : "overview.answeredOf", {
            answered,
            total,
            notKnown,
          }),
        },
        { label: t("overview.findings"), value: view.findingCount },
        {
          label: t("overview.started"),
          value: t("overview.startedBy", { day: view.startedOn, name: view.startedBy }),
        },
        {
          label: t("overview.versions"),
          value: view.questionnaires
            .map(({ title, version }) => t("overview.version", { title, version }))
            .join(common("comma")),
        },
      ]}
    />
  );
}

export function WhoSeesIt() {
  const { t } = useTranslation("self-check");
  return (
    <>
      <Section title={t("overview.privateTitle")}>
        <p className="text-small">{t("overview.private")}</p>
      </Section>
      <Section title={t("overview.unknownTitle")}>
        <p className="text-small">{t("overview.unknown")}</p>
      </Section>
    </>
  );
}
