/** Has a recompute done by processes of their own, beside whatever this process does. */
import { spawn } from "node:child_process";
import {
  planRecompute,
  recomputeProgress,
  type Progress,
  type Recompute,
} from "~/features/positive-list/batch/recompute.server";
import { today } from "~/platform/clock.server";

const PROCESSES = 2;
/** What one range leaves behind is young when it goes: without room for it, a third of the time is spent on clearing up. */
const MEMORY = ["--max-old-space-size=256", "--max-semi-space-size=48"];
let running: Promise<Progress> | null = null;

/** Needs an open database. A second call while one runs waits for that one. @throws {Error} when a process failed */
export function recomputeInProcesses(region = ""): Promise<Progress> {
  running ??= run(region).finally(() => (running = null));
  return running;
}

async function run(region: string): Promise<Progress> {
  const plan = await planRecompute(today(), region);
  await Promise.all(Array.from({ length: PROCESSES }, () => work(plan)));
  return recomputeProgress(plan);
}

/** The portal's own command again, which finds the database as any command does. */
const work = ({ month, region }: Recompute): Promise<void> =>
  new Promise((resolve, reject) => {
    const [, program = ""] = process.argv;
    const args = [program, "--cli", "recompute", "ranges", "--month", month, ...(region ? ["--region", region] : [])];
    const child = spawn(process.execPath, [...MEMORY, ...args], { stdio: ["ignore", "ignore", "inherit"] });
    child.once("error", reject);
    child.once("exit", (code, signal) =>
      code === 0 ? resolve() : reject(new Error(`A process of the recompute ended with ${signal ?? code}.`))
    );
  });
