/** Whether somebody is sending a file to this process now: what nobody waits for can wait until they are done. */
import { setTimeout as sleep } from "node:timers/promises";
import { CROWD_FILES, isCalm, mayGoOn, type Traffic } from "./upload-traffic";

const LOOK_EVERY_MS = 50;
let underWay = 0;
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

const traffic = (): Traffic => ({ underWay, endedMsAgo: endedAt.map((at) => performance.now() - at) });

/** Waits until nobody is sending, but not longer than it is told to, or while a crowd is. Answers whether it is calm. */
export async function uploadsPause(atMostMs: number): Promise<boolean> {
  const begun = performance.now();
  while (!mayGoOn(traffic(), performance.now() - begun, atMostMs)) await sleep(LOOK_EVERY_MS);
  return isCalm(traffic());
}
