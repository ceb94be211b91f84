import { afterEach, expect, it, vi } from "vitest";
import { answered, answerOf, EMPTY, photographed, photosOf, type Queue } from "./queue";
import { Sender, type Standing } from "./sender";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const HASH = "a".repeat(64);
const ROUND = { on: "2026-11-20", questionnaires: [], stored: [] };
const full = photographed(
  answered(EMPTY, { questionId: "q", answer: { is: "yes" }, note: "", revision: 0 }),
  { questionId: "q", hash: HASH, name: "p.jpg", type: "image/jpeg", takenOn: "2026-11-23" }
);
type Reply = (path: string, init?: RequestInit) => Response;
const said = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });

/** A portal that takes everything, but for what a test makes of it. */
function senderWith(reply: Reply) {
  let queue: Queue = full;
  vi.stubGlobal("navigator", {});
  const standings: Standing[] = [];
  const asked: [string, RequestInit | undefined][] = [];
  vi.stubGlobal("fetch", async (path: string, init?: RequestInit) => {
    asked.push([path, init]);
    return reply(path, init);
  });
  const sender = new Sender({
    selfCheckId: "run",
    store: {
      change: async (step) => (queue = step(queue)),
      file: async () => new ArrayBuffer(3),
      keep: async () => {},
    },
    onQueue: () => {},
    onStanding: (standing) => standings.push(standing),
    onData: () => {},
  });
  return { sender, standings, asked, now: () => queue };
}
const taking: Reply = (path) => {
  if (path.endsWith("/answers")) return said({ results: [{ questionId: "q", is: "saved", revision: 1 }] });
  return path.endsWith("/upload") ? said({ is: "stored", originalHash: HASH }) : said(ROUND);
};

it("sends answers before photos, dates no photo later than the portal's day", async () => {
  const { sender, standings, asked, now } = senderWith(taking);
  await sender.flush();
  expect(answerOf(now(), "q")).toMatchObject({ state: { is: "sent" }, revision: 1 });
  expect(photosOf(now(), "q")).toMatchObject([{ state: { is: "sent" } }]);
  const posts = asked.filter(([, init]) => init?.method === "POST");
  expect(posts.map(([path]) => path)).toEqual(["/self-checks/run/answers", "/self-checks/run/evidence/q/upload"]);
  const form = posts[1]![1]!.body as FormData;
  expect([form.get("effectiveFrom"), form.get("sha256")]).toEqual(["2026-11-20", HASH]);
  expect(standings.at(-1)).toBe("idle");
});

it("keeps everything when it is signed out, and waits to be asked again", async () => {
  vi.useFakeTimers();
  const { sender, standings, asked, now } = senderWith(() => said({ message: "sign in" }, 401));
  await sender.flush();
  expect([...now().values()].map(({ state }) => state.is)).toEqual(["saved-here", "saved-here"]);
  expect(standings.at(-1)).toBe("signed-out");
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(asked).toHaveLength(1);
});

it.each([
  ["no connection", () => Promise.reject(new TypeError("failed")) as unknown as Response],
  ["a fault of the portal", () => said({}, 503)],
  ["a page of what stands between", () => new Response("<html>", { status: 200 })],
  ["a request to wait", () => said({ message: "later" }, 429)],
])("tries again by itself after %s", async (_name, fail: () => Response) => {
  vi.useFakeTimers();
  let down = true;
  const { sender, standings, now } = senderWith((path, init) => (down ? fail() : taking(path, init)));
  await sender.flush();
  expect([...now().values()].map(({ state }) => state.is)).toEqual(["saved-here", "saved-here"]);
  expect(standings.at(-1)).toBe("offline");
  down = false;
  await vi.advanceTimersByTimeAsync(10_000);
  expect([...now().values()].map(({ state }) => state.is)).toEqual(["sent", "sent"]);
});

it("lets no photo go for another hash", async () => {
  const { sender, now } = senderWith((path, init) =>
    path.endsWith("/upload") ? said({ is: "stored", originalHash: "b".repeat(64) }) : taking(path, init)
  );
  await sender.flush();
  expect(photosOf(now(), "q")).toMatchObject([{ state: { is: "refused", message: null } }]);
});

it("keeps what the portal refuses, with its message", async () => {
  const { sender, now } = senderWith((path) =>
    path.endsWith(".json") ? said({ message: "not there" }, 404) : said({ message: "completed" }, 409)
  );
  await sender.flush();
  expect([...now().values()].map(({ state }) => state)).toEqual([
    { is: "refused", message: "completed" },
    { is: "refused", message: "completed" },
  ]);
});

it("stopped for good, leaves no trace of what was under way", async () => {
  vi.useFakeTimers();
  const { sender, standings, asked, now } = senderWith((path, init) => {
    sender.stop();
    return taking(path, init);
  });
  const before = now();
  await sender.flush();
  expect([...now().values()].map(({ state }) => state.is)).toEqual(["sending", "saved-here"]);
  expect(now().size).toBe(before.size);
  await vi.advanceTimersByTimeAsync(3_600_000);
  await sender.flush();
  expect(asked).toHaveLength(1);
  expect(standings).toEqual(["sending"]);
});
