/** Database backends killed and the server restarted under load: the portal stays up, says 503, and recovers. */
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { joinEmbeddedDatabase } from "~/platform/embedded-database.server";
import { startPortal, type Portal } from "../portal";
import { Client, printedPassword } from "./browserless";

const LONG = Boolean(process.env["LONG"]);
const KILLING_MS = LONG ? 120_000 : 6_000;
const RECOVERS_MS = 5_000;
const READERS = 12;
const WRITERS = 4;
const LOGIN = "qingxi-manager";

let portal: Portal;
let client: Client;
let siteId: string;

beforeAll(async () => {
  portal = await startPortal({ REQUESTS_PER_MINUTE: "100000000" });
  client = new Client(portal.origin);
  await client.signIn(LOGIN, printedPassword(portal.output(), LOGIN));
  const { body } = await client.get("/self-checks");
  siteId = /name="siteId"[^>]*value="([0-9a-f-]{36})"/.exec(body)?.[1] ?? "";
  if (!siteId) throw new Error("The list of self-checks offers no site.");
});
afterAll(() => portal.stop());

interface Seen {
  readonly at: number;
  readonly status: number | string;
}

/** Reads and writes without a pause until told to stop. */
function load(): { seen: Seen[]; stop(): Promise<void> } {
  const seen: Seen[] = [];
  let running = true;
  const worker = async (ask: () => Promise<{ status: number }>): Promise<void> => {
    while (running) {
      const status = await ask().then(
        (answer) => answer.status,
        (error: unknown) =>
          error instanceof Error ? `${error.name} ${String(error.cause ?? "")}` : "failed"
      );
      seen.push({ at: performance.now(), status });
    }
  };
  const paths = ["/guidance", "/self-checks", "/appointments"];
  const workers = [
    ...Array.from({ length: READERS }, (_, at) =>
      worker(() => client.get(paths[at % paths.length] ?? "/"))
    ),
    ...Array.from({ length: WRITERS }, () =>
      worker(() => client.post("/self-checks", { siteId, idempotencyKey: crypto.randomUUID() }))
    ),
  ];
  return {
    seen,
    async stop() {
      running = false;
      await Promise.all(workers);
    },
  };
}

const good = ({ status }: Seen): boolean =>
  typeof status === "number" && status >= 200 && status < 400;
const allowed = (one: Seen): boolean => good(one) || one.status === 503;
const isAlive = (): boolean =>
  portal.process.exitCode === null && portal.process.signalCode === null;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function killBackends(): Promise<number> {
  const database = await joinEmbeddedDatabase(portal.dataDir);
  if (!database) return 0;
  const sql = postgres(database.superuserUrl, { max: 1, connect_timeout: 2, onnotice: () => {} });
  try {
    const killed =
      await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'zijian'`;
    return killed.length;
  } catch {
    return 0;
  } finally {
    await sql.end({ timeout: 1 }).catch(() => {});
  }
}

test("backends killed under load cost only 503s, and a few seconds later nothing", async () => {
  const { seen, stop } = load();
  let killed = 0;
  for (const end = performance.now() + KILLING_MS; performance.now() < end; await pause(300))
    killed += await killBackends();
  const over = performance.now();
  await pause(RECOVERS_MS + 3_000);
  await stop();
  if (!isAlive()) throw new Error(`The portal died:\n${portal.output()}`);
  expect(killed).toBeGreaterThan(20);
  expect(seen.filter((one) => !allowed(one))).toEqual([]);
  const later = seen.filter(({ at }) => at > over + RECOVERS_MS);
  expect(later.length).toBeGreaterThan(50);
  expect(later.filter((one) => !good(one))).toEqual([]);
});

test("a database server that dies under load is started again, and the portal recovers", async () => {
  const { seen, stop } = load();
  await pause(500);
  for (const signal of ["SIGQUIT", "SIGKILL"] as const) {
    const database = await joinEmbeddedDatabase(portal.dataDir);
    expect(database).not.toBeNull();
    if (database) process.kill(database.pid, signal);
    await pause(4_000);
  }
  const over = performance.now();
  await pause(RECOVERS_MS + 3_000);
  await stop();
  if (!isAlive()) throw new Error(`The portal died:\n${portal.output()}`);
  expect(seen.filter((one) => !allowed(one))).toEqual([]);
  expect(seen.some(({ status }) => status === 503)).toBe(true);
  const later = seen.filter(({ at }) => at > over + RECOVERS_MS);
  expect(later.length).toBeGreaterThan(50);
  expect(later.filter((one) => !good(one))).toEqual([]);
  expect((await client.get("/readyz")).status).toBe(200);
});

test("while the database is away the answer is a 503 page in both languages", async () => {
  // Killed again and again, so that the supervisor cannot bring it back in between.
  let running = true;
  const killing = (async () => {
    while (running) {
      const database = await joinEmbeddedDatabase(portal.dataDir);
      if (database) process.kill(database.pid, "SIGKILL");
      await pause(20);
    }
  })();
  const answers = [];
  for (let at = 0; at < 200 && answers.length < 3; at += 1) {
    const answer = await client.get("/self-checks");
    if (answer.status === 503) answers.push(answer);
    await pause(20);
  }
  running = false;
  await killing;
  expect(answers.length).toBeGreaterThan(0);
  expect(answers[0]!.body).toContain("服务暂时不可用");
  expect(answers[0]!.body).toContain("briefly unavailable");
  await expect
    .poll(async () => (await client.get("/readyz")).status, { timeout: 15_000 })
    .toBe(200);
  await expect
    .poll(async () => (await client.get("/self-checks")).status, { timeout: 5_000 })
    .toBe(200);
});
