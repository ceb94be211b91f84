/**
 * Clients that ask at a given rate, in a process of their own: each on a connection of its own, each with pauses of random
 * length (exponential), as people and machines come who know nothing of each other. autocannon sends what it may send in a
 * second all at once, and then measures the queue that it made itself.
 */
import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * @typedef {{ origin: string, paths: string[], headers: Record<string, string>, clients: number, perSecond: number,
 *   seconds: number, expect: number }} Asked
 */
process.once("message", async (/** @type {Asked} */ asked) => {
  const times = await run(asked).catch((error) => {
    process.send?.({ error: String(error) });
    process.exit(1);
  });
  process.send?.({ times }, () => process.exit(0));
});

/** @param {Asked} asked @returns {Promise<number[]>} milliseconds of each answer, without those of the first two seconds */
async function run({ origin, paths, headers, clients, perSecond, seconds, expect }) {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const pauseMs = (clients / perSecond) * 1000;
  const begun = performance.now();
  const counted = begun + 2_000;
  const until = counted + seconds * 1000;
  /** @type {number[]} */
  const times = [];
  const client = async (/** @type {number} */ number) => {
    for (let turn = number; ; turn += clients) {
      await sleep(-Math.log(1 - Math.random()) * pauseMs);
      const at = performance.now();
      if (at > until) return;
      const status = await ask(agent, `${origin}${paths[turn % paths.length]}`, headers);
      if (status !== expect) throw new Error(`answered with ${status}`);
      if (at > counted) times.push(performance.now() - at);
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
  agent.destroy();
  return times;
}

/** @param {Agent} agent @param {string} url @param {Record<string, string>} headers @returns {Promise<number | undefined>} */
function ask(agent, url, headers) {
  return new Promise((answered, failed) => {
    const asking = request(url, { agent, headers }, (response) => {
      response.resume();
      response.once("end", () => answered(response.statusCode));
    });
    asking.once("error", failed);
    asking.end();
  });
}
