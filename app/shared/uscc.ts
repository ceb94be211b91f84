/**
 * Unified social credit code (统一社会信用代码, GB 32100-2015): 18 characters, the last a check character.
 *
 * Only the check character decides; positions 3 to 8 may hold a division that no longer exists.
 */
import { z } from "zod";

export type Uscc = string & { readonly __brand: "Uscc" };

export type UsccResult =
  | { readonly ok: true; readonly code: Uscc }
  | { readonly ok: false; readonly error: "length"; readonly length: number }
  /** A character outside the alphabet (I, O, S, V and Z are left out of it); `position` counts from 1. */
  | {
      readonly ok: false;
      readonly error: "letter";
      readonly letter: string;
      readonly position: number;
    }
  | {
      readonly ok: false;
      readonly error: "check";
      readonly expected: string;
      readonly found: string;
    };

const ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;

/** Full-width characters made half-width, letters upper case, white space and hyphens left out. */
export function normaliseUscc(text: string): string {
  return text.normalize("NFKC").replace(/[\s-]/g, "").toUpperCase();
}

/** Check character for the first 17 characters. Expects characters of the alphabet only. */
export function usccCheckCharacter(first17: string): string {
  const sum = WEIGHTS.reduce(
    (total, weight, at) => total + weight * ALPHABET.indexOf(first17[at] ?? "0"),
    0
  );
  return ALPHABET[(31 - (sum % 31)) % 31] ?? "0";
}

/** Normalises what was typed and says what is wrong with it: length first, then letters, then the check character. */
export function parseUscc(text: string): UsccResult {
  const code = normaliseUscc(text);
  const characters = [...code];
  if (characters.length !== 18) return { ok: false, error: "length", length: characters.length };
  const at = characters.findIndex((character) => !ALPHABET.includes(character));
  if (at >= 0)
    return { ok: false, error: "letter", letter: characters[at] ?? "", position: at + 1 };
  const expected = usccCheckCharacter(code.slice(0, 17));
  const found = code.slice(17);
  if (expected !== found) return { ok: false, error: "check", expected, found };
  return { ok: true, code: code as Uscc };
}

/** Whether the text is already a normalised, valid code. */
export function isUscc(text: unknown): text is Uscc {
  if (typeof text !== "string") return false;
  const result = parseUscc(text);
  return result.ok && result.code === text;
}

/** Accepts what `parseUscc` accepts and gives back the normalised code; the issue's message is the error kind. */
export const usccSchema = z.string().transform((text, context): Uscc => {
  const result = parseUscc(text);
  if (result.ok) return result.code;
  context.addIssue({ code: "custom", message: `uscc-${result.error}`, params: { ...result } });
  return z.NEVER;
});
