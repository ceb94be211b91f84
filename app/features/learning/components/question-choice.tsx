/** One exam question with its options as drawn: radios for one answer, checkboxes for several. */
import { useTranslation } from "react-i18next";
import { answerName } from "../forms";

interface Props {
  readonly number: number;
  readonly question: {
    readonly id: string;
    readonly text: string;
    readonly kind: "single" | "multiple";
    readonly chosen: readonly string[];
    readonly options: readonly { readonly id: string; readonly text: string }[];
  };
}

export function QuestionChoice({ number, question }: Props) {
  const { t } = useTranslation("learning");
  const name = answerName(question.id);
  return (
    <fieldset className="mb-8 max-w-measure border-t border-line pt-4" aria-describedby={`${name}-hint`}>
      <legend className="float-left mb-1 w-full font-semibold">
        <span className="block text-small font-normal text-muted">{t("attempt.question", { n: number })}</span>
        {question.text}
      </legend>
      <p id={`${name}-hint`} className="clear-both mb-1 text-small text-muted">
        {t(`attempt.${question.kind}`)}
      </p>
      {question.options.map((option) => (
        <div key={option.id} className="flex min-h-11 items-start gap-3 py-1.5">
          <input
            type={question.kind === "single" ? "radio" : "checkbox"}
            id={`${name}-${option.id}`}
            name={name}
            value={option.id}
            defaultChecked={question.chosen.includes(option.id)}
            className="mt-1 size-6 shrink-0 accent-accent"
          />
          <label htmlFor={`${name}-${option.id}`} className="grow">
            {option.text}
          </label>
        </div>
      ))}
    </fieldset>
  );
}
