/** Saves the form and leads to what is said about a question. */
import { useTranslation } from "react-i18next";
import { Tag } from "~/shared/ui/status";

interface Props {
  readonly question: {
    readonly id: string;
    readonly text: string;
    readonly comments: number;
    readonly flagged: boolean;
  };
}

export function TalkButton({ question }: Props) {
  const { t } = useTranslation("self-check-work");
  const { id, text, comments, flagged } = question;
  return (
    <p className="mb-4 flex flex-wrap items-center gap-3">
      <button
        name="then"
        value={`talk:${id}`}
        aria-label={t("talk.openFor", { question: text })}
        className="min-h-6 text-accent underline"
      >
        {comments > 0 ? t("talk.openCount", { count: comments }) : t("talk.open")}
      </button>
      {flagged ? <Tag tone="attention">{t("flags.tag")}</Tag> : null}
    </p>
  );
}
