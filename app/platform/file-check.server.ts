/** Is a file what its name says, and is it safe to keep? Decided by its content; of a spreadsheet nothing is carried out. */
import { open, readFile } from "node:fs/promises";
import { fileTypeFromBuffer } from "file-type";
import sharp from "sharp";
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
/** As much as any of the types needs to be told by. */
const SAMPLE_BYTES = 4100;

export type Verdict = { readonly mediaType: string } | { readonly refused: UploadRefusal };

export const isPicture = (mediaType: string): boolean => mediaType.startsWith("image/");

export async function checkFile(path: string, name: string): Promise<Verdict> {
  const mediaType = MEDIA_TYPES[/\.([a-z]+)$/.exec(name.toLowerCase())?.[1] ?? ""];
  if (!mediaType) return { refused: "type" };
  const refused = await refusalOf(path, mediaType);
  return refused ? { refused } : { mediaType };
}

async function refusalOf(path: string, mediaType: string): Promise<UploadRefusal | null> {
  const [head, tail] = await samplesOf(path);
  if (head.length === 0) return "empty";
  if (mediaType === MEDIA_TYPES["csv"]) return isText(await readFile(path)) ? null : "mismatch";
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  if (mediaType === XLSX) return checkSheet(path, found?.mime);
  if (found?.mime !== mediaType) return found ? "mismatch" : "unreadable";
  if (!isPicture(mediaType)) return null;
  return isWhole(tail, mediaType) ? checkPicture(path) : "unreadable";
}

async function samplesOf(path: string): Promise<readonly [Buffer, Buffer]> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const at = async (position: number): Promise<Buffer> => {
      const into = Buffer.alloc(Math.min(SAMPLE_BYTES, size));
      const { bytesRead } = await file.read(into, 0, into.length, position);
      return into.subarray(0, bytesRead);
    };
    return [await at(0), await at(Math.max(0, size - SAMPLE_BYTES))];
  } finally {
    await file.close();
  }
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
