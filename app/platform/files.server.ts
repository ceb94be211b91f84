/**
 * Files people upload. Only a few types, each proved by its content; images are made anew, which strips where and when
 * they were taken; stored by the hash of their bytes, outside every folder that is served.
 */
import { createReadStream } from "node:fs";
import { access, mkdir, open, rename } from "node:fs/promises";
import { join } from "node:path";
import { createReadableStreamFromReadable } from "@remix-run/node";
import { fileTypeFromBuffer } from "file-type";
import sharp from "sharp";
import { randomToken, sha256Hex } from "./crypto.server";
import { env } from "./env.server";
import { checkZip } from "./zip-check";

export type UploadRefusal = "empty" | "too-large" | "type" | "mismatch" | "bomb" | "unreadable";
export interface StoredUpload {
  readonly ok: true;
  /** SHA-256 of the stored bytes. */
  readonly hash: string;
  /** SHA-256 of the bytes as they came. */
  readonly originalHash: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
}
export type UploadOutcome = StoredUpload | { readonly ok: false; readonly refused: UploadRefusal };

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  pdf: "application/pdf",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  csv: "text/csv",
};
/** For the `accept` attribute of a file field. */
export const ACCEPTED_FILES = Object.keys(MEDIA_TYPES)
  .map((extension) => `.${extension}`)
  .join(",");
const MAX_PIXELS = 50_000_000;

type Content = { readonly bytes: Buffer } | { readonly refused: UploadRefusal };

export async function storeUpload(
  file: File,
  { maxBytes }: { readonly maxBytes: number }
): Promise<UploadOutcome> {
  if (file.size === 0) return refuse("empty");
  if (file.size > maxBytes) return refuse("too-large");
  const mediaType = MEDIA_TYPES[/\.([a-z]+)$/.exec(file.name.toLowerCase())?.[1] ?? ""];
  if (!mediaType) return refuse("type");
  const original = Buffer.from(await file.arrayBuffer());
  const content = await checkContent(original, mediaType);
  if ("refused" in content) return refuse(content.refused);
  const hash = sha256Hex(content.bytes);
  await store(hash, content.bytes);
  return {
    ok: true,
    hash,
    originalHash: sha256Hex(original),
    mediaType,
    sizeBytes: content.bytes.length,
  };
}

const refuse = (refused: UploadRefusal): UploadOutcome => ({ ok: false, refused });

async function checkContent(bytes: Buffer, mediaType: string): Promise<Content> {
  if (mediaType === MEDIA_TYPES["csv"]) return isText(bytes) ? { bytes } : { refused: "mismatch" };
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  if (mediaType === MEDIA_TYPES["xlsx"]) return checkSheet(bytes, found?.mime);
  if (found?.mime !== mediaType) return { refused: found ? "mismatch" : "unreadable" };
  return mediaType.startsWith("image/") ? remakeImage(bytes, mediaType) : { bytes };
}

async function checkSheet(bytes: Buffer, found: string | undefined): Promise<Content> {
  if (found !== MEDIA_TYPES["xlsx"] && found !== "application/zip")
    return { refused: found ? "mismatch" : "unreadable" };
  const verdict = await checkZip(bytes);
  if (!verdict.ok) return { refused: verdict.why };
  return verdict.names.includes("xl/workbook.xml") ? { bytes } : { refused: "mismatch" };
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

async function remakeImage(bytes: Buffer, mediaType: string): Promise<Content> {
  try {
    const image = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: "error" });
    const { width, height } = await image.metadata();
    if (width * height > MAX_PIXELS) return { refused: "bomb" };
    // Turned as the camera meant it, before the note about that is dropped.
    const upright = image.rotate();
    const made = mediaType === "image/png" ? upright.png() : upright.jpeg({ quality: 85 });
    return { bytes: await made.toBuffer() };
  } catch (error) {
    return {
      refused: error instanceof Error && /pixel limit/i.test(error.message) ? "bomb" : "unreadable",
    };
  }
}

const pathOf = (hash: string): string => join(env().DATA_DIR, "files", hash.slice(0, 2), hash);

/** On disk before the answer, under its final name only when whole. The same content is stored once. */
async function store(hash: string, bytes: Buffer): Promise<void> {
  const path = pathOf(hash);
  const folder = join(path, "..");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (await exists(path)) return;
  const draft = join(folder, `.${randomToken()}`);
  const file = await open(draft, "wx", 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
  const directory = await open(folder, "r");
  await directory.sync().finally(() => directory.close());
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false
  );

/** The bytes of a stored file, or null when there is none. */
export async function openStored(hash: string): Promise<ReadableStream<Uint8Array> | null> {
  if (!/^[0-9a-f]{64}$/.test(hash) || !(await exists(pathOf(hash)))) return null;
  return createReadableStreamFromReadable(createReadStream(pathOf(hash)));
}

/** For a stored file: saved under its name, never shown or run as a page of the portal. */
export function downloadHeaders(name: string, mediaType: string): Headers {
  // A name is no path, and no line of a header.
  const bare = name.replace(/[/\\]|\p{Cc}/gu, "_").replace(/^\.+/, "_");
  const plain = bare.replace(/[^\x20-\x7e]|["%]/g, "_");
  const encoded = encodeURIComponent(bare.replace(/\p{Surrogate}/gu, "_")).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`
  );
  return new Headers({
    "Content-Type": mediaType,
    "Content-Disposition": `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`,
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",
  });
}
