/** Where the repository lies on disk: the bundle and the sources sit at different depths, and no one promises a cwd. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

function find(): string {
  for (let dir = dirname(fileURLToPath(import.meta.url)); ; dir = dirname(dir)) {
    if (existsSync(join(dir, "drizzle/migrations/meta/_journal.json"))) return dir;
    if (dir === dirname(dir))
      throw new Error("The folder drizzle/migrations is missing from this installation.");
  }
}

export const PROJECT_ROOT = find();
