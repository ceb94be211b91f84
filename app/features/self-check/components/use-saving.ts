/** The rows' saver in a component, and its way to the portal. */
import { useEffect, useReducer, useState } from "react";
import { RowSaver, type Outcome, type RowSaverOptions, type SentRow } from "../row-saver";

type Options = Pick<RowSaverOptions, "rowOf" | "initialOf" | "onSettled"> & {
  readonly selfCheckId: string;
  /** What the portal said of the rows: another value when it was asked again. */
  readonly said: unknown;
};

export function useSaving({ selfCheckId, said, ...given }: Options): RowSaver {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const options: RowSaverOptions = {
    ...given,
    send: (rows) => post(selfCheckId, rows),
    onChange: redraw,
  };
  const [saver] = useState(() => new RowSaver(options));
  useEffect(() => saver.use(options));
  // What the portal said anew was drawn with what it had said before.
  useEffect(() => redraw(), [said]);
  useEffect(() => {
    const flush = () => saver.flush();
    window.addEventListener("online", flush);
    return () => window.removeEventListener("online", flush);
  }, [saver]);
  return saver;
}

async function post(selfCheckId: string, rows: readonly SentRow[]): Promise<Outcome> {
  const deviceTime = new Date().toISOString();
  const answer = await ask(selfCheckId, { entries: rows.map((row) => ({ ...row, deviceTime })) });
  return isOutcome(answer) ? answer : { offline: true };
}

async function ask(selfCheckId: string, body: object): Promise<unknown> {
  const headers = { "Content-Type": "application/json" };
  const address = `/self-checks/${selfCheckId}/answers`;
  const sent = { method: "POST", headers, body: JSON.stringify(body) };
  const response = await fetch(address, sent).catch(() => null);
  // The portal's own answers are JSON; anything else comes from what stands between, and passes.
  return response?.json().catch(() => null);
}

/** Says of an earlier answer that it is still so. What came of it: "done", the portal's message, or null without a word. */
export async function sayStillSo(selfCheckId: string, questionId: string): Promise<"done" | { readonly message: string } | null> {
  const answer = await ask(selfCheckId, { entries: [], stillSo: [questionId] });
  if (!isOutcome(answer) || "offline" in answer) return null;
  return "message" in answer ? { message: answer.message } : "done";
}

const isOutcome = (answer: unknown): answer is Outcome =>
  typeof answer === "object" && answer !== null && ("results" in answer || "message" in answer);
