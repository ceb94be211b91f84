/** Guidance page requests per second, against a bare node:http server that sends the same bytes. */
import { createServer } from "node:http";
import autocannon from "autocannon";
import { startPortal } from "./start/portal.mjs";

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

const portal = await startPortal();
try {
  const { origin } = portal;
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
  await portal.stop();
}
