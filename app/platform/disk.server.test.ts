import { expect, test } from "vitest";
import { flushFolder } from "./disk.server";

/** A disk that says when a flush begins and lets the test end it. */
function disk() {
  const begun: { path: string; end: (failed?: Error) => void }[] = [];
  const flush = (path: string) =>
    new Promise<void>((done, fail) => void begun.push({ path, end: (failed) => (failed ? fail(failed) : done()) }));
  return { begun, flush };
}
const turn = () => new Promise((next) => setImmediate(next));

test("those who come while one flush runs share the next, which begins after they came", async () => {
  const { begun, flush } = disk();
  const done: string[] = [];
  const ask = (name: string) => flushFolder("/shared", flush).then(() => done.push(name));
  const all = [ask("first"), ask("second"), ask("third")];
  await turn();
  expect(begun).toHaveLength(1);
  begun[0]?.end();
  await turn();
  expect(done).toEqual(["first"]);
  expect(begun).toHaveLength(2);
  all.push(ask("fourth"));
  begun[1]?.end();
  await turn();
  expect(done).toEqual(["first", "second", "third"]);
  begun[2]?.end();
  await Promise.all(all);
  expect(begun).toHaveLength(3);
});

test("a flush that fails is told to those it was for, and to nobody else", async () => {
  const { begun, flush } = disk();
  const first = flushFolder("/failing", flush);
  const second = flushFolder("/failing", flush);
  begun[0]?.end(new Error("no space"));
  await expect(first).rejects.toThrow("no space");
  await turn();
  begun[1]?.end();
  await expect(second).resolves.toBeUndefined();
});

test("folders do not wait for each other, and an idle one begins at once", async () => {
  const { begun, flush } = disk();
  const here = flushFolder("/here", flush);
  const there = flushFolder("/there", flush);
  expect(begun.map(({ path }) => path)).toEqual(["/here", "/there"]);
  for (const { end } of begun) end();
  await Promise.all([here, there]);
  const again = flushFolder("/here", flush);
  expect(begun).toHaveLength(3);
  begun[2]?.end();
  await again;
});
