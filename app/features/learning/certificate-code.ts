/** Codes of certificates: sixteen characters without look-alikes, printed in groups of four. */

/** "ABCDEFGH…" as people read and type it: "ABCD-EFGH-…". */
export const printedCode = (code: string): string => code.match(/.{1,4}/g)?.join("-") ?? code;

/** What somebody typed, as it is stored; null for what can be no certificate's code. */
export function storedCode(typed: string): string | null {
  const code = typed.toUpperCase().replaceAll(/[\s-]/g, "");
  return /^[2-9A-Z]{16}$/.test(code) ? code : null;
}

/** A name for the public check: the first character of each part, so that whoever knows the name recognises it. */
export const maskedName = (name: string): string =>
  name
    .trim()
    .split(/\s+/)
    .map((part) => `${[...part][0] ?? ""}${"*".repeat(Math.max(1, [...part].length - 1))}`)
    .join(" ");
