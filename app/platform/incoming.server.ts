/**
 * Files as they come in: written to the disk while they are hashed, each up to its limit and not a byte further, so that
 * neither memory nor disk fills. Whoever receives them moves or discards them.
 */
import { createHash } from "node:crypto";
import { mkdir, open, readdir, rm, stat, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { randomToken } from "./crypto.server";
import { env } from "./env.server";
import { readParts, UnreadableForm } from "./multipart.server";

export interface IncomingFile {
  readonly field: string;
  readonly name: string;
  /** Of the whole file, or what was read until it was too large. */
  readonly size: number;
  /** SHA-256, hex. */
  readonly hash: string;
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
        const refused = { field: name, name: fileName, size: 0, hash: "", path: null } as const;
        files.push(
          room
            ? { field: name, name: fileName, ...(await spool(body, limits.maxFileBytes)) }
            : { ...refused, refused: "too-many" }
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
    return { ...of, size: file.size, hash: "", path: null, refused: "too-large" };
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

type Spooled = Pick<IncomingFile, "size" | "hash" | "path" | "refused">;

async function spool(
  body: AsyncIterable<Buffer> | Iterable<Buffer>,
  maxBytes: number
): Promise<Spooled> {
  const path = join(incomingFolder(), randomToken());
  const file = await openNew(path);
  const hash = createHash("sha256");
  let size = 0;
  try {
    for await (const chunk of body) {
      size += chunk.length;
      if (size > maxBytes) break;
      hash.update(chunk);
      await file.write(chunk);
    }
  } catch (error) {
    await file.close();
    await rm(path, { force: true });
    throw error;
  }
  await file.close();
  if (size <= maxBytes) return { size, hash: hash.digest("hex"), path, refused: null };
  await rm(path, { force: true });
  return { size, hash: "", path: null, refused: "too-large" };
}

async function openNew(path: string): Promise<FileHandle> {
  try {
    return await open(path, "wx", 0o600);
  } catch {
    await mkdir(incomingFolder(), { recursive: true, mode: 0o700 });
    return open(path, "wx", 0o600);
  }
}

/** Removes what nobody took. */
export async function discard(files: readonly IncomingFile[]): Promise<void> {
  await Promise.all(files.map(({ path }) => (path ? rm(path, { force: true }) : undefined)));
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
