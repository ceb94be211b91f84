/** Answers and findings in words. */
import { translator } from "~/platform/i18n.server";
import { formatDay } from "~/shared/format";
import type { Locale, Localised } from "~/shared/locale";
import type { Answer, Row } from "./answer";
import type { Column, Question } from "./questionnaire";

export function answerText(question: Question, answer: Answer, locale: Locale): string {
  const t = translator(locale, "self-check");
  switch (answer.is) {
    case "day":
      return formatDay(answer.value, locale);
    case "number":
      return withUnit(answer.value, question.kind === "number" ? question.unit[locale] : "");
    case "choice":
      return choiceText(question, answer.value, locale);
    case "choices":
      return answer.value.map((id) => choiceText(question, id, locale)).join(t("kind.list"));
    case "text":
      return answer.value;
    case "files":
      return t("kind.files", { count: answer.value.length });
    case "table":
      return rowTexts(question, answer.rows, locale).join(t("kind.between"));
    default:
      return t(`answer.${answer.is}`);
  }
}

export const withUnit = (value: number, unit: string): string =>
  `${value}${unit === "%" ? "" : " "}${unit}`.trim();

export function choiceText(asked: Question | Column, id: string, locale: Locale): string {
  const choice = "choices" in asked ? asked.choices.find((each) => each.id === id) : undefined;
  return choice?.text[locale] ?? id;
}

/** Each row of a table as one text: "1: Outlet DW001, Flow 12 m³/d". */
function rowTexts(question: Question, rows: readonly Row[], locale: Locale): string[] {
  const t = translator(locale, "self-check");
  const columns = question.kind === "table" ? question.columns : [];
  return rows.map((row, at) =>
    t("kind.row", {
      row: at + 1,
      cells: columns
        .flatMap((column) => {
          const cell = row[column.id];
          return cell === undefined
            ? []
            : [t("kind.cell", { column: column.title[locale], value: cellText(column, cell, locale) })];
        })
        .join(t("kind.list")),
    })
  );
}

export function cellText(column: Column, cell: string | number, locale: Locale): string {
  if (typeof cell === "number")
    return withUnit(cell, column.kind === "number" ? column.unit[locale] : "");
  if (column.kind === "day") return formatDay(cell, locale);
  return choiceText(column, cell, locale);
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
