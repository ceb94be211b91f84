/** The rows' saver in a component, and its way to the portal. */
import { useEffect, useReducer, useState } from "react";
import { RowSaver, type Outcome, type RowSaverOptions, type SentRow } from "../row-saver";

type Options = Pick<RowSaverOptions, "rowOf" | "initialOf" | "onSettled"> & {
  readonly selfCheckId: string;
};

export function useSaving({ selfCheckId, ...given }: Options): RowSaver {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const options: RowSaverOptions = {
    ...given,
    send: (rows) => post(selfCheckId, rows),
    onChange: redraw,
  };
  const [saver] = useState(() => new RowSaver(options));
  useEffect(() => saver.use(options));
  useEffect(() => {
    const flush = () => saver.flush();
    window.addEventListener("online", flush);
    return () => window.removeEventListener("online", flush);
  }, [saver]);
  return saver;
}

async function post(selfCheckId: string, rows: readonly SentRow[]): Promise<Outcome> {
  const deviceTime = new Date().toISOString();
  const body = JSON.stringify({ entries: rows.map((row) => ({ ...row, deviceTime })) });
  const headers = { "Content-Type": "application/json" };
  const address = `/self-checks/${selfCheckId}/answers`;
  const response = await fetch(address, { method: "POST", headers, body }).catch(() => null);
  // The portal's own answers are JSON; anything else comes from what stands between, and passes.
  const answer: unknown = await response?.json().catch(() => null);
  return isOutcome(answer) ? answer : { offline: true };
}

const isOutcome = (answer: unknown): answer is Outcome =>
  typeof answer === "object" && answer !== null && ("results" in answer || "message" in answer);
