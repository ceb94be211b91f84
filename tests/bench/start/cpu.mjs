/** How much processor time the parts of a running portal have used; read from /proc, so on Linux alone. */
import { readdirSync, readFileSync } from "node:fs";

const TICK_MS = 10;

/** @typedef {{ pid: number, parent: number, ms: number }} Used */

/** @returns {Used[]} */
function processes() {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      // The name of a program may hold anything, so fields are counted from its last bracket.
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ").map(Number);
      // Own time in the process and in the kernel, then that of children that have ended.
      const ms = [11, 12, 13, 14].reduce((sum, at) => sum + (fields[at] ?? 0) * TICK_MS, 0);
      return [{ pid: Number(name), parent: fields[1] ?? 0, ms }];
    } catch {
      return [];
    }
  });
}

/** @param {Used[]} all @param {number} root @returns {number} of everything below a process */
const below = (all, root) =>
  all.filter(({ parent }) => parent === root).reduce((sum, each) => sum + each.ms + below(all, each.pid), 0);

/**
 * Milliseconds so far: of the portal's own process, of the other processes it started, of its database.
 * @param {{ portal: number, database: number }} pids
 */
export function cpuOf({ portal, database }) {
  const all = processes();
  const own = (/** @type {number} */ pid) => all.find((each) => each.pid === pid)?.ms ?? 0;
  const ofDatabase = own(database) + below(all, database);
  const isBelow = all.some(({ pid, parent }) => pid === database && parent === portal);
  return {
    portal: own(portal),
    others: below(all, portal) - (isBelow ? ofDatabase : 0),
    database: ofDatabase,
  };
}
