/** A text file on the disk as text, piece by piece, in whatever encoding it is. */
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { encodingsFor, HEAD_BYTES, UNTYPED, type Encoding } from "./encoding";

const PIECE_BYTES = 256 * 1024;

/** Reads the whole file once, as only its end may show that it is not UTF-8. Null: it is no text. */
export async function encodingOf(path: string): Promise<Encoding | null> {
  const left = new Map<Encoding, TextDecoder>();
  for (const encoding of encodingsFor(await headOf(path))) left.set(encoding, new TextDecoder(encoding, { fatal: true }));
  for await (const piece of pieces(path)) tryAll(left, piece);
  tryAll(left, null);
  return left.keys().next().value ?? null;
}

async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Drops each encoding in which the next piece cannot be read; null is the end. */
function tryAll(left: Map<Encoding, TextDecoder>, piece: Uint8Array | null): void {
  for (const [encoding, decoder] of left)
    try {
      const text = piece ? decoder.decode(piece, { stream: true }) : decoder.decode();
      if (UNTYPED.test(text)) left.delete(encoding);
    } catch {
      left.delete(encoding);
    }
}

export async function* textOf(path: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const piece of pieces(path)) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}

async function* pieces(path: string): AsyncGenerator<Uint8Array> {
  for await (const piece of createReadStream(path, { highWaterMark: PIECE_BYTES }))
    if (piece instanceof Uint8Array) yield piece;
}
