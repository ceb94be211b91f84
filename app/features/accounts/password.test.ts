import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalisePassword, passwordProblem, type PasswordProblem } from "./password";

const problem = (password: string, hasSecondFactor = false) =>
  passwordProblem(password, { loginName: "lin.qing", words: ["林清", "青溪电镀示范有限公司"], hasSecondFactor });

describe("passwordProblem", () => {
  it.each<[string, PasswordProblem | null]>([
    ["three old boats", null],
    ["水清则鱼可数山静则鸟知归今日", "passwordShort"],
    ["水清则鱼可数山静则鸟知归今日晴", null],
    ["fourteen chars", "passwordShort"],
    ["", "passwordShort"],
    ["              ", "passwordShort"],
    ["aaaaaaaaaaaaaaa", "passwordGuessed"],
    ["ababababababababab", "passwordGuessed"],
    ["passwordpassword", "passwordGuessed"],
    ["Password-Password-1", "passwordGuessed"],
    ["p a s s w o r d password", "passwordGuessed"],
    ["correct horse battery staple", "passwordGuessed"],
    ["123456789012345", "passwordGuessed"],
    ["098765432109876", "passwordGuessed"],
    ["abcdefghijklmno", "passwordGuessed"],
    ["qwertyuiopasdfgh", "passwordGuessed"],
    ["1qaz2wsx3edc4rfv", "passwordGuessed"],
    ["zijian-zijian-zijian", "passwordGuessed"],
    ["自检自检自检自检自检自检自检自检", "passwordGuessed"],
    ["lin.qing.lin.qing", "passwordOwnName"],
    ["LinQing LinQing 2026", "passwordOwnName"],
    ["林清林清林清林清林清林清林清林清", "passwordOwnName"],
    ["青溪电镀示范有限公司青溪电镀示范有限公司", "passwordOwnName"],
    ["青溪电镀示范有限公司今年种了三百棵树", null],
    ["no composition rules here", null],
    ["ΑΒΓ ελληνικά λέξεις", null],
    ["💧🌲🐟🦢🏔🌿🍂🌧☀🌊🌾🪨🐦🌕🍃", null],
    ["rain 💧 on the old roof", null],
    ["x".repeat(129), "passwordLong"],
    [`${"seven words make a line ".repeat(5)}eight…`, null],
    [`<script>alert("1")</script>`, null],
    ["'; drop table account; --", null],
    ["tab\tand\nnewline fine", null],
  ])("%j → %s", (password, expected) => {
    expect(problem(password)).toBe(expected);
  });

  it("takes shorter ones beside a second factor", () => {
    expect(problem("grey heron", true)).toBeNull();
    expect(problem("grey heron", false)).toBe("passwordShort");
    expect(problem("grey hero", true)).toBe("passwordShort");
  });

  it("counts characters as people see them", () => {
    // A full-width letter is the same letter; a ligature counts as its letters.
    expect(normalisePassword("Ｇｒｅｙ")).toBe("Grey");
    expect(problem("ﬁ grey herons")).toBe("passwordShort");
    expect(problem("ﬁ grey herons.")).toBeNull();
  });

  it("never refuses a long line of random letters, and never throws", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(..."bdfhjlnprtvxz0248"), { minLength: 24, maxLength: 100 }), (letters) => {
        fc.pre(new Set(letters).size > 6);
        expect(problem(letters.join(""))).toBeNull();
      })
    );
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), (any) => void problem(any)));
  });
});
