/** What an enterprise can do about its place on the list, above the explanation. */
import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { ButtonLink } from "~/shared/ui/button";

interface Props {
  readonly mayApply: boolean;
  readonly maySeeConsents: boolean;
  /** Number of the listing while it runs. */
  readonly listed: string | null;
}

export function OverviewLinks({ mayApply, maySeeConsents, listed }: Props) {
  const { t } = useTranslation("positive-list");
  const { t: i } = useTranslation("inspection");
  return (
    <p className="mb-8 flex flex-wrap items-center gap-6">
      {mayApply ? <ButtonLink to="/positive-list/apply">{t("overview.apply")}</ButtonLink> : null}
      <Link to="/positive-list/what-if">{t("overview.tryOut")}</Link>
      <Link to="/inspections/own">{i("own.title")}</Link>
      {listed === null ? null : <Link to={`/register/${encodeURIComponent(listed)}/check`}>{t("overview.certificate")}</Link>}
      {maySeeConsents ? <Link to="/positive-list/green-finance">{t("overview.greenFinance")}</Link> : null}
    </p>
  );
}
