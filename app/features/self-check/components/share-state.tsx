/** Whether a self-check is shared, what became of it and what the agency wrote back. */
import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Section } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

interface Share {
  readonly id: string;
  readonly at: string;
  readonly by: string;
  readonly opened: { readonly at: string; readonly agency: string } | null;
  readonly revoked: { readonly at: string; readonly by: string; readonly reason: string } | null;
}

export function ShareState({ share: { at, by, opened } }: { share: Share }) {
  const { t } = useTranslation("sharing");
  return opened ? (
    <Notice tone="info" title={t("state.opened", opened)}>
      <p>{t("state.openedText", { shared: at, name: by })}</p>
    </Notice>
  ) : (
    <Notice tone="plain" title={t("state.shared", { at, name: by })}>
      <p>{t("state.sharedText")}</p>
    </Notice>
  );
}

export function ShareSide({
  share,
  selfCheckId,
  mayShare,
}: {
  share: Share | null;
  selfCheckId: string;
  mayShare: boolean;
}) {
  const { t } = useTranslation("sharing");
  const to = `/self-checks/${selfCheckId}/share`;
  return (
    <Section title={t("sideTitle")}>
      <p className="mb-3">
        {share
          ? share.opened
            ? t("state.openedShort", share.opened)
            : t("state.notOpened", { at: share.at })
          : t("state.private")}
      </p>
      {mayShare ? <Link to={to}>{t(share ? "state.see" : "state.link")}</Link> : null}
    </Section>
  );
}

export function EarlierShares({ shares }: { shares: readonly Share[] }) {
  const { t } = useTranslation("sharing");
  if (shares.length === 0) return null;
  return (
    <Section title={t("history")}>
      <ul className="max-w-measure">
        {shares.map(({ id, at, revoked }) =>
          revoked ? (
            <li key={id} className="border-t border-line py-2">
              {t("historyLine", { shared: at, revoked: revoked.at, name: revoked.by })}
              <span className="block text-small text-muted">
                {t("historyReason", { reason: revoked.reason })}
              </span>
            </li>
          ) : null
        )}
      </ul>
    </Section>
  );
}

export interface Acknowledgment {
  readonly id: string;
  readonly agency: string;
  readonly by: string;
  readonly at: string;
  readonly nextStep: "none" | "corrections" | "visit" | "contact";
  readonly note: string;
}

export function Acknowledgments({ all }: { all: readonly Acknowledgment[] }) {
  const { t } = useTranslation("sharing");
  if (all.length === 0) return null;
  return (
    <Section title={t("words")}>
      <ul className="max-w-measure">
        {all.map(({ id, agency, by, at, nextStep, note }) => (
          <li key={id} className="border-t border-line py-2">
            <span className="block text-small text-muted">
              {t("wordLine", { agency, name: by, at })}
            </span>
            {t(`nextStep.${nextStep}`)}
            {note ? <p className="whitespace-pre-line">{note}</p> : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}
