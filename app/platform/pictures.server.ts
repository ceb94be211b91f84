/**
 * Pictures made anew: what says where, when and with what they were taken is gone, and so is everything that is no
 * picture. One at a time, so that requests keep the processor.
 */
import { readdir, readFile, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import sharp from "sharp";
import { sha256Hex } from "./crypto.server";
import { MAX_PIXELS } from "./file-check.server";
import { storeBytes, waitingPath } from "./files.server";

const PREVIEW_PIXELS = 320;

export interface MadePicture {
  readonly hash: string;
  readonly sizeBytes: number;
  readonly previewHash: string;
}

/** Stores the waiting picture made anew, and a small one. Null: it cannot be read as a picture. Safe to repeat. */
export async function makePicture(
  waitingAs: string,
  mediaType: string
): Promise<MadePicture | null> {
  const bytes = await readFile(waitingPath(waitingAs)).catch(absent);
  const whole = bytes && (await inTurn(() => remake(bytes, mediaType)));
  if (!whole) return null;
  const hash = sha256Hex(whole);
  await storeBytes(hash, whole);
  const preview = await inTurn(() =>
    sharp(whole)
      .resize(PREVIEW_PIXELS, PREVIEW_PIXELS, { fit: "inside", withoutEnlargement: true })
      .flatten({ background: "#ffffff" })
      .jpeg({ quality: 70 })
      .toBuffer()
  );
  const previewHash = sha256Hex(preview);
  await storeBytes(previewHash, preview);
  return { hash, sizeBytes: whole.length, previewHash };
}

function absent(error: unknown): null {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
  throw error;
}

export const forgetWaiting = (waitingAs: string): Promise<void> =>
  rm(waitingPath(waitingAs), { force: true });

/** Names of originals that have lain in the waiting room since before a moment of the machine's clock. */
export async function waitingSince(beforeMs: number): Promise<string[]> {
  const names = await readdir(dirname(waitingPath("-"))).catch(() => []);
  const ages = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(waitingPath(name)).catch(absent))?.mtimeMs }))
  );
  return ages.filter(({ at }) => at !== undefined && at < beforeMs).map(({ name }) => name);
}

/** A fault in the middle of a photograph costs its lower part, not the evidence. */
async function remake(bytes: Buffer, mediaType: string): Promise<Buffer | null> {
  for (const failOn of ["error", "none"] as const) {
    // Turned as the camera meant it, before the note about that is dropped.
    const upright = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn }).rotate();
    const made = mediaType === "image/png" ? upright.png() : upright.jpeg({ quality: 85 });
    const done = await made.toBuffer().catch(() => null);
    if (done) return done;
  }
  return null;
}

let last: Promise<unknown> = Promise.resolve();
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = last.then(work, work);
  last = mine.catch(() => undefined);
  return mine;
}
