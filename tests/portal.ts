/** Starts the built portal as a process of its own, on a free port with its own data folder, and stops it cleanly. */
import { spawn, type ChildProcess } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "..");

export interface Portal {
  readonly origin: string;
  readonly dataDir: string;
  readonly process: ChildProcess;
  /** Everything it printed so far. */
  output(): string;
  stop(): Promise<void>;
}

function freePort(): Promise<number> {
  return new Promise((found) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => found(typeof address === "object" && address ? address.port : 0));
    });
  });
}

export async function startPortal(settings: Record<string, string> = {}): Promise<Portal> {
  const port = settings.PORT ?? String(await freePort());
  const dataDir = settings.DATA_DIR ?? mkdtempSync(join(tmpdir(), "zijian-test-"));
  // As root the database runs as another user: a folder closed to it would send the data elsewhere.
  chmodSync(dataDir, 0o755);
  const child = spawn(process.execPath, ["app/server/start.mjs"], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: "development", LOG_LEVEL: "error", ...settings, PORT: port, DATA_DIR: dataDir },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  const origin = `http://localhost:${port}`;
  await new Promise<void>((ready, failed) => {
    const late = setTimeout(() => failed(new Error(`The portal did not start within 60 s:\n${printed}`)), 60_000);
    const read = (chunk: Buffer): void => {
      printed += chunk.toString();
      if (printed.includes("is ready:")) {
        clearTimeout(late);
        ready();
      }
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", (code) => {
      clearTimeout(late);
      failed(new Error(`The portal ended with ${code}:\n${printed}`));
    });
  });
  return {
    origin,
    dataDir,
    process: child,
    output: () => printed,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        const gone = new Promise((resolveGone) => child.once("exit", resolveGone));
        child.kill("SIGINT");
        await gone;
      }
      if (!settings.DATA_DIR) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
