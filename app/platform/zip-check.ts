/** Is a ZIP-based file safe to unpack? Its directory must promise little, and every entry keep what was promised. */
import { promisify } from "node:util";
import { inflateRaw } from "node:zlib";

const MAX_ENTRIES = 2_000;
const MAX_TOTAL = 200 * 1024 * 1024;
const MAX_RATIO = 100;

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
export const STORED = 0;
export const DEFLATED = 8;
const inflate = promisify(inflateRaw);

export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
}
export type ZipVerdict =
  | { readonly ok: true; readonly names: readonly string[] }
  | { readonly ok: false; readonly why: "bomb" | "unreadable" };

const BOMB: ZipVerdict = { ok: false, why: "bomb" };
const UNREADABLE: ZipVerdict = { ok: false, why: "unreadable" };

export async function checkZip(bytes: Buffer): Promise<ZipVerdict> {
  try {
    const directory = readDirectory(bytes);
    if (directory === null) return UNREADABLE;
    if (directory === "too-many" || promisesTooMuch(directory, bytes.length, MAX_TOTAL)) return BOMB;
    for (const entry of directory) {
      const verdict = await checkEntry(bytes, entry);
      if (verdict) return verdict;
    }
    return { ok: true, names: directory.map(({ name }) => name) };
  } catch (error) {
    // Reading past the end of a cut file.
    if (error instanceof RangeError) return UNREADABLE;
    throw error;
  }
}

export function promisesTooMuch(directory: readonly ZipEntry[], fileBytes: number, maxTotal: number): boolean {
  const total = directory.reduce((sum, { unpacked }) => sum + unpacked, 0);
  return total > maxTotal || total > fileBytes * MAX_RATIO;
}

/** @param base where in the file the bytes begin, when they are its end only */
export function readDirectory(bytes: Buffer, base = 0): ZipEntry[] | "too-many" | null {
  const end = findEnd(bytes);
  if (end === null) return null;
  const count = bytes.readUInt16LE(end + 10);
  if (count > MAX_ENTRIES) return "too-many";
  let at = bytes.readUInt32LE(end + 16) - base;
  const entries: ZipEntry[] = [];
  for (let index = 0; index < count; index += 1) {
    if (bytes.readUInt32LE(at) !== ENTRY_SIGNATURE) return null;
    const nameLength = bytes.readUInt16LE(at + 28);
    entries.push({
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      unpacked: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
      name: bytes.toString("utf8", at + 46, at + 46 + nameLength),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/** The end record is followed by a comment of up to 64 KiB. */
function findEnd(bytes: Buffer): number | null {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 22 - 0xffff); at -= 1)
    if (bytes.readUInt32LE(at) === END_SIGNATURE) return at;
  return null;
}

/** The directory may lie, so each entry is unpacked up to what it promised, and not a byte further. */
async function checkEntry(
  bytes: Buffer,
  { method, packed, unpacked, offset }: ZipEntry
): Promise<ZipVerdict | null> {
  const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  const data = bytes.subarray(start, start + packed);
  if (data.length !== packed) return UNREADABLE;
  if (method === STORED) return packed === unpacked ? null : UNREADABLE;
  if (method !== DEFLATED) return UNREADABLE;
  try {
    const out = await inflate(data, { maxOutputLength: Math.max(1, unpacked) });
    return out.length === unpacked ? null : UNREADABLE;
  } catch (error) {
    return error instanceof RangeError || codeOf(error) === "ERR_BUFFER_TOO_LARGE"
      ? BOMB
      : UNREADABLE;
  }
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && "code" in error ? error.code : undefined;
