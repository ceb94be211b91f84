/** The value of a fact in words: one line a field, in the order of the fields; what was left out is left out. Pure. */
import { isDay } from "~/shared/day";
import { formatDay, formatYuan } from "~/shared/format";
import type { Locale } from "~/shared/locale";
import type { FactKind } from "../facts";
import type { CellType } from "../import-columns";
import { fieldsOf } from "./fields";

export interface ValueLine {
  readonly title: string;
  readonly text: string;
}

export const valueLines = (kind: FactKind, value: unknown, locale: Locale): ValueLine[] =>
  fieldsOf(kind).flatMap(({ path, title, cell }) => {
    const said = valueAt(value, path);
    return said === undefined || said === null ? [] : [{ title: title[locale], text: valueWords(cell, said, locale) }];
  });

/** "findings.major" of { findings: { major: 1 } }; undefined when it is not there. */
export function valueAt(value: unknown, path: string): unknown {
  let inner = value;
  for (const name of path.split("."))
    inner = typeof inner === "object" && inner ? Reflect.get(inner, name) : undefined;
  return inner;
}

export function valueWords(cell: CellType, said: unknown, locale: Locale): string {
  switch (cell.is) {
    case "day":
      return isDay(said) ? formatDay(said, locale) : String(said);
    case "yuan":
      return formatYuan(Number(said) / 100, locale);
    case "percent":
      return `${String(said)} %`;
    case "choice":
      return cell.options[String(said)]?.[locale] ?? String(said);
    case "choices":
      return (Array.isArray(said) ? said : [said])
        .map((word) => cell.options[String(word)]?.[locale] ?? String(word))
        .join(locale === "en" ? ", " : "、");
    default:
      return String(said);
  }
}

/** As a cell of a file would hold it: read back, it means the same. */
export function cellOf(cell: CellType, said: unknown): string {
  if (said === undefined || said === null) return "";
  if (cell.is === "yuan") return String(Number(said) / 100);
  return Array.isArray(said) ? said.join(";") : String(said);
}
