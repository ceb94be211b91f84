/** Answers in words, on the device: those a round can be given. */
import { useTranslation } from "react-i18next";
import { formatDay } from "~/shared/format";
import type { Answer } from "../answer";
import type { Question } from "../questionnaire";

export function useAnswerText(): (question: Question, answer: Answer) => string {
  const { t, i18n } = useTranslation("self-check");
  const locale = i18n.language === "en" ? "en" : "zh-CN";
  return (question, answer) => {
    switch (answer.is) {
      case "yes":
      case "no":
      case "not-applicable":
      case "not-known":
        return t(`answer.${answer.is}`);
      case "number":
        return `${answer.value} ${question.kind === "number" ? question.unit[locale] : ""}`.trim();
      case "day":
        return formatDay(answer.value, locale);
      case "text":
        return answer.value;
      default:
        return "";
    }
  };
}
