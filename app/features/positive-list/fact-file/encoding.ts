/**
 * In which encoding a text file may be. A byte order mark decides; UTF-16 without one shows in where its zero bytes stand,
 * as separators and digits have one each; what is left is UTF-8, or GB 18030 as spreadsheets in China save it. Pure.
 */
export type Encoding = "utf-8" | "gb18030" | "utf-16le" | "utf-16be";

/** Enough of a file's beginning to tell by. */
export const HEAD_BYTES = 16 * 1024;

/** To be tried in this order: the first that reads to the end is right. None: it is no text. */
export function encodingsFor(head: Uint8Array): readonly Encoding[] {
  if (head[0] === 0xff && head[1] === 0xfe) return ["utf-16le"];
  if (head[0] === 0xfe && head[1] === 0xff) return ["utf-16be"];
  const zeros = [0, 0];
  head.subarray(0, HEAD_BYTES).forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (even + odd === 0) return ["utf-8", "gb18030"];
  if (odd > 3 * even) return ["utf-16le"];
  return even > 3 * odd ? ["utf-16be"] : [];
}

/** No table has them; a picture or a program read as text does. */
export const UNTYPED = /(?![\t\n\v\f\r\u007f-\u009f])\p{Cc}/u;

/** All of it as text, without its byte order mark; null when it is no text. */
export function decoded(bytes: Uint8Array): string | null {
  for (const encoding of encodingsFor(bytes)) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      return UNTYPED.test(text) ? null : text;
    } catch {
      continue;
    }
  }
  return null;
}
