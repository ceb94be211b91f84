/** What an earlier self-check says to a question: an offer to confirm, law that has changed, or where the answer is from. */
import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import { Notice } from "~/shared/ui/status";
import type { CarriedView as Carried } from "../carried-view";

export type { Carried };

interface Props {
  readonly question: { readonly id: string; readonly text: string };
  readonly carried: Carried | null | undefined;
}

export function CarriedNotice({ question, carried }: Props) {
  const { t } = useTranslation("rounds");
  if (!carried) return null;
  if (carried.is === "confirmed")
    return <p className="text-small text-muted">{t("carried.confirmed", { day: carried.day })}</p>;
  const button = (
    <p className="mt-3">
      <Button
        kind="secondary"
        name="then"
        value={`confirm:${question.id}`}
        aria-label={t("carried.stillTo", { question: question.text })}
      >
        {t("carried.still")}
      </Button>
    </p>
  );
  if (carried.is === "stale")
    return (
      <Notice tone="attention" title={t("stale.title")}>
        <ul>
          {carried.changes.map(({ to, text }) => (
            <li key={to}>
              <Link to={to}>{text}</Link>
            </li>
          ))}
        </ul>
        <p>{t("stale.text")}</p>
        {button}
      </Notice>
    );
  return (
    <Notice tone="info" title={t("carried.title", { day: carried.day })}>
      <p>{t("carried.answer", { answer: carried.answer })}</p>
      {carried.note ? <p>{t("carried.note", { note: carried.note })}</p> : null}
      <p className="text-small text-muted">{t("carried.counts")}</p>
      {button}
    </Notice>
  );
}

/** One tap for all that the page shows. */
export function ConfirmAll({ questions }: { readonly questions: readonly { carried?: Carried | null }[] }) {
  const { t } = useTranslation("rounds");
  const count = questions.filter(({ carried }) => carried?.is === "offered").length;
  if (count === 0) return null;
  return (
    <div className="mb-8 max-w-measure border-t border-line pt-6">
      <p className="mb-3">{t("carried.allText")}</p>
      <Button kind="secondary" name="then" value="confirm-all">
        {t("carried.all", { count })}
      </Button>
    </div>
  );
}

/** On the overview of a draft: how much of the last self-check is still to be looked at. */
export function OffersWaiting({ count }: { readonly count: number }) {
  const { t } = useTranslation("rounds");
  if (count === 0) return null;
  return (
    <Notice tone="info" title={t("carried.waiting", { count })}>
      <p>{t("carried.waitingText")}</p>
    </Notice>
  );
}
