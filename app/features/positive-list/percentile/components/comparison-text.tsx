/** Where a score stands among others, in one sentence; why a nearer group is not shown, in another. */
import { useTranslation } from "react-i18next";
import type { Group } from "../percentile";

interface Props {
  readonly comparison: {
    readonly counted: string;
    readonly place: { readonly group: Group; readonly percent: number; readonly enterprises: number; readonly isWider: boolean } | null;
  } | null;
  readonly isOwn?: boolean;
}

export function ComparisonText({ comparison, isOwn = false }: Props) {
  const { t } = useTranslation("percentile");
  if (!comparison) return <p className="mb-3 max-w-measure text-small text-muted">{t("none")}</p>;
  const { counted, place } = comparison;
  if (!place) return <p className="mb-3 max-w-measure text-small text-muted">{t("hidden", { counted })}</p>;
  const { percent, enterprises } = place;
  const day = t("counted", { counted });
  return (
    <>
      <p className="mb-1 max-w-measure">{t(isOwn ? "own" : "other", { percent, enterprises, group: t(`group.${place.group}`) })}</p>
      <p className="mb-3 max-w-measure text-small text-muted">{place.isWider ? t("wider", { day }) : day}</p>
    </>
  );
}
