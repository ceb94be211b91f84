/** The stored facts that a result rests on, each with the way to its history and to a correction. */
import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";

export interface NamedFact {
  readonly id: string;
  readonly label: string;
  /** Day from which it holds, in words. */
  readonly from: string;
}

interface Props {
  readonly ids: readonly string[];
  /** Those that can be opened. */
  readonly facts: readonly NamedFact[];
}

export function FactLinks({ ids, facts }: Props) {
  const { t } = useTranslation("fact-dispute");
  const used = facts.filter(({ id }) => ids.includes(id));
  if (used.length === 0) return null;
  return (
    <span className="mt-1 block text-small text-muted">
      {t("gate.facts")}
      {used.map(({ id, label, from }) => (
        <span key={id} className="block">
          <Link to={`/facts/${id}`}>{t("gate.see", { fact: label, day: from })}</Link>
        </span>
      ))}
    </span>
  );
}
