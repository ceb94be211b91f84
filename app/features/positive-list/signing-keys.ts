/**
 * Which key signs answers, which public keys are shown, and what a rotation changes.
 *
 * A new key is published before it signs, for longer than anyone keeps the key set; the old one stays published until the
 * last answer it signed has run out. Pure: instants are arguments.
 */
const HOUR_MS = 3_600_000;

/** An answer says how things stood at one instant; after this it must be asked for again. */
export const ANSWER_HOURS = 24;
/** The key set may be kept for an hour. */
export const JWKS_MAX_AGE_SECONDS = 3600;
const LEAD_HOURS = 2;
/** For clocks that differ. */
const GRACE_HOURS = 1;

export interface KeyEpoch {
  readonly epoch: number;
  readonly publishedAt: Date;
  readonly signsFrom: Date;
  /** Null for the newest. */
  readonly endsAt: Date | null;
}

const later = (at: Date, hours: number): Date => new Date(at.getTime() + hours * HOUR_MS);

/** When an answer of `at` has run out. */
export const answerEnds = (at: Date): Date => later(at, ANSWER_HOURS);

/** Shown to whoever checks an answer at `at`. */
export const publishedAt = (keys: readonly KeyEpoch[], at: Date): readonly KeyEpoch[] =>
  keys.filter((key) => key.publishedAt <= at && (key.endsAt === null || key.endsAt > at));

/** @throws {Error} when no key may sign, which the rotations below never leave behind */
export function signingAt(keys: readonly KeyEpoch[], at: Date): KeyEpoch {
  const able = publishedAt(keys, at).filter(({ signsFrom }) => signsFrom <= at);
  const newest = able.toSorted((a, b) => b.signsFrom.getTime() - a.signsFrom.getTime() || b.epoch - a.epoch)[0];
  if (!newest) throw new Error("No key may sign.");
  return newest;
}

export interface Rotation {
  /** Keys that end, with the instant. */
  readonly ended: readonly { readonly epoch: number; readonly endsAt: Date }[];
  readonly next: KeyEpoch;
}

/** An orderly change; null while the one before has not taken effect. */
export function rotation(keys: readonly KeyEpoch[], at: Date): Rotation | null {
  if (keys.some(({ signsFrom }) => signsFrom > at)) return null;
  const signsFrom = later(at, LEAD_HOURS);
  const endsAt = later(signsFrom, ANSWER_HOURS + GRACE_HOURS);
  return {
    ended: keys.filter((key) => key.endsAt === null).map(({ epoch }) => ({ epoch, endsAt })),
    next: { epoch: nextEpoch(keys), publishedAt: at, signsFrom, endsAt: null },
  };
}

/** A key is known to others: every key ends at once and a new one signs at once. What they signed proves nothing more. */
export function replacement(keys: readonly KeyEpoch[], at: Date): Rotation {
  return {
    ended: keys
      .filter((key) => key.endsAt === null || key.endsAt > at)
      .map(({ epoch }) => ({ epoch, endsAt: at })),
    next: { epoch: nextEpoch(keys), publishedAt: at, signsFrom: at, endsAt: null },
  };
}

const nextEpoch = (keys: readonly KeyEpoch[]): number => Math.max(-1, ...keys.map(({ epoch }) => epoch)) + 1;
