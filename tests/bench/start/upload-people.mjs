/**
 * People who send files, as a process of their own, so that making and sending their bytes is not counted as the
 * server's work. Told the load in one message; answers with the time of every file in milliseconds.
 *
 * Bytes are prepared once. What makes a file one that nobody has sent before is a few bytes of its head or its end, and
 * the parts go to the socket as they are, without being put together.
 */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * @typedef {object} Load
 * @property {string} origin
 * @property {string} photograph path of a JPEG
 * @property {string} day
 * @property {number} warmUpSeconds sent, not counted: a portal that has just started compiles its code with the first files
 * @property {number} seconds
 * @property {{ cookie: string, paths: string[] }[]} people each with the places of their files, used in turn
 */

/** @typedef {{ name: string, head: Buffer, body: Buffer, mark: (id: string) => Buffer, at: "head" | "end" }} Kind */

/** @returns {Kind[]} */
function kinds(/** @type {string} */ photograph) {
  const photo = readFileSync(photograph);
  const pdf = Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(200_000, "stream ")]);
  const table = Buffer.from("日期,槽号,镍 mg/L\n".repeat(800));
  const comment = (/** @type {string} */ id) =>
    Buffer.concat([Buffer.from([0xff, 0xfe, 0, id.length + 2]), Buffer.from(id)]);
  const nothing = Buffer.alloc(0);
  return [
    { name: "photo.jpg", head: photo.subarray(0, 2), body: photo.subarray(2), mark: comment, at: "head" },
    { name: "report.pdf", head: nothing, body: pdf, mark: (id) => Buffer.from(`\n% ${id}\n%%EOF`), at: "end" },
    { name: "ledger.csv", head: nothing, body: table, mark: (id) => Buffer.from(`${id}\n`), at: "end" },
  ];
}

const part = (/** @type {string} */ head) => `--bench\r\nContent-Disposition: form-data; name=${head}\r\n\r\n`;
const END = Buffer.from("\r\n--bench--\r\n");

/** @param {Kind} kind @param {string} day @returns {Buffer[]} the body of one upload, in parts */
function bodyOf({ name, head, body, mark, at }, day) {
  const fields = `${part('"effectiveFrom"')}${day}\r\n`;
  const file = part(`"file"; filename="${name}"\r\nContent-Type: application/octet-stream`);
  const own = mark(randomUUID());
  const before = Buffer.concat([Buffer.from(fields + file), head, at === "head" ? own : Buffer.alloc(0)]);
  return [before, body, at === "end" ? Buffer.concat([own, END]) : END];
}

/** @param {Agent} agent @param {URL} url @param {Buffer[]} parts @param {Record<string, string>} headers @returns {Promise<number>} */
function send(agent, url, parts, headers) {
  return new Promise((done, failed) => {
    const started = performance.now();
    const length = parts.reduce((sum, { length: bytes }) => sum + bytes, 0);
    const req = request(
      url,
      {
        method: "POST",
        agent,
        headers: {
          "Content-Type": "multipart/form-data; boundary=bench",
          "Content-Length": length,
          ...headers,
        },
      },
      (res) => {
        let text = "";
        res.on("data", (chunk) => (text += chunk));
        res.on("end", () => {
          if (res.statusCode === 200) done(performance.now() - started);
          else failed(new Error(`${url.pathname}: ${res.statusCode} ${text.slice(0, 200)}`));
        });
      }
    );
    req.on("error", failed);
    for (const each of parts) req.write(each);
    req.end();
  });
}

/** @param {Load} load */
async function play({ origin, photograph, day, warmUpSeconds, seconds, people }) {
  const files = kinds(photograph);
  const agent = new Agent({ keepAlive: true, maxSockets: people.length });
  /** @type {number[]} */
  const times = [];
  let all = 0;
  const counted = performance.now() + warmUpSeconds * 1000;
  const until = counted + seconds * 1000;
  await Promise.all(
    people.map(async ({ cookie, paths }) => {
      await sleep(Math.random() * 5000);
      for (let sent = 0; performance.now() < until; ) {
        for (const file of files) {
          const url = new URL(paths[sent % paths.length] ?? "/", origin);
          const at = performance.now();
          const took = await send(agent, url, bodyOf(file, day), { Cookie: cookie, Origin: origin });
          if (at >= counted) times.push(took);
          sent += 1;
          all += 1;
        }
        await sleep(1000 + Math.random() * 4000);
      }
    })
  );
  agent.destroy();
  return { times, all };
}

process.once("message", (/** @type {Load} */ load) => {
  play(load).then(
    (sent) => process.send?.({ ...sent, cpuMs: cpuMs() }, () => process.disconnect()),
    (error) => process.send?.({ error: String(error) }, () => process.exit(1))
  );
});
const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
