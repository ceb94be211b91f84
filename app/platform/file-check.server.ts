/** Is a file what its name says, and is it safe to keep? Decided by its content; of a spreadsheet nothing is carried out. */
import { readFile } from "node:fs/promises";
import { fileTypeFromBuffer } from "file-type";
import sharp from "sharp";
import type { IncomingFile } from "./incoming.server";
import { checkZip } from "./zip-check";

export type UploadRefusal =
  | "empty"
  | "too-large"
  | "too-many"
  | "type"
  | "mismatch"
  | "bomb"
  | "unreadable";

export const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  pdf: "application/pdf",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
  xlsx: XLSX,
  csv: "text/csv",
};
/** For the `accept` attribute of a file field. */
export const ACCEPTED_FILES = Object.keys(MEDIA_TYPES)
  .map((extension) => `.${extension}`)
  .join(",");
export const MAX_PIXELS = 50_000_000;

export type Verdict = { readonly mediaType: string } | { readonly refused: UploadRefusal };

export const isPicture = (mediaType: string): boolean => mediaType.startsWith("image/");

type Sent = Pick<IncomingFile, "name" | "size" | "head" | "tail"> & { readonly path: string };

export async function checkFile(file: Sent): Promise<Verdict> {
  const mediaType = MEDIA_TYPES[/\.([a-z]+)$/.exec(file.name.toLowerCase())?.[1] ?? ""];
  if (!mediaType) return { refused: "type" };
  const refused = await refusalOf(file, mediaType);
  return refused ? { refused } : { mediaType };
}

async function refusalOf(
  { path, size, head, tail }: Sent,
  mediaType: string
): Promise<UploadRefusal | null> {
  if (size === 0) return "empty";
  if (mediaType === MEDIA_TYPES["csv"])
    return isText(size === head.length ? head : await readFile(path)) ? null : "mismatch";
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  if (mediaType === XLSX) return checkSheet(path, found?.mime);
  if (found?.mime !== mediaType) return found ? "mismatch" : "unreadable";
  if (!isPicture(mediaType)) return null;
  return isWhole(tail, mediaType) ? checkPicture(path) : "unreadable";
}

async function checkSheet(path: string, found: string | undefined): Promise<UploadRefusal | null> {
  if (found !== XLSX && found !== "application/zip") return found ? "mismatch" : "unreadable";
  const verdict = await checkZip(await readFile(path));
  if (!verdict.ok) return verdict.why;
  return verdict.names.includes("xl/workbook.xml") ? null : "mismatch";
}

/** Tab, line feed, vertical tab, form feed, carriage return. */
const TEXT_CONTROLS = new Set([9, 10, 11, 12, 13]);

/** Text in UTF-8 or in GB 18030, as spreadsheets in China save it. */
function isText(bytes: Buffer): boolean {
  if (bytes.some((byte) => byte < 0x20 && !TEXT_CONTROLS.has(byte))) return false;
  return ["utf-8", "gb18030"].some((encoding) => {
    try {
      new TextDecoder(encoding, { fatal: true }).decode(bytes);
      return true;
    } catch {
      return false;
    }
  });
}

/** Ends as such a picture ends: a cut one is told at once, not when it is made anew. Some cameras pad the end. */
const isWhole = (tail: Buffer, mediaType: string): boolean =>
  mediaType === "image/png" ? tail.includes("IEND") : tail.includes(Buffer.from([0xff, 0xd9]));

async function checkPicture(path: string): Promise<UploadRefusal | null> {
  try {
    const { width, height } = await sharp(path, { limitInputPixels: MAX_PIXELS }).metadata();
    return width * height > MAX_PIXELS ? "bomb" : null;
  } catch (error) {
    return error instanceof Error && /pixel limit/i.test(error.message) ? "bomb" : "unreadable";
  }
}
