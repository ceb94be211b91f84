/** Answers and findings in words. */
import { translator } from "~/platform/i18n.server";
import { formatDay } from "~/shared/format";
import type { Locale, Localised } from "~/shared/locale";
import type { Answer } from "./answer";
import type { Question } from "./questionnaire";

export function answerText(question: Question, answer: Answer, locale: Locale): string {
  if (answer.is === "day") return formatDay(answer.value, locale);
  if (answer.is === "number") {
    const unit = question.kind === "number" ? question.unit[locale] : "";
    return `${answer.value}${unit === "%" ? "" : " "}${unit}`.trim();
  }
  if (answer.is === "choice")
    return question.kind === "choice"
      ? (question.choices.find(({ id }) => id === answer.value)?.text[locale] ?? answer.value)
      : answer.value;
  return translator(locale, "self-check")(`answer.${answer.is}`);
}

/** A finding in both languages: what was asked and what was answered. */
export function findingText(question: Question, answer: Answer): Localised {
  const inWords = (locale: Locale) =>
    translator(locale, "self-check")("findingText", {
      question: question.text[locale],
      answer: answerText(question, answer, locale),
    });
  return { "zh-CN": inWords("zh-CN"), en: inWords("en") };
}
