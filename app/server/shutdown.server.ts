/** An orderly end: no new connections, running requests get ten seconds, then jobs, pool and database, in that order. */
import type { Server } from "node:http";

const REQUESTS_MAY_TAKE_MS = 10_000;

/** npm hands on the Ctrl-C that the terminal has already sent to everyone: what comes this soon is the same one. */
const SAME_SIGNAL_MS = 1_000;

/** Runs `steps` once, on Ctrl-C or SIGTERM; a second signal ends the process at once. */
export function onStopSignal(steps: () => Promise<void>): void {
  let stoppingSince: number | undefined;
  const stop = (): void => {
    if (stoppingSince !== undefined) {
      if (performance.now() - stoppingSince > SAME_SIGNAL_MS) process.exit(130);
      return;
    }
    stoppingSince = performance.now();
    steps().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(
          `The portal did not stop in order: ${error instanceof Error ? error.message : String(error)}\n`
        );
        process.exit(1);
      }
    );
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}

export async function drain(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const sweep = setInterval(() => server.closeIdleConnections(), 100);
  const late = setTimeout(() => server.closeAllConnections(), REQUESTS_MAY_TAKE_MS);
  await closed;
  clearInterval(sweep);
  clearTimeout(late);
}
