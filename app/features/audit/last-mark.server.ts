/** What the last signed checkpoint says of a ledger. Read again only when the file has grown. */
import { readFileSync, statSync } from "node:fs";
import { chainKey, checkpointFile, checkpointSchema, loadCheckpoints } from "./checkpoint.server";

export interface LastMark {
  readonly at: string;
  readonly seq: number;
  readonly hash: string;
}

let known: { readonly of: string; readonly marks: ReadonlyMap<string, LastMark> } | undefined;

/** Null when no checkpoint speaks of the ledger, or its line is not what the portal signed. */
export function lastMarkOf(ownerId: string, chain: string): LastMark | null {
  const file = statSync(checkpointFile(), { throwIfNoEntry: false });
  if (!file) return null;
  const of = `${checkpointFile()} ${file.size} ${file.mtimeMs}`;
  if (known?.of !== of) known = { of, marks: readMarks() };
  return known.marks.get(chainKey(ownerId, chain)) ?? null;
}

function readMarks(): ReadonlyMap<string, LastMark> {
  const bad = new Set(loadCheckpoints().badLines);
  const marks = new Map<string, LastMark>();
  readFileSync(checkpointFile(), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .forEach((line, index) => {
      if (bad.has(index + 1)) return;
      const { at, heads } = checkpointSchema.parse(JSON.parse(line));
      for (const [ownerId, chain, seq, hash] of heads) marks.set(chainKey(ownerId, chain), { at, seq, hash });
    });
  return marks;
}
