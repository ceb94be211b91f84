/** How busy the sending of files is, and how long other work gives way to it. */

/** Between the files of a crowd there is less, and a picture once begun takes a quarter of a second from it. */
export const CALM_MS = 2_000;
/** So many files within the time of a calm are a crowd: it needs the machine for itself. */
export const CROWD_FILES = 10;
/** Longer than this nothing waits, whatever the crowd: a crowd that never ends must not hold it up for ever. */
export const CROWD_MS = 30_000;

export interface Traffic {
  /** Files on their way. */
  readonly underWay: number;
  /** How long ago the last files came to their end, oldest first; no more than `CROWD_FILES`. */
  readonly endedMsAgo: readonly number[];
}

export const isCalm = ({ underWay, endedMsAgo }: Traffic): boolean => underWay === 0 && (endedMsAgo.at(-1) ?? Infinity) >= CALM_MS;

const isCrowd = ({ endedMsAgo }: Traffic): boolean => endedMsAgo.length >= CROWD_FILES && (endedMsAgo[0] ?? Infinity) < CALM_MS;

/** Whether work that has waited so long goes on: when it is calm, after the time it was told to wait, behind a crowd after a longer one. */
export const mayGoOn = (traffic: Traffic, waitedMs: number, atMostMs: number): boolean =>
  isCalm(traffic) || waitedMs >= (isCrowd(traffic) ? Math.max(atMostMs, CROWD_MS) : atMostMs);
