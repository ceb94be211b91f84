/** All questions of a round with how each stands, and the way to each. */
import { useTranslation } from "react-i18next";
import { Section } from "~/shared/ui/page";
import { Tag, type Tone } from "~/shared/ui/status";
import { answerOf, photosOf, type ItemState } from "../offline/queue";
import type { Question } from "../questionnaire";
import { useAnswerText } from "./use-answer-text";
import type { RoundState } from "./use-round";

const TONES: Readonly<Record<ItemState["is"], Tone>> = {
  "saved-here": "attention",
  sending: "info",
  sent: "good",
  conflict: "bad",
  refused: "bad",
};

export function StateTag({ state }: { state: ItemState }) {
  const { t } = useTranslation("self-check-round");
  return <Tag tone={TONES[state.is]}>{t(`state.${state.is}`)}</Tag>;
}

interface Props {
  readonly questions: readonly Question[];
  readonly round: RoundState;
  readonly openId: string | null;
  readonly onOpen: (id: string) => void;
}

export function RoundList({ questions, round: { data, queue }, openId, onOpen }: Props) {
  const { t, i18n } = useTranslation("self-check-round");
  const answerText = useAnswerText();
  const locale = i18n.language === "en" ? "en" : "zh-CN";
  return (
    <Section id="round-list" title={t("list")}>
      <ol className="border-t border-line">
        {questions.map((question) => {
          const item = answerOf(queue, question.id);
          const stored = data.stored.find(({ questionId }) => questionId === question.id);
          const given = item ? answerText(question, item.answer) : stored?.answerText;
          return (
            <li key={question.id} className="border-b border-line">
              <button
                type="button"
                aria-current={question.id === openId ? "step" : undefined}
                className="block min-h-14 w-full py-2 text-left aria-[current]:bg-surface"
                onClick={() => {
                  onOpen(question.id);
                  document.getElementById("round-question")?.scrollIntoView();
                }}
              >
                <span className="block">{question.text[locale]}</span>
                <span className="mt-1 flex flex-wrap items-center gap-2 text-small">
                  <span className="text-muted">{given ?? t("unanswered")}</span>
                  {item ? <StateTag state={item.state} /> : null}
                  {photosOf(queue, question.id).map((photo) => (
                    <span key={photo.id} className="flex items-center gap-1">
                      {t("photo")} <StateTag state={photo.state} />
                    </span>
                  ))}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
