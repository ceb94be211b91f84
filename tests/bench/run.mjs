/** `npm run bench -- <name>`: runs tests/bench/<name>.mjs, which prints one JSON line per figure. */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";

const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(".mjs") && file !== "run.mjs")
  .map((file) => file.slice(0, -".mjs".length));
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !names.includes(name));
if (asked.length === 0 || unknown.length > 0) {
  console.error(`Benches: ${names.join(", ")}. Run one: npm run bench -- ${names[0] ?? "page"}`);
  process.exit(2);
}
for (const name of asked) {
  const run = spawnSync(process.execPath, [join(import.meta.dirname, `${name}.mjs`)], {
    stdio: "inherit",
  });
  if (run.status !== 0) process.exitCode = 1;
}
