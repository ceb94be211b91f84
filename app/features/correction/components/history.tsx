/** Submissions, verdicts and extensions in the order they came. */
import { useTranslation } from "react-i18next";
import { Section } from "~/shared/ui/page";

export interface HistoryEntry {
  readonly kind:
    | "submitted"
    | "verified"
    | "reopened"
    | "asked"
    | "extension_approved"
    | "extension_refused"
    | "extension_withdrawn"
    | "extension_lapsed";
  readonly on: string;
  readonly name: string | null;
  readonly agency: boolean;
  readonly reason: string;
  readonly whyLate: string;
  readonly count: number;
  readonly from: string;
  readonly to: string;
}

export function History({ entries }: { entries: readonly HistoryEntry[] }) {
  const { t } = useTranslation("correction");
  if (entries.length === 0) return null;
  return (
    <Section title={t("history.title")} id="history">
      <ol className="max-w-measure border-l-2 border-line pl-5">
        {entries.map((entry, at) => (
          <li key={at} className="mb-5">
            <p className="font-semibold">
              {t(`history.${entry.kind}`, {
                count: entry.count,
                from: entry.from,
                to: entry.to,
              })}
            </p>
            <p className="text-small text-muted">
              {[entry.on, entry.name, entry.agency ? t("history.byAgency") : ""]
                .filter(Boolean)
                .join(" · ")}
            </p>
            {entry.reason ? <p className="whitespace-pre-line">{entry.reason}</p> : null}
            {entry.whyLate ? <p>{t("history.whyLate", { why: entry.whyLate })}</p> : null}
          </li>
        ))}
      </ol>
    </Section>
  );
}
