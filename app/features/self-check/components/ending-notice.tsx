/** Says that evidence in use ends soon or has ended, and leads to the files. */
import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Notice } from "~/shared/ui/status";

interface Props {
  readonly counts: { readonly ending: number; readonly ended: number };
}

export function EndingNotice({ counts }: Props) {
  const { t } = useTranslation("evidence");
  const told = (["ended", "ending"] as const).filter((standing) => counts[standing] > 0);
  if (told.length === 0) return null;
  return (
    <Notice tone="attention">
      {told.map((standing) => (
        <p key={standing}>
          <Link to={`/evidence?show=${standing}`}>
            {t(`notice.${standing}`, { count: counts[standing] })}
          </Link>
        </p>
      ))}
    </Notice>
  );
}
