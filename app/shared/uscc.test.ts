import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isUscc, normaliseUscc, parseUscc, usccCheckCharacter } from "./uscc";

const VALID = [
  "914403001922038216",
  "9144030071526726XG",
  "91330100799655058B",
  "91110000802100433B",
  "911302307808371268",
  "91130200699229617X",
  "91100000100003962T",
  "91110000710925462X",
  "91110000710926094P",
  "91310000631696382C",
  "91440300192317458F",
  "91350900587527783P",
  "91370200264574251E",
  "9132070070404786XB",
  "91320509703697203A",
];

describe("parseUscc", () => {
  it.each(VALID)("accepts %s", (code) => {
    expect(parseUscc(code)).toEqual({ ok: true, code });
  });

  it.each([
    ["91520000714304796K", "0"],
    ["91340200149492322R", "M"],
    ["91110000717801111X", "1"],
  ])("names the check character that %s should have", (code, expected) => {
    expect(parseUscc(code)).toEqual({ ok: false, error: "check", expected, found: code[17] });
  });

  it.each(["I", "O", "S", "V", "Z", "*", "中"])(
    "refuses the letter %s and says where",
    (letter) => {
      expect(parseUscc(`9144${letter}3001922038216`.slice(0, 18))).toEqual({
        ok: false,
        error: "letter",
        letter,
        position: 5,
      });
    }
  );

  it.each([
    ["", 0],
    ["91440300192203821", 17],
    ["9144030019220382160", 19],
  ])("counts the characters of %j", (text, length) => {
    expect(parseUscc(text)).toEqual({ ok: false, error: "length", length });
  });

  it("reads lower case, full-width characters, spaces and hyphens", () => {
    expect(normaliseUscc(" 91330100-799655058b ")).toBe("91330100799655058B");
    expect(parseUscc("９１３３０１００ ７９９６５５０５８ｂ")).toEqual({
      ok: true,
      code: "91330100799655058B",
    });
    expect(isUscc("91330100799655058b")).toBe(false);
    expect(isUscc(null)).toBe(false);
  });

  it("notices every single wrong character", () => {
    const alphabet = [..."0123456789ABCDEFGHJKLMNPQRTUWXY"];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...alphabet), { minLength: 17, maxLength: 17 }),
        fc.nat(17),
        fc.constantFrom(...alphabet),
        (letters, at, other) => {
          const first = letters.join("");
          const code = first + usccCheckCharacter(first);
          expect(isUscc(code)).toBe(true);
          const changed = code.slice(0, at) + other + code.slice(at + 1);
          expect(isUscc(changed)).toBe(changed === code);
        }
      )
    );
  });
});
