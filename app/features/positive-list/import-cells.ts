/** One cell of an import to the value it means, or to the remedy for what it holds. Pure. */
import { isDay, type Day } from "~/shared/day";
import { parseUscc } from "~/shared/uscc";
import type { CellType } from "./import-columns";
import { choiceCalled } from "./import-titles";

const MAX_TEXT = 200;

/** Keys of `import.remedy` in the positive-list texts. */
export const REMEDIES = [
  "required",
  "day",
  "ahead",
  "count",
  "percent",
  "yuan",
  "choice",
  "tooLong",
  "formula",
  "uscc",
  "unknownEnterprise",
  "order",
  "value",
  "contradiction",
  "columnMissing",
  "columnUnknown",
  "columnTwice",
  "empty",
  "tooMany",
  "tooManyRows",
  "unreadable",
] as const;
export type Remedy = (typeof REMEDIES)[number];

export const isRemedy = (word: string): word is Remedy => REMEDIES.some((known) => known === word);

type CellResult = { readonly value: unknown } | { readonly remedy: Remedy };

export function readCell(cell: CellType, raw: string, on: Day): CellResult {
  if (/^[=@]/.test(raw)) return { remedy: "formula" };
  switch (cell.is) {
    case "uscc": {
      const code = parseUscc(raw);
      return code.ok ? { value: code.code } : { remedy: "uscc" };
    }
    case "day": {
      const day = asDay(raw);
      if (!day) return { remedy: "day" };
      return day > on && !cell.mayBeAhead ? { remedy: "ahead" } : { value: day };
    }
    case "count":
      return /^\d{1,7}$/.test(raw) ? { value: Number(raw) } : { remedy: "count" };
    case "percent": {
      const number = Number(raw.replace(/%$/, ""));
      return number >= 0 && number <= 100 ? { value: number } : { remedy: "percent" };
    }
    case "yuan": {
      const plain = raw.replace(/,/g, "").replace(/元$/, "");
      return /^\d{1,11}(\.\d{1,2})?$/.test(plain)
        ? { value: Math.round(Number(plain) * 100) }
        : { remedy: "yuan" };
    }
    case "text":
      return raw.length <= MAX_TEXT ? { value: raw } : { remedy: "tooLong" };
    case "choice": {
      const code = choiceCalled(cell.options, raw);
      return code === undefined ? { remedy: "choice" } : { value: code };
    }
    case "choices": {
      const codes = raw.split(/[;,、|]/).map((word) => choiceCalled(cell.options, word));
      return codes.includes(undefined) ? { remedy: "choice" } : { value: [...new Set(codes)] };
    }
  }
}

/** How spreadsheets count days: 25569 is 1 January 1970. From 2000 to 2099, so that no other number is taken for a day. */
const SERIAL = { unixEpoch: 25_569, first: 36_526, last: 73_050 };
const DAY_MS = 86_400_000;

/** 2026-11-22, 2026/1/5, 2026.1.5, 20260105, 2026年1月5日, each also with the time 00:00, and a spreadsheet's day number. */
function asDay(raw: string): Day | null {
  const written = raw.replace(/[ T]0?0:00(:00(\.0+)?)?Z?$/, "");
  if (/^\d{5}$/.test(written)) return ofSerial(Number(written));
  const parts =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(written) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(written);
  if (!parts) return null;
  const [, year = "", month = "", date = ""] = parts;
  const day = `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
  return isDay(day) ? day : null;
}

function ofSerial(serial: number): Day | null {
  if (serial < SERIAL.first || serial > SERIAL.last) return null;
  const day = new Date((serial - SERIAL.unixEpoch) * DAY_MS).toISOString().slice(0, 10);
  return isDay(day) ? day : null;
}
