/** How full the list of the region is; a warning when it holds more than its rules allow. */
import { useTranslation } from "react-i18next";
import { Notice } from "~/shared/ui/status";

interface Props {
  readonly share: {
    readonly pool: number;
    readonly listed: number;
    readonly percent: number | null;
    readonly limitPercent: number;
    readonly isFull: boolean;
    readonly counted: string;
  };
}

export function ShareNotice({ share }: Props) {
  const { t } = useTranslation("listing-life");
  const { pool, listed, percent, limitPercent: limit, counted } = share;
  if (percent === null) return <p className="mb-6 max-w-measure text-small text-muted">{t("share.nobody", { counted })}</p>;
  const words = t("share.text", { listed, pool, percent, limit, counted });
  return share.isFull ? (
    <Notice tone="attention" title={t("share.full", { limit })}>
      {words}
    </Notice>
  ) : (
    <p className="mb-6 max-w-measure text-small text-muted">{words}</p>
  );
}
