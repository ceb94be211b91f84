/** A cell of a workbook as the text that a person sees in it. Pure. */
import type ExcelJS from "exceljs";

/** A formula keeps its leading "=", which no cell of an import accepts. A share of one shown in percent is read as shown. */
export function cellText({ value, numFmt }: Pick<ExcelJS.Cell, "value" | "numFmt">): string {
  if (typeof value === "number" && numFmt?.includes("%")) return String(Math.round(value * 1e8) / 1e6);
  return valueText(value);
}

function valueText(value: ExcelJS.CellValue): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "" : value.toISOString().slice(0, 10);
  if (typeof value !== "object") return String(value);
  if ("formula" in value || "sharedFormula" in value)
    return `=${"formula" in value ? value.formula : ""}`;
  if ("richText" in value) return value.richText.map(({ text }) => text).join("");
  if ("hyperlink" in value) return valueText(value.text);
  return "error" in value ? "=" : "";
}
