/**
 * Pictures made anew: what says where, when and with what they were taken is gone, and so is everything that is no
 * picture. Made by processes of their own (picture-makers.server.ts).
 */
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { randomToken } from "./crypto.server";
import { MAX_PIXELS } from "./file-check.server";
import { keepDraft, waitingPath } from "./files.server";
import { orderPicture, type Hurry } from "./picture-makers.server";

export interface MadePicture {
  readonly hash: string;
  readonly sizeBytes: number;
  readonly previewHash: string;
}

/** Who asks for the same picture at the same time gets the same answer. */
const beingMade = new Map<string, Promise<MadePicture | null>>();

/**
 * Stores the waiting picture made anew, and a small one. Null: it cannot be read as a picture. Safe to repeat.
 *
 * @throws {Error} when it could not be made this time; the original waits on
 */
export function makePicture(
  waitingAs: string,
  mediaType: string,
  hurry: Hurry = "now"
): Promise<MadePicture | null> {
  const key = `${hurry} ${waitingAs}`;
  const running = beingMade.get(key);
  if (running) return running;
  const mine = make(waitingAs, mediaType, hurry).finally(() => beingMade.delete(key));
  beingMade.set(key, mine);
  return mine;
}

async function make(
  waitingAs: string,
  mediaType: string,
  hurry: Hurry
): Promise<MadePicture | null> {
  const from = waitingPath(waitingAs);
  const drafts = { whole: waitingPath(randomToken()), preview: waitingPath(randomToken()) };
  await mkdir(dirname(from), { recursive: true, mode: 0o700 });
  try {
    const made = await orderPicture(hurry, { from, mediaType, maxPixels: MAX_PIXELS, ...drafts });
    if (!("whole" in made)) return null;
    const { whole, preview } = made;
    await keepDraft(drafts.whole, whole.hash);
    await keepDraft(drafts.preview, preview.hash);
    return { ...whole, previewHash: preview.hash };
  } finally {
    await Promise.all(Object.values(drafts).map((path) => rm(path, { force: true })));
  }
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
