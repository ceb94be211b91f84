/** Is a large ZIP-based file on the disk safe to unpack? As `zip-check.ts`, piece by piece instead of in memory. */
import { createReadStream } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { createInflateRaw } from "node:zlib";
import { DEFLATED, promisesTooMuch, readDirectory, STORED, type ZipEntry, type ZipVerdict } from "./zip-check";

/** The directory of as many entries as are allowed, and the longest comment behind it. */
const TAIL_BYTES = 1024 * 1024;
const LOCAL_HEADER_BYTES = 30;

export async function checkZipFile(path: string, maxTotal: number): Promise<ZipVerdict> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const base = Math.max(0, size - TAIL_BYTES);
    const directory = directoryIn(await bytesAt(file, base, size - base), base);
    if (directory === null) return { ok: false, why: "unreadable" };
    if (directory === "too-many" || promisesTooMuch(directory, size, maxTotal)) return { ok: false, why: "bomb" };
    for (const entry of directory) {
      const why = await faultOf(file, path, entry);
      if (why) return { ok: false, why };
    }
    return { ok: true, names: directory.map(({ name }) => name) };
  } finally {
    await file.close();
  }
}

async function bytesAt(file: FileHandle, from: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from);
  return buffer.subarray(0, bytesRead);
}

function directoryIn(tail: Buffer, base: number): ReturnType<typeof readDirectory> {
  try {
    return readDirectory(tail, base);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

async function faultOf(file: FileHandle, path: string, entry: ZipEntry): Promise<"bomb" | "unreadable" | null> {
  const { method, packed, unpacked, offset } = entry;
  const header = await bytesAt(file, offset, LOCAL_HEADER_BYTES);
  if (header.length < LOCAL_HEADER_BYTES) return "unreadable";
  if (method === STORED) return packed === unpacked ? null : "unreadable";
  if (method !== DEFLATED || packed === 0) return "unreadable";
  const start = offset + LOCAL_HEADER_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
  const source = createReadStream(path, { start, end: start + packed - 1 });
  const inflated = createInflateRaw();
  source.once("error", (error) => inflated.destroy(error));
  let length = 0;
  try {
    for await (const piece of source.pipe(inflated)) {
      length += piece instanceof Uint8Array ? piece.length : 0;
      if (length > unpacked) return "bomb";
    }
  } catch {
    return "unreadable";
  } finally {
    source.destroy();
    inflated.destroy();
  }
  return length === unpacked ? null : "unreadable";
}
