/** The built portal as a process of its own, with a data folder that goes when it stops. */
import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

export const ROOT = resolve(import.meta.dirname, "../../..");

/**
 * What npm runs under a name, so that a figure is one of what people start and not of another setting.
 * @param {string} name of a script that is one call of Node
 * @returns {string[]} arguments for Node
 */
export function argumentsOf(name) {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  return scripts[name].split(" ").slice(1);
}

/** A new data folder. As root the database runs as another user: a folder closed to it would send the data elsewhere. */
export function newDataDir() {
  const dataDir = mkdtempSync(join(tmpdir(), "zijian-bench-"));
  chmodSync(dataDir, 0o755);
  return dataDir;
}

/**
 * @param {string} dataDir removed when it stops
 * @returns {Promise<{ origin: string, dataDir: string, pid: number, output(): string, stop(): Promise<void> }>} when it is ready
 */
export async function startPortal(dataDir = newDataDir()) {
  const portal = spawn(process.execPath, argumentsOf("start"), {
    cwd: ROOT,
    env: {
      ...process.env,
      PORT: "0",
      DATA_DIR: dataDir,
      LOG_LEVEL: "error",
      REQUESTS_PER_MINUTE: "100000000",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = new Promise((ended) => portal.once("exit", ended));
  const stop = async () => {
    portal.kill("SIGINT");
    await exited;
    rmSync(dataDir, { recursive: true, force: true });
  };
  let printed = "";
  /** @type {string} */
  const origin = await new Promise((ready, failed) => {
    portal.stdout.on("data", (chunk) => {
      printed += chunk;
      const found = /is ready: (\S+)/.exec(printed);
      if (found?.[1]) ready(found[1]);
    });
    portal.once("exit", (code) => failed(new Error(`The portal ended with ${code}.`)));
  });
  return { origin, dataDir, pid: portal.pid ?? 0, output: () => printed, stop };
}
