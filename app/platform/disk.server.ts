/**
 * Files by their number, for what comes in by the hundred: handing a call to another thread costs a tenth of a
 * millisecond, so what takes a few microseconds, such as closing, is done here and now.
 */
import { closeSync, fdatasync, fsync, open, writev } from "node:fs";
import { promisify } from "node:util";

export const openFile = promisify(open);
export const writePieces = promisify(writev);
export const flushData = promisify(fdatasync);
const flushAll = promisify(fsync);

export async function flushFile(path: string, flags: "r" | "r+"): Promise<void> {
  const file = await openFile(path, flags);
  try {
    await flushAll(file);
  } finally {
    closeSync(file);
  }
}

const running = new Map<string, Promise<void>>();
const coming = new Map<string, Promise<void>>();

/**
 * Names given or taken in a folder before the call are on the disk when it answers. Those who come while one flush runs
 * share the next.
 */
export function flushFolder(folder: string, flush: (path: string) => Promise<void> = (path) => flushFile(path, "r")): Promise<void> {
  const before = running.get(folder);
  if (!before) return begin(folder, flush);
  const again = () => {
    coming.delete(folder);
    return begin(folder, flush);
  };
  let mine = coming.get(folder);
  if (!mine) coming.set(folder, (mine = before.then(again, again)));
  return mine;
}

function begin(folder: string, flush: (path: string) => Promise<void>): Promise<void> {
  const mine: Promise<void> = flush(folder).finally(() => {
    if (running.get(folder) === mine) running.delete(folder);
  });
  running.set(folder, mine);
  return mine;
}
