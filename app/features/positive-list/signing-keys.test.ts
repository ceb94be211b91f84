import fc from "fast-check";
import { expect, it } from "vitest";
import { answerEnds, JWKS_MAX_AGE_SECONDS, publishedAt, replacement, rotation, signingAt, type KeyEpoch } from "./signing-keys";

const START = Date.UTC(2026, 10, 23);
const FIRST: KeyEpoch = { epoch: 0, publishedAt: new Date(START), signsFrom: new Date(START), endsAt: null };
const HOUR = 3_600_000;

/** The keys as they stand after changes at these instants, orderly but for those named. */
function after(changes: readonly { readonly at: Date; readonly known: boolean }[]): readonly KeyEpoch[] {
  let keys: readonly KeyEpoch[] = [FIRST];
  for (const { at, known } of changes) {
    const change = known ? replacement(keys, at) : rotation(keys, at);
    if (!change) continue;
    const ends = new Map(change.ended.map(({ epoch, endsAt }) => [epoch, endsAt]));
    keys = [...keys.map((key) => ({ ...key, endsAt: ends.get(key.epoch) ?? key.endsAt })), change.next];
  }
  return keys;
}

const changes = (known: fc.Arbitrary<boolean>) =>
  fc
    .array(fc.record({ hours: fc.integer({ min: 0, max: 60 }), known }), { maxLength: 6 })
    .map((steps) => {
      let at = START;
      return steps.map((step) => ({ at: new Date((at += step.hours * HOUR)), known: step.known }));
    });
const instants = fc.integer({ min: 0, max: 400 * 60 }).map((minutes) => new Date(START + minutes * 60_000));

it("there is always one key that signs, and it is published", () => {
  fc.assert(
    fc.property(changes(fc.boolean()), instants, (steps, at) => {
      const keys = after(steps.filter((step) => step.at <= at));
      expect(publishedAt(keys, at)).toContain(signingAt(keys, at));
    })
  );
});

it("after orderly changes every answer verifies until it has run out, also with a key set as old as it may be", () => {
  fc.assert(
    fc.property(changes(fc.constant(false)), instants, fc.nat(24 * 60), (steps, at, minutesLater) => {
      const keys = after(steps);
      const { epoch } = signingAt(keys, at);
      const checked = new Date(at.getTime() + minutesLater * 60_000);
      expect(checked <= answerEnds(at)).toBe(true);
      expect(publishedAt(keys, checked).map((key) => key.epoch)).toContain(epoch);
      const kept = new Date(at.getTime() - JWKS_MAX_AGE_SECONDS * 1000);
      if (kept.getTime() >= START) expect(publishedAt(keys, kept).map((key) => key.epoch)).toContain(epoch);
    })
  );
});

it("two orderly changes do not overlap", () => {
  const once = after([{ at: new Date(START + HOUR), known: false }]);
  expect(rotation(once, new Date(START + 2 * HOUR))).toBeNull();
  expect(rotation(once, new Date(START + 3 * HOUR))).not.toBeNull();
});

it("a key that others know is gone at once", () => {
  const at = new Date(START + HOUR);
  const keys = after([{ at, known: true }]);
  expect(publishedAt(keys, at).map(({ epoch }) => epoch)).toEqual([1]);
  expect(signingAt(keys, at).epoch).toBe(1);
});
