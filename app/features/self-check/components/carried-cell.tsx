/** In a row of the table: what the last self-check says to its question, and the button that says it is still so. */
import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import { STILL_SO, type TableRow } from "../grid";

interface Props {
  readonly row: Pick<TableRow, "id" | "text" | "carried">;
  readonly mine: boolean;
  readonly onConfirm: () => void;
}

export function CarriedCell({ row: { id, text, carried }, mine, onConfirm }: Props) {
  const { t } = useTranslation("rounds");
  if (!carried) return null;
  if (carried.is === "confirmed") return <p className="text-muted">{t("carried.confirmed", { day: carried.day })}</p>;
  return (
    <div className="space-y-1">
      {carried.is === "offered" ? (
        <p>
          {t("carried.from", { day: carried.day })} <strong>{carried.answer}</strong>
          {carried.note ? <span className="block">{t("carried.note", { note: carried.note })}</span> : null}
        </p>
      ) : (
        <>
          <p className="font-semibold">{t("stale.title")}</p>
          <ul>
            {carried.changes.map(({ to, text: change }) => (
              <li key={to}>
                <Link to={to}>{change}</Link>
              </li>
            ))}
          </ul>
        </>
      )}
      {mine ? (
        <Button
          kind="secondary"
          name="then"
          value={`confirm:${id}`}
          aria-label={t("carried.stillTo", { question: text })}
          aria-keyshortcuts={STILL_SO}
          onClick={(event) => {
            event.preventDefault();
            onConfirm();
          }}
        >
          {t("carried.still")}
        </Button>
      ) : null}
    </div>
  );
}
