/** Whether somebody is sending a file to this process now: what nobody waits for can wait until they are done. */
import { setTimeout as sleep } from "node:timers/promises";

/** Between the files of a crowd there is less, and a picture once begun takes a quarter of a second from it. */
const CALM_MS = 2_000;
/** So many files within the time of a calm are a crowd: it needs the machine for itself. */
const CROWD_FILES = 10;
/** Longer than this nothing waits, whatever the crowd: a crowd that never ends must not hold it up for ever. */
const CROWD_MS = 30_000;
const LOOK_EVERY_MS = 50;
let underWay = 0;
/** When the last files came to their end, oldest first; no more than make a crowd. */
const endedAt: number[] = [];

/** Counts as an upload from the first byte to the answer. */
export async function asUpload<T>(work: () => Promise<T>): Promise<T> {
  underWay += 1;
  try {
    return await work();
  } finally {
    underWay -= 1;
    endedAt.push(performance.now());
    if (endedAt.length > CROWD_FILES) endedAt.shift();
  }
}

const sinceMs = (at: number | undefined): number => (at === undefined ? Infinity : performance.now() - at);
const isCalm = (): boolean => underWay === 0 && sinceMs(endedAt.at(-1)) >= CALM_MS;
const isCrowd = (): boolean => endedAt.length === CROWD_FILES && sinceMs(endedAt[0]) < CALM_MS;

/** Waits until nobody is sending, but not longer than it is told to, or while a crowd is. Answers whether it is calm. */
export async function uploadsPause(atMostMs: number): Promise<boolean> {
  const begun = performance.now();
  const isUp = () => sinceMs(begun) >= (isCrowd() ? Math.max(atMostMs, CROWD_MS) : atMostMs);
  while (!isCalm() && !isUp()) await sleep(LOOK_EVERY_MS);
  return isCalm();
}
