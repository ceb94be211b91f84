/** Questions flagged for later, each with its reason and the way to it. */
import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { EmptyState, Notice } from "~/shared/ui/status";

export interface FlaggedQuestion {
  readonly questionId: string;
  readonly topic: string;
  readonly text: string;
  readonly reason: string;
  readonly by: string;
  readonly at: string;
}
interface Props {
  readonly selfCheckId: string;
  readonly flags: readonly FlaggedQuestion[];
}

export function FlaggedQuestions({ selfCheckId, flags }: Props) {
  const { t } = useTranslation("self-check-work");
  if (flags.length === 0) return <EmptyState title={t("flags.none")} />;
  return (
    <ul className="mb-6 max-w-measure border-t border-line">
      {flags.map((flag) => (
        <li key={flag.questionId} className="border-b border-line py-3">
          <Link to={`/self-checks/${selfCheckId}/questions/${flag.questionId}`}>{flag.text}</Link>
          <span className="block whitespace-pre-line">{flag.reason || t("flags.noReason")}</span>
          <span className="block text-small text-muted">
            {t("talk.flagged", { name: flag.by, at: flag.at })}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Before completing: afterwards nothing of it can be changed. */
export function FlagWarning({ selfCheckId, flags }: Props) {
  const { t } = useTranslation("self-check-work");
  if (flags.length === 0) return null;
  return (
    <Notice tone="attention" title={t("flags.warnTitle", { count: flags.length })}>
      <p className="mb-2">{t("flags.warnText")}</p>
      <ul className="list-disc space-y-1 pl-5">
        {flags.map((flag) => (
          <li key={flag.questionId}>
            <Link to={`/self-checks/${selfCheckId}/questions/${flag.questionId}`}>{flag.text}</Link>
            {flag.reason ? <span className="block text-small">{flag.reason}</span> : null}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
