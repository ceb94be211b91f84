/**
 * Files people upload, stored by the hash of their bytes, outside every folder that is served. A picture first waits,
 * and is stored only as it was made anew (pictures.server.ts): the original may tell where and when it was taken.
 */
import { createReadStream } from "node:fs";
import { access, mkdir, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createReadableStreamFromReadable } from "@remix-run/node";
import { randomToken } from "./crypto.server";
import { flushFile, flushFolder } from "./disk.server";
import { env } from "./env.server";
import { checkFile, isPicture, type UploadRefusal } from "./file-check.server";
import { discard, type IncomingFile } from "./incoming.server";

export interface Admitted {
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** SHA-256 of the stored bytes; of the original while it waits. */
  readonly hash: string;
  /** SHA-256 of the bytes as they came. */
  readonly originalHash: string;
  /** Its name in the waiting room; null: it is stored. */
  readonly waitingAs: string | null;
}
export type Admission = Admitted | { readonly refused: UploadRefusal };

/** Checks an incoming file and keeps or discards it. On the disk for good when this answers. */
export async function admit(file: IncomingFile): Promise<Admission> {
  const { path } = file;
  if (path === null) return { refused: file.refused ?? "unreadable" };
  let isPlaced = false;
  try {
    const verdict = file.size === 0 ? { refused: "empty" as const } : await checkFile({ ...file, path });
    if ("refused" in verdict) return verdict;
    const waitingAs = isPicture(verdict.mediaType) ? randomToken() : null;
    await place(path, waitingAs ? waitingPath(waitingAs) : pathOf(file.hash));
    isPlaced = true;
    return {
      mediaType: verdict.mediaType,
      sizeBytes: file.size,
      hash: file.hash,
      originalHash: file.hash,
      waitingAs,
    };
  } finally {
    if (!isPlaced) await discard([file]);
  }
}

const pathOf = (hash: string): string => join(env().DATA_DIR, "files", hash.slice(0, 2), hash);
export const waitingPath = (name: string): string =>
  join(env().DATA_DIR, "files", ".waiting", name);

/**
 * Under its final name only when whole and on the disk, which the draft is. The same content is stored once: a second one
 * takes the place of the first, and is no other.
 */
async function place(draft: string, path: string): Promise<void> {
  const folder = dirname(path);
  try {
    await rename(draft, path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await rename(draft, path);
  }
  await flushFolder(folder);
}

/** Stores a file that the portal has made itself, or has checked itself. */
export async function keepDraft(draft: string, hash: string): Promise<void> {
  await flushFile(draft, "r+");
  await place(draft, pathOf(hash));
}

/** Where a stored file lies, for what reads it piece by piece; null when there is none. */
export async function storedPath(hash: string): Promise<string | null> {
  return /^[0-9a-f]{64}$/.test(hash) && (await exists(pathOf(hash))) ? pathOf(hash) : null;
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false
  );

/** The bytes of a stored file, or null when there is none. */
export async function openStored(hash: string): Promise<ReadableStream<Uint8Array> | null> {
  const path = await storedPath(hash);
  return path === null ? null : createReadableStreamFromReadable(createReadStream(path));
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
    ...INERT,
  });
}

const INERT = {
  "X-Content-Type-Options": "nosniff",
  "Content-Security-Policy": "default-src 'none'; sandbox",
  "Cache-Control": "private, no-store",
};

/** For a picture that the portal has made itself: shown in a page, and nothing else. */
export const pictureHeaders = (): Headers => new Headers({ "Content-Type": "image/jpeg", ...INERT });
