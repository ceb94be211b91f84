/** What could be one visit with a request. */
import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Section } from "~/shared/ui/page";

interface Props {
  readonly others: readonly { readonly id: string; readonly agency: string; readonly matter: string; readonly days: string }[];
  /** A visit planned already that takes it in. */
  readonly visitId: string | null;
  readonly common: string | null;
}

export function RequestOthers({ others, visitId, common }: Props) {
  const { t } = useTranslation("one-check");
  const isAlone = others.length === 0 && visitId === null;
  return (
    <Section title={t("requests.othersTitle")} id="others">
      {isAlone ? <p>{t("requests.alone")}</p> : null}
      {visitId ? (
        <p className="mb-3">
          {t("requests.withVisit")} <Link to={`/inspections/${visitId}`}>{t("requests.toVisit")}</Link>
        </p>
      ) : null}
      {others.length > 0 ? (
        <>
          <p>{t("requests.withOthers")}</p>
          <ul className="mb-3 list-disc pl-6">
            {others.map(({ id, agency, matter, days }) => (
              <li key={id}>
                <Link to={`/inspections/requests/${id}`}>{matter}</Link> · {agency} · {days}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {!isAlone && common ? (
        <p>
          {t("requests.common")}: <strong>{common}</strong>
        </p>
      ) : null}
    </Section>
  );
}
