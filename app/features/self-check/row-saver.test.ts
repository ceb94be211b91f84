import { expect, it, vi } from "vitest";
import type { Answer } from "./answer";
import { cellsOf } from "./grid";
import { RowSaver, type Outcome, type SentRow } from "./row-saver";

const YES: Answer = { is: "yes" };
const cells = (is: string, note = "") => ({ is, value: "", note });

function saverWith(send: (rows: readonly SentRow[]) => Promise<Outcome>) {
  const said: string[] = [];
  const saver = new RowSaver({
    rowOf: (id) => ({ id, kind: "yes-no", opens: false }),
    initialOf: () => ({ cells: cells(""), revision: 0, stored: cells(""), state: { is: "idle" } }),
    send,
    onSettled: ({ id }, { state }) => said.push(`${id} ${state.is}`),
    onChange: () => {},
  });
  return { saver, said };
}
const savedAll = (rows: readonly SentRow[]): Outcome => ({
  results: rows.map(({ questionId, revision }) => ({ questionId, is: "saved", revision: revision + 1 })),
});
const settle = () => new Promise((done) => setTimeout(done));

it("sends what waits together, one request at a time", async () => {
  const sent: string[][] = [];
  const { saver } = saverWith(async (rows) => {
    sent.push(rows.map(({ questionId }) => questionId));
    return savedAll(rows);
  });
  for (const id of ["a", "b", "c"]) saver.change(id, cells("yes"), true);
  await settle();
  expect(sent).toEqual([["a"], ["b", "c"]]);
  expect(saver.draftOf("c")).toMatchObject({ revision: 1, state: { is: "saved" } });
});

it("sends again what was typed while the first was on its way, on the new revision", async () => {
  const sent: SentRow[] = [];
  const { saver } = saverWith(async (rows) => {
    sent.push(...rows);
    if (sent.length === 1) saver.change("a", cells("no"), false);
    return savedAll(rows);
  });
  saver.change("a", cells("yes"), true);
  await settle();
  expect(sent.map(({ answer, revision }) => [answer.is, revision])).toEqual([["yes", 0], ["no", 1]]);
});

it("keeps what could not be sent and sends it later", async () => {
  const send = vi.fn<(rows: readonly SentRow[]) => Promise<Outcome>>().mockResolvedValueOnce({ offline: true }).mockImplementation(async (rows) => savedAll(rows));
  const { saver, said } = saverWith(send);
  saver.change("a", cells("yes", "照片在手机里"), true);
  await settle();
  expect(saver.draftOf("a")).toMatchObject({ cells: { is: "yes", note: "照片在手机里" }, state: { is: "offline" } });
  saver.flush();
  await settle();
  expect(said).toEqual(["a offline", "a saved"]);
});

it("a conflict waits for a choice; mine rests on theirs, theirs is taken over", async () => {
  const theirs = { answer: YES, answerText: "Yes", note: "n", revision: 4, by: "Zhou", at: "2026-11-20T01:00:00Z" };
  const sent: SentRow[] = [];
  const { saver } = saverWith(async (rows) => {
    sent.push(...rows);
    return rows[0]!.revision === 4 ? savedAll(rows) : { results: rows.map(({ questionId }) => ({ questionId, is: "conflict", theirs })) };
  });
  saver.change("a", cells("no"), true);
  saver.change("b", cells("no"), true);
  await settle();
  saver.leave("a");
  await settle();
  expect(sent).toHaveLength(2);
  saver.choose("a", "mine");
  saver.choose("b", "theirs");
  await settle();
  expect(saver.draftOf("a")).toMatchObject({ cells: cells("no"), revision: 5, state: { is: "saved" } });
  expect(saver.draftOf("b")).toMatchObject({ cells: cellsOf(YES, "n"), revision: 4 });
  expect(sent).toHaveLength(3);
});

it("a note without an answer is not sent, and says why", async () => {
  const send = vi.fn<(rows: readonly SentRow[]) => Promise<Outcome>>(async (rows) => savedAll(rows));
  const { saver } = saverWith(send);
  saver.change("a", cells("", "look again"), true);
  await settle();
  expect(send).not.toHaveBeenCalled();
  expect(saver.draftOf("a").state.is).toBe("needs-answer");
});

it("forgets a row only when nothing typed into it would go with it", async () => {
  const { saver } = saverWith(async (rows) => savedAll(rows));
  saver.change("a", cells("", "typed"), false);
  expect(saver.isUntouched("a")).toBe(false);
  saver.forget("a");
  expect(saver.draftOf("a").cells).toEqual(cells("", "typed"));
  saver.change("b", cells("yes"), true);
  saver.forget("b");
  expect(saver.draftOf("b").cells).toEqual(cells("yes"));
  await settle();
  expect(saver.isUntouched("b")).toBe(true);
  saver.forget("b");
  // What the page was drawn with, since it is asked again.
  expect(saver.draftOf("b")).toMatchObject({ cells: cells(""), revision: 0 });
  expect(saver.isUntouched("c")).toBe(true);
});
