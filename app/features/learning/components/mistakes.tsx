/** The questions an exam got wrong, each with its explanation and the lesson to read again. */
import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { CitationView } from "~/features/law/citation-view";
import { Citations } from "~/features/law/components/citation";
import { SummaryList } from "~/shared/ui/list";

export interface Mistake {
  readonly id: string;
  readonly text: string;
  readonly given: readonly string[];
  readonly explanation: string;
  readonly lesson: { readonly to: string; readonly title: string };
  readonly basis: readonly CitationView[];
}

export function Mistakes({ wrong }: { wrong: readonly Mistake[] }) {
  const { t } = useTranslation("learning");
  const { t: common } = useTranslation();
  return (
    <ol className="max-w-measure">
      {wrong.map((mistake) => (
        <li key={mistake.id} className="mb-8">
          <h3 className="mb-2 font-semibold">{mistake.text}</h3>
          <SummaryList
            rows={[
              { label: t("result.given"), value: mistake.given.length > 0 ? mistake.given.join(common("comma")) : t("result.noAnswer") },
              { label: t("result.explanation"), value: mistake.explanation },
              { label: t("result.lesson"), value: <Link to={mistake.lesson.to}>{mistake.lesson.title}</Link> },
            ]}
          />
          <Citations basis={mistake.basis} />
        </li>
      ))}
    </ol>
  );
}
