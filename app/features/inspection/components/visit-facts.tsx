/** Who comes and why, as the code at the gate tells it. */
import { useTranslation } from "react-i18next";
import { SummaryList } from "~/shared/ui/list";
import type { EntryVisit } from "../entry/view";

export function VisitFacts({ visit }: { visit: EntryVisit }) {
  const { t } = useTranslation("one-check");
  const { t: tInspection } = useTranslation("inspection");
  const matters =
    visit.matters.length === 0 ? (
      t("entry.mattersRoutine")
    ) : (
      <ul>
        {visit.matters.map(({ matter, basis }, at) => (
          <li key={at}>
            {matter} <span className="block text-small text-muted">{basis}</span>
          </li>
        ))}
      </ul>
    );
  return (
    <SummaryList
      rows={[
        { label: t("entry.agency"), value: visit.agency },
        { label: t("entry.officers"), value: visit.officers },
        { label: t("entry.kind"), value: tInspection(`kind.${visit.kind}`) },
        ...(visit.source ? [{ label: t("entry.source"), value: t(`clues.sources.${visit.source}`) }] : [{ label: t("entry.matters"), value: matters }]),
        { label: t("entry.count"), value: visit.kind === "clue" ? t("entry.countNot") : t("entry.countText", visit) },
      ]}
    />
  );
}
