/** Questions that would stay open, each with its way back. */
import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Notice } from "~/shared/ui/status";

interface Topic {
  readonly id: string;
  readonly questions: readonly {
    readonly id: string;
    readonly text: string;
    readonly answer: string | null;
    readonly notKnown: boolean;
  }[];
}

export function OpenQuestions({
  selfCheckId,
  topics,
}: {
  selfCheckId: string;
  topics: readonly Topic[];
}) {
  const { t } = useTranslation("self-check");
  const open = topics.flatMap((topic) =>
    topic.questions
      .filter(({ answer, notKnown }) => answer === null || notKnown)
      .map((question) => ({ ...question, to: `/self-checks/${selfCheckId}/${topic.id}` }))
  );
  if (open.length === 0) return null;
  return (
    <Notice tone="attention" title={t("complete.openTitle", { count: open.length })}>
      <p className="mb-2">{t("complete.openText")}</p>
      <ul className="list-disc space-y-1 pl-5">
        {open.map((question) => (
          <li key={question.id}>
            <Link to={question.to}>{question.text}</Link>{" "}
            {question.notKnown ? `(${t("answer.not-known")})` : null}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
