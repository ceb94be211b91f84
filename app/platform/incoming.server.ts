/**
 * Files as they come in: written to the disk while they are hashed, each up to its limit and not a byte further, so that
 * neither memory nor disk fills. Whoever receives them moves or discards them.
 */
import { createHash } from "node:crypto";
import { closeSync } from "node:fs";
import { mkdir, readdir, rm, stat, unlink } from "node:fs/promises";
import { join } from "node:path";
import { randomToken } from "./crypto.server";
import { flushData, openFile, writePieces } from "./disk.server";
import { env } from "./env.server";
import { readParts, UnreadableForm } from "./multipart.server";

export interface IncomingFile {
  readonly field: string;
  readonly name: string;
  /** Of the whole file, or what was read until it was too large. */
  readonly size: number;
  /** SHA-256, hex. */
  readonly hash: string;
  /** How it begins and how it ends: enough to tell its kind by. Of a small file all of it. */
  readonly head: Buffer;
  readonly tail: Buffer;
  /** Null when it was too large or one too many: nothing of it is kept. */
  readonly path: string | null;
  readonly refused: "too-large" | "too-many" | null;
}
export interface IncomingForm {
  /** The fields that are no files. */
  readonly fields: FormData;
  readonly files: readonly IncomingFile[];
}
export interface IncomingLimits {
  readonly maxFileBytes: number;
  readonly maxFiles: number;
}

const MAX_FIELD_BYTES = 64 * 1024;
const MAX_FIELDS = 500;
const PIECE_BYTES = 1024 * 1024;
/** A small table as a whole: its text is checked without reading it back. */
const HEAD_BYTES = 64 * 1024;
const TAIL_BYTES = 4100;
const ONE_DAY_MS = 86_400_000;

export const incomingFolder = (): string => join(env().DATA_DIR, "files", ".incoming");

/** @throws {UnreadableForm} when the body is no form; answered with 400 for every route at once */
export async function receiveForm(request: Request, limits: IncomingLimits): Promise<IncomingForm> {
  const fields = new FormData();
  const files: IncomingFile[] = [];
  try {
    for await (const { name, fileName, body } of readParts(request)) {
      if (fileName === null) {
        if ([...fields].length >= MAX_FIELDS) throw new UnreadableForm("It has too many fields.");
        fields.append(name, await readField(body));
      } else if (fileName !== "") {
        const room = files.filter(({ refused }) => !refused).length < limits.maxFiles;
        const of = { field: name, name: fileName };
        files.push(
          room
            ? { ...of, ...(await spool(body, limits.maxFileBytes)) }
            : { ...of, ...nothingKept(0, "too-many") }
        );
      }
    }
  } catch (error) {
    await discard(files);
    throw error;
  }
  return { fields, files };
}

/** The same for a file that a form has already read into memory. */
export async function receiveFile(file: File, maxFileBytes: number): Promise<IncomingFile> {
  const of = { field: "file", name: file.name };
  if (file.size > maxFileBytes)
    return { ...of, ...nothingKept(file.size, "too-large") };
  return { ...of, ...(await spool([Buffer.from(await file.arrayBuffer())], maxFileBytes)) };
}

async function readField(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > MAX_FIELD_BYTES) throw new UnreadableForm("A field is too long.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

type Spooled = Omit<IncomingFile, "field" | "name">;

const NOTHING = Buffer.alloc(0);
const nothingKept = (size: number, refused: "too-large" | "too-many"): Spooled => ({
  size,
  hash: "",
  head: NOTHING,
  tail: NOTHING,
  path: null,
  refused,
});

async function spool(
  body: AsyncIterable<Buffer> | Iterable<Buffer>,
  maxBytes: number
): Promise<Spooled> {
  const path = join(incomingFolder(), randomToken());
  const file = await openNew(path);
  try {
    const spooled = await write(file, body, maxBytes);
    if (spooled) return { ...spooled, path, refused: null };
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    // Flushed, or thrown away: nothing is left to do for it.
    closeSync(file);
  }
  await rm(path, { force: true });
  return nothingKept(maxBytes + 1, "too-large");
}

/** Written in large pieces, the last of them while what came is hashed to its end; on the disk for good at the end. */
async function write(
  file: number,
  body: AsyncIterable<Buffer> | Iterable<Buffer>,
  maxBytes: number
): Promise<Pick<Spooled, "size" | "hash" | "head" | "tail"> | null> {
  const hash = createHash("sha256");
  const ends = new Ends();
  let size = 0;
  let piece: Buffer[] = [];
  let pieceBytes = 0;
  const flush = async (): Promise<void> => {
    if (pieceBytes === 0) return;
    const { bytesWritten } = await writePieces(file, piece);
    if (bytesWritten !== pieceBytes) throw new Error("The disk took a part of a file only.");
    piece = [];
    pieceBytes = 0;
  };
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) return null;
    hash.update(chunk);
    ends.see(chunk);
    piece.push(chunk);
    pieceBytes += chunk.length;
    if (pieceBytes >= PIECE_BYTES) await flush();
  }
  await flush();
  if (size > 0) await flushData(file);
  return { size, hash: hash.digest("hex"), head: ends.head, tail: ends.tail };
}

/** Keeps the first and the last bytes of what passes. */
class Ends {
  head: Buffer = NOTHING;
  tail: Buffer = NOTHING;

  see(chunk: Buffer): void {
    if (this.head.length < HEAD_BYTES)
      this.head = Buffer.concat([this.head, chunk.subarray(0, HEAD_BYTES - this.head.length)]);
    this.tail =
      chunk.length >= TAIL_BYTES
        ? Buffer.from(chunk.subarray(-TAIL_BYTES))
        : Buffer.from(Buffer.concat([this.tail, chunk]).subarray(-TAIL_BYTES));
  }
}

async function openNew(path: string): Promise<number> {
  try {
    return await openFile(path, "wx", 0o600);
  } catch {
    await mkdir(incomingFolder(), { recursive: true, mode: 0o700 });
    return openFile(path, "wx", 0o600);
  }
}

/** Removes what nobody took. */
export async function discard(files: readonly IncomingFile[]): Promise<void> {
  await Promise.all(files.map(({ path }) => (path ? unlink(path).catch(unlessGone) : undefined)));
}

function unlessGone(error: unknown): void {
  if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
}

/** Removes what a crash has left: no request lasts a day. */
export async function sweepIncoming(nowMs: number): Promise<void> {
  const names = await readdir(incomingFolder()).catch(() => []);
  for (const name of names) {
    const path = join(incomingFolder(), name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: nowMs }));
    if (nowMs - mtimeMs > ONE_DAY_MS) await rm(path, { force: true });
  }
}
