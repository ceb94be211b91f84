import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { withTx } from "~/platform/db.server";
import { defineJob, enqueue, schedule, scheduledQueues, startJobs, stopJobs } from "~/platform/jobs.server";
import { listOutbox, queueMail, registerMailJob } from "~/platform/mail.server";
import { migrateDatabase } from "~/platform/migrate.server";
import { forgive, limit } from "~/platform/rate-limit.server";
import { system } from "~/shared/actor";
import { freshDatabase, type FreshDatabase } from "./database";

const dataDir = mkdtempSync(join(tmpdir(), "zijian-platform-"));
const SYSTEM = system("test");
let database: FreshDatabase;
const done: string[] = [];
let failures = 2;

beforeAll(async () => {
  vi.stubEnv("DATA_DIR", dataDir);
  vi.stubEnv("LOG_LEVEL", "silent");
  database = await freshDatabase({ poolSize: 20 });
  registerMailJob();
  defineJob("note", z.object({ text: z.string() }), async ({ text }) => void done.push(text));
  defineJob("fail", z.object({}), async () => {
    failures -= 1;
    throw new Error("not yet");
  });
  defineJob("comes-round", z.object({}), async () => void done.push("came round"));
  schedule("comes-round", { minute: new Date().getMinutes() });
  await migrateDatabase(database.url, scheduledQueues());
  await startJobs();
});
afterAll(async () => {
  await stopJobs();
  await database.close();
  rmSync(dataDir, { recursive: true, force: true });
});

test("of 200 tries at once exactly as many pass as are allowed", async () => {
  const key = `test:${randomUUID()}`;
  const outcomes = await Promise.all(
    Array.from({ length: 200 }, () => limit(key, { points: 10, seconds: 60 }))
  );
  expect(outcomes.filter((outcome) => outcome === "ok")).toHaveLength(10);
  const [refused] = outcomes.filter((outcome) => outcome !== "ok");
  expect(refused).toMatchObject({
    retryAfterSeconds: expect.toSatisfy((wait: number) => wait > 50 && wait <= 60),
  });
});

test("a window ends, points can be given back, and the table names nobody", async () => {
  const key = `test:zhang.wei@example.invalid`;
  expect(await limit(key, { points: 1, seconds: 1 })).toBe("ok");
  expect(await limit(key, { points: 1, seconds: 1 })).toEqual({ retryAfterSeconds: 1 });
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  expect(await limit(key, { points: 1, seconds: 60 })).toBe("ok");
  await forgive(key);
  expect(await limit(key, { points: 1, seconds: 60 })).toBe("ok");
  const rows = await database.superuser`select key from rate_limit`;
  expect(JSON.stringify(rows)).not.toContain("zhang");
});

test("a job exists exactly when its transaction does", async () => {
  await withTx(SYSTEM, (tx) => enqueue(tx, "note", { text: "kept" }));
  await withTx(SYSTEM, async (tx) => {
    await enqueue(tx, "note", { text: "rolled back" });
    throw new Error("stop");
  }).catch(() => {});
  await vi.waitFor(() => expect(done).toContain("kept"), { timeout: 5_000 });
  expect(done).not.toContain("rolled back");
});

test("a job that fails is tried again later and holds up no other", async () => {
  await withTx(SYSTEM, async (tx) => {
    await enqueue(tx, "fail", {});
    await enqueue(tx, "note", { text: "after the failing one" });
  });
  await vi.waitFor(() => expect(done).toContain("after the failing one"), { timeout: 5_000 });
  await vi.waitFor(
    async () => {
      const [job] = await database.superuser`select state, output from pgboss.job where data->>'job' = 'fail'`;
      expect(job).toMatchObject({ state: "retry", output: { code: "Error" } });
    },
    { timeout: 5_000 }
  );
  expect(failures).toBe(1);
});

test("work of the timetable runs once for its minute, also when the portal starts again in it", async () => {
  await vi.waitFor(() => expect(done).toContain("came round"), { timeout: 10_000 });
  await stopJobs();
  await startJobs();
  await withTx(SYSTEM, (tx) => enqueue(tx, "note", { text: "after the second start" }));
  await vi.waitFor(() => expect(done).toContain("after the second start"), { timeout: 5_000 });
  const runs = await database.superuser`select id from pgboss.job where name = 'every.comes-round'`;
  expect(runs).toHaveLength(1);
});

test("a mail is queued with its transaction and laid into the outbox with its attachment", async () => {
  await withTx(SYSTEM, (tx) =>
    queueMail(tx, {
      to: "li@example.invalid",
      subject: "预约已确认",
      text: "请于上午到场。",
      ics: "BEGIN:VCALENDAR",
    })
  );
  await vi.waitFor(async () => expect(await listOutbox()).toHaveLength(1), { timeout: 5_000 });
  const [mail] = await listOutbox();
  expect(mail).toMatchObject({
    to: "li@example.invalid",
    subject: "预约已确认",
    attachments: [{ name: "invitation.ics", text: "BEGIN:VCALENDAR" }],
  });
  expect(readFileSync(join(dataDir, "outbox", `${mail!.id}.json`), "utf8")).toContain("预约已确认");
});

test("a portal whose database lacks a queue of the timetable says so instead of losing its runs", async () => {
  await stopJobs();
  schedule("not-migrated", { minute: 0 });
  await expect(startJobs()).rejects.toThrow("every.not-migrated: the database is not migrated");
});
