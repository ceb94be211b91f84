/** One process at a time owns a data folder. A lock left by a killed process does not count. */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { identityOf, livingProcess } from "./process-identity.server";

export interface StartLock {
  release(): void;
}

/** Takes the folder, or answers with the number of the process that has it. */
export function takeStartLock(dataDir: string): StartLock | { readonly heldBy: number } {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, "portal.lock");
  const mine = identityOf(process.pid);
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, mine, { mode: 0o600 });
  try {
    for (;;) {
      // A hard link appears whole or not at all, so no reader meets half a lock.
      if (linked(draft, file)) return { release: () => release(file, mine) };
      const theirs = readOrNull(file);
      if (theirs === null) continue;
      const heldBy = livingProcess(theirs);
      if (heldBy !== null) return { heldBy };
      discard(file, theirs);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function readOrNull(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

/** Removes a dead lock; if somebody replaced it in between, theirs is put back. */
function discard(file: string, dead: string): void {
  const aside = `${file}.dead.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (readOrNull(aside) !== dead) linked(aside, file);
  rmSync(aside, { force: true });
}

function release(file: string, mine: string): void {
  if (readOrNull(file) === mine) rmSync(file, { force: true });
}
