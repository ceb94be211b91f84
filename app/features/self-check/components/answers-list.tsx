/** All answers of a completed self-check, topic by topic, folded until asked for. */
import { useTranslation } from "react-i18next";
import { SummaryList } from "~/shared/ui/list";
import { Section } from "~/shared/ui/page";
import { Tag } from "~/shared/ui/status";

interface Topic {
  readonly id: string;
  readonly title: string;
  readonly questions: readonly {
    readonly id: string;
    readonly text: string;
    readonly answer: string | null;
    readonly note: string;
  }[];
}

export function AnswersList({ topics }: { topics: readonly Topic[] }) {
  const { t } = useTranslation("self-check");
  return (
    <Section title={t("answers.title")} id="answers">
      {topics.map((topic) => (
        <details key={topic.id} className="max-w-measure border-t border-line py-2">
          <summary className="py-1 text-accent">
            {t("answers.topic", { title: topic.title, count: topic.questions.length })}
          </summary>
          <SummaryList
            rows={topic.questions.map(({ text, answer, note }) => ({
              label: text,
              value: (
                <>
                  {answer ?? <Tag tone="plain">{t("complete.unanswered")}</Tag>}
                  {note ? (
                    <span className="block text-small whitespace-pre-line text-muted">{note}</span>
                  ) : null}
                </>
              ),
            }))}
          />
        </details>
      ))}
    </Section>
  );
}
