/** The portal killed at random moments while people save answers: what was acknowledged is there, nothing is half there. */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { joinEmbeddedDatabase } from "~/platform/embedded-database.server";
import { startPortal, type Portal } from "../portal";
import { Client, hiddenFields, printedPassword } from "./browserless";

const ROUNDS = process.env["LONG"] ? 100 : 10;
const WRITERS = 3;
const LOGIN = "qingxi-manager";
const SETTINGS = { REQUESTS_PER_MINUTE: "100000000" };

const dataDir = mkdtempSync(join(tmpdir(), "zijian-killed-"));
chmodSync(dataDir, 0o755);
const client = new Client("");
let portal: Portal;
let topic: string;
let questions: string[];
/** The highest note of each question that the portal said it had saved. */
const acknowledged = new Map<string, number>();
let next = 1;

beforeAll(async () => {
  await start();
  await client.signIn(LOGIN, printedPassword(portal.output(), LOGIN));
  const list = await client.get("/self-checks");
  const siteId = /name="siteId"[^>]*value="([0-9a-f-]{36})"/.exec(list.body)?.[1] ?? "";
  const { location } = await client.post("/self-checks", {
    siteId,
    idempotencyKey: crypto.randomUUID(),
  });
  const overview = await client.get(location);
  const topics = [...overview.body.matchAll(/href="(\/self-checks\/[0-9a-f-]{36}\/[a-z-]+)"/g)].map(
    (found) => found[1] ?? ""
  );
  topic = topics.find((path) => !/\/(complete|share|result|table|parts|round|import)$/.test(path)) ?? "";
  const page = await client.get(topic);
  questions = [
    ...page.body.matchAll(
      /name="([\w.-]+)\.is"[^>]*value="yes"|value="yes"[^>]*name="([\w.-]+)\.is"/g
    ),
  ]
    .map((found) => found[1] ?? found[2] ?? "")
    .slice(0, WRITERS);
  if (questions.length === 0) throw new Error(`${topic} asks no yes-no question.`);
});
afterAll(async () => {
  await portal.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(): Promise<void> {
  portal = await startPortal({ ...SETTINGS, DATA_DIR: dataDir });
  client.origin = portal.origin;
}

/** Saves ever higher notes until the portal is gone. */
async function write(question: string): Promise<void> {
  for (;;) {
    const note = next;
    next += 1;
    try {
      const shown = hiddenFields((await client.get(topic)).body);
      const own = Object.fromEntries(
        Object.entries(shown).filter(([name]) => name.startsWith(`${question}.`))
      );
      const { status } = await client.post(topic, {
        ...own,
        [`${question}.is`]: "yes",
        [`${question}.note`]: String(note),
      });
      if (status !== 302) throw new Error(`Saving answered ${status}.`);
      acknowledged.set(question, note);
    } catch (error) {
      if (
        portal.process.exitCode !== null ||
        portal.process.signalCode !== null ||
        isOfNetwork(error)
      )
        return;
      throw error;
    }
  }
}

const isOfNetwork = (error: unknown): boolean =>
  error instanceof TypeError && /fetch failed|terminated/.test(error.message);

async function kill(): Promise<void> {
  const gone = new Promise((ended) => portal.process.once("exit", ended));
  portal.process.kill("SIGKILL");
  await gone;
}

async function savedAnswers() {
  const database = await joinEmbeddedDatabase(dataDir);
  if (!database) throw new Error("The database is not running.");
  const sql = postgres(database.superuserUrl.replace(/\/postgres$/, "/zijian"), {
    max: 1,
    onnotice: () => {},
  });
  try {
    return [
      ...(await sql<{ question: string; note: number; revision: number; events: number }[]>`
        select a.question_id as question, a.note::int as note, a.revision,
          (select count(*)::int from ledger_entry e where e.kind = 'self-check.answered'
            and e.payload->>'subject' = a.self_check_id::text and e.payload->'questions' ? a.question_id) as events
        from self_check_answer a`),
    ];
  } finally {
    await sql.end({ timeout: 1 });
  }
}

test(`killed ${ROUNDS} times: every acknowledged answer is there, each with its audit event`, async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const begun = next;
    const writing = Promise.all(questions.map(write));
    await new Promise((later) => setTimeout(later, 200 + Math.random() * 1_300));
    // On a slow machine nothing may have been written yet; a death then shows nothing.
    while (next < begun + questions.length + 2) await new Promise((later) => setTimeout(later, 50));
    await kill();
    await writing;
    await start();
    for (const { question, note, revision, events } of await savedAnswers()) {
      expect(note).toBeGreaterThanOrEqual(acknowledged.get(question) ?? 0);
      expect(events).toBe(revision);
    }
  }
  expect(acknowledged.size).toBe(questions.length);
  expect(next).toBeGreaterThan(ROUNDS * 3);
});
