import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { readReference, referenceText } from "./fact-references";

const words = fc.stringMatching(/^[0-9a-f]{32}$/);
const uuid = fc.uuid();

it("reads back what it writes, whatever number a source uses", () => {
  fc.assert(
    fc.property(fc.option(fc.string()), words, fc.option(uuid), (number, hash, replaces) => {
      expect(readReference(referenceText({ number, words: hash }, replaces))).toEqual({ number, words: hash });
    })
  );
});

it("takes texts of other writers for words", () => {
  for (const text of ["visit-12", randomUUID(), "a#b"])
    expect(readReference(text)).toEqual({ number: null, words: text });
});
