/**
 * Which passwords are taken: long enough and not easily guessed. No rules of composition, no forced change
 * (NIST SP 800-63B-4). Lengths count characters after NFKC, as people see them.
 */
export const MIN_ALONE = 15;
const MIN_WITH_SECOND_FACTOR = 10;
export const MAX_LENGTH = 128;

/** What many people choose first, in Latin letters and Chinese; compared as a whole and as the repeated part. */
const GUESSED = [
  "password",
  "passw0rd",
  "qwerty",
  "qwertyuiop",
  "letmein",
  "welcome",
  "administrator",
  "admin",
  "iloveyou",
  "woaini",
  "abc123",
  "changeme",
  "secret",
  "dragon",
  "monkey",
  "football",
  "sunshine",
  "correcthorsebatterystaple",
  "1q2w3e4r",
  "1qaz2wsx",
  "zaq12wsx",
  "aa123456",
  "a123456",
  "5201314",
  "zijian",
  "自检",
  "密码",
  "我爱你",
];
const RUNS = ["abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "12345678901234567890", "1qaz2wsx3edc4rfv5tgb6yhn7ujm"];

export type PasswordProblem = "passwordShort" | "passwordLong" | "passwordGuessed" | "passwordOwnName";

export interface PasswordContext {
  readonly loginName: string;
  /** Other words others know: the person's and the enterprise's name. */
  readonly words?: readonly string[];
  readonly hasSecondFactor: boolean;
}

/** The form in which a password is checked and hashed. */
export const normalisePassword = (typed: string): string => typed.normalize("NFKC");

export const minLength = (hasSecondFactor: boolean): number => (hasSecondFactor ? MIN_WITH_SECOND_FACTOR : MIN_ALONE);

/** Null when the password is good. */
export function passwordProblem(typed: string, context: PasswordContext): PasswordProblem | null {
  const password = normalisePassword(typed);
  const length = [...password].length;
  if (length > MAX_LENGTH) return "passwordLong";
  if (length < minLength(context.hasSecondFactor)) return "passwordShort";
  const plain = lettersAndDigits(password);
  const own = [context.loginName, ...(context.words ?? [])].map(lettersAndDigits).filter((word) => [...word].length >= 2);
  if (own.some((word) => isMadeOf(plain, word))) return "passwordOwnName";
  const distinct = new Set(password.replace(/\s/g, "")).size;
  return distinct <= 3 || isGuessed(plain) ? "passwordGuessed" : null;
}

const lettersAndDigits = (text: string): string => text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** Little is left when the word is taken out. */
const isMadeOf = (text: string, word: string): boolean => [...text.replaceAll(word, "")].length <= 4 && text.includes(word);

function isGuessed(text: string): boolean {
  if (GUESSED.some((word) => isMadeOf(text, word))) return true;
  // A password of signs has hardly a letter left to follow a row with.
  return [...text].length >= 4 && RUNS.some((run) => withoutRuns(text, run).length <= 3);
}

/** Takes out stretches of four and more that follow a row of the keyboard or the alphabet, in either direction. */
function withoutRuns(text: string, run: string): string {
  const rows = [run + run, [...run + run].reverse().join("")];
  let left = "";
  for (let at = 0; at < text.length; ) {
    let length = 0;
    while (at + length < text.length && rows.some((row) => row.includes(text.slice(at, at + length + 1)))) length += 1;
    if (length < 4) left += text.slice(at, at + Math.max(1, length));
    at += Math.max(1, length);
  }
  return left;
}
