/** The questions that a self-check did not ask, folded until asked for, each with the answer or site fact it hangs on. */
import { useTranslation } from "react-i18next";

interface Props {
  readonly questions: readonly {
    readonly id: string;
    readonly text: string;
    readonly reasons: readonly string[];
  }[];
}

export function NotAsked({ questions }: Props) {
  const { t } = useTranslation("self-check");
  if (questions.length === 0) return null;
  return (
    <details className="mb-8 max-w-measure border-y border-line py-2">
      <summary className="py-1 text-accent">
        {t("notAsked.title", { count: questions.length })}
      </summary>
      <p className="my-2 text-muted">{t("notAsked.text")}</p>
      <ul>
        {questions.map(({ id, text, reasons }) => (
          <li key={id} className="border-t border-line py-2">
            {text}
            <ul className="text-small text-muted">
              {reasons.map((reason) => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </details>
  );
}
