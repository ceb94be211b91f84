import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answerOf, cellsOf, entered, moveOf, type Caret, type InlineKind } from "./grid";

const free: Caret = { atStart: true, atEnd: true, keepsUpDown: false };
const key = (name: string, shiftKey = false) => ({ key: name, shiftKey });
const cells = (is: string, value = "") => ({ is, value, note: "" });

describe("keys", () => {
  it("move like a spreadsheet", () => {
    const at = { row: 3, column: "is" } as const;
    expect(moveOf(key("ArrowDown"), at, free)).toEqual({ row: 4, column: "is" });
    expect(moveOf(key("Enter"), at, free)).toEqual({ row: 4, column: "is" });
    expect(moveOf(key("Enter", true), at, free)).toEqual({ row: 2, column: "is" });
    expect(moveOf(key("ArrowRight"), at, free)).toEqual({ row: 3, column: "value" });
    expect(moveOf(key("ArrowLeft"), at, free)).toBeNull();
    expect(moveOf(key("F2"), at, free)).toEqual({ row: 3, column: "note" });
    expect(moveOf(key("F2"), { row: 3, column: "note" }, free)).toEqual(at);
    expect(moveOf(key("Escape"), { row: 3, column: "note" }, free)).toEqual(at);
    expect(moveOf(key("a"), at, free)).toBeNull();
  });

  it("stay in the text while the caret is inside it, and in a day field", () => {
    const note = { row: 0, column: "note" } as const;
    expect(moveOf(key("ArrowLeft"), note, { ...free, atStart: false })).toBeNull();
    expect(moveOf(key("ArrowUp"), { row: 1, column: "value" }, { ...free, keepsUpDown: true })).toBeNull();
  });

  it("enter answers, but only those the question allows", () => {
    const yesNo = ["", "yes", "no", "not-known"];
    expect([entered("y", yesNo), entered("N", yesNo), entered("?", yesNo), entered("-", yesNo)]).toEqual(["yes", "no", "not-known", null]);
    const choice = ["", "public", "private", "none", "not-applicable", "not-known"];
    expect([entered("1", choice), entered("3", choice), entered("4", choice), entered("-", choice)]).toEqual(["public", "none", null, "not-applicable"]);
    expect(entered("1", ["", "value", "not-known"])).toBeNull();
  });
});

describe("cells", () => {
  it("make an answer only when there is one", () => {
    expect(answerOf("yes-no", cells(""))).toBe("none");
    expect(answerOf("yes-no", cells("no"))).toEqual({ is: "no" });
    expect(answerOf("number", cells("value", ""))).toBe("none");
    expect(answerOf("number", cells("value", "１２,345.5"))).toEqual({ is: "number", value: 12345.5 });
    expect(answerOf("number", cells("value", "12 kg"))).toBe("number");
    expect(answerOf("number", cells("not-known", "12"))).toEqual({ is: "not-known" });
    expect(answerOf("choice", cells("public"))).toEqual({ is: "choice", value: "public" });
  });

  it("say again what they were filled with", () => {
    const answer = fc.oneof(
      fc.constantFrom({ is: "yes" as const }, { is: "no" as const }, { is: "not-known" as const }, { is: "not-applicable" as const }).map((value) => ["yes-no", value] as const),
      fc.integer().map((value) => ["number", { is: "number" as const, value }] as const),
      fc.constantFrom("a", "b").map((value) => ["choice", { is: "choice" as const, value }] as const),
      fc.constantFrom("没有", "x y").map((value) => ["text", { is: "text" as const, value }] as const)
    );
    fc.assert(fc.property(answer, fc.string(), ([kind, given], note) => {
      expect(answerOf(kind as InlineKind, cellsOf(given, note))).toEqual(given);
    }));
  });
});
