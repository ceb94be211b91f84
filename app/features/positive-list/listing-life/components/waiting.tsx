/** What the life of a listing waits for from the enterprise, and where its notices are. */
import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Notice } from "~/shared/ui/status";

export interface WaitingWork {
  readonly proposal: boolean;
  readonly pack: { readonly id: string; readonly due: string; readonly asked: boolean } | null;
  readonly hearing: { readonly id: string; readonly due: string } | null;
}

export function Waiting({ work }: { work: WaitingWork }) {
  const { t } = useTranslation("listing-life");
  const { proposal, pack, hearing } = work;
  return (
    <>
      {proposal || pack || hearing ? (
        <Notice tone="attention" title={t("waiting.title")}>
          <ul>
            {proposal ? (
              <li>
                <Link to="/positive-list/proposal">{t("waiting.proposal")}</Link>
              </li>
            ) : null}
            {pack ? (
              <li>
                <Link to={`/positive-list/packs/${pack.id}`}>{pack.asked ? t("waiting.pack", { day: pack.due }) : t("waiting.packIn")}</Link>
              </li>
            ) : null}
            {hearing ? (
              <li>
                <Link to={`/positive-list/hearings/${hearing.id}`}>{t("waiting.hearing", { day: hearing.due })}</Link>
              </li>
            ) : null}
          </ul>
        </Notice>
      ) : null}
      <p className="mb-6 flex flex-wrap gap-x-6">
        <Link to="/legal-notices">{t("waiting.notices")}</Link>
        <Link to="/positive-list/renewal">{t("waiting.renewal")}</Link>
      </p>
    </>
  );
}
