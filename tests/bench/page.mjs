/** Guidance page requests per second, against a bare node:http server that sends the same bytes. */
import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import autocannon from "autocannon";

const ROOT = resolve(import.meta.dirname, "../..");
const PATH = "/guidance";
const SECONDS = 8;
const CONNECTIONS = 20;

/** @param {string} url */
async function measure(url) {
  await autocannon({ url, connections: CONNECTIONS, duration: 3 });
  const { requests, non2xx } = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: SECONDS,
  });
  if (non2xx > 0) throw new Error(`${url}: ${non2xx} answers were no success.`);
  return requests.average;
}

const dataDir = mkdtempSync(join(tmpdir(), "zijian-bench-"));
// As root the database runs as another user: a folder closed to it would send the data elsewhere.
chmodSync(dataDir, 0o755);
const portal = spawn(process.execPath, ["app/server/start.mjs"], {
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
try {
  const origin = await new Promise((ready, failed) => {
    let printed = "";
    portal.stdout.on("data", (chunk) => {
      printed += chunk;
      const found = /is ready: (\S+)/.exec(printed);
      if (found) ready(found[1]);
    });
    portal.once("exit", (code) => failed(new Error(`The portal ended with ${code}.`)));
  });
  const page = await fetch(origin + PATH);
  const body = Buffer.from(await page.arrayBuffer());
  const value = await measure(origin + PATH);

  const bare = createServer((_req, res) => {
    res.writeHead(200, {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Length": body.length,
    });
    res.end(body);
  });
  await new Promise((listening) => bare.listen(0, "127.0.0.1", () => listening(undefined)));
  const address = bare.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const baseline = await measure(`http://127.0.0.1:${port}/`);
  bare.closeAllConnections();
  bare.close();

  console.log(
    JSON.stringify({
      bench: "page",
      value: Math.round(value),
      unit: `requests/s of ${PATH}, ${CONNECTIONS} connections, one process`,
      baseline: `bare node:http sending the same ${body.length} bytes: ${Math.round(baseline)} requests/s`,
      ratio: Number((value / baseline).toFixed(4)),
    })
  );
} finally {
  portal.kill("SIGINT");
  await exited;
  rmSync(dataDir, { recursive: true, force: true });
}
