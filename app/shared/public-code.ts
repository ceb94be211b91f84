/** Codes that people type to check a paper: sixteen characters without look-alikes, printed in groups of four. */

/** "ABCDEFGH…" as people read and type it: "ABCD-EFGH-…". */
export const printedCode = (code: string): string => code.match(/.{1,4}/g)?.join("-") ?? code;

/** What somebody typed, as it is stored; null for what can be no code. */
export function storedCode(typed: string): string | null {
  const code = typed.toUpperCase().replaceAll(/[\s-]/g, "");
  return /^[2-9A-Z]{16}$/.test(code) ? code : null;
}
