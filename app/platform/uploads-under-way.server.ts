/** Whether somebody is sending a file to this process now: what nobody waits for can wait until they are done. */
import { setTimeout as sleep } from "node:timers/promises";

/** Between the files of a crowd there is less, and a picture once begun takes a quarter of a second from it. */
const CALM_MS = 2_000;
const LOOK_EVERY_MS = 50;
let underWay = 0;
let lastEndedAt = -Infinity;

/** Counts as an upload from the first byte to the answer. */
export async function asUpload<T>(work: () => Promise<T>): Promise<T> {
  underWay += 1;
  try {
    return await work();
  } finally {
    underWay -= 1;
    lastEndedAt = performance.now();
  }
}

const isCalm = (): boolean => underWay === 0 && performance.now() - lastEndedAt >= CALM_MS;

/** Waits until nobody is sending, but not longer than it is told to. Answers whether it is calm. */
export async function uploadsPause(atMostMs: number): Promise<boolean> {
  const until = performance.now() + atMostMs;
  while (!isCalm() && performance.now() < until) await sleep(LOOK_EVERY_MS);
  return isCalm();
}
