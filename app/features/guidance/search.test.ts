import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildIndex, excerpt, search, tokens } from "./search";

const index = buildIndex([
  { id: "/a", kind: "guide", title: "危险废物贮存", text: "危险废物标签和台账的要求。" },
  { id: "/b", kind: "provision", title: "排污许可证延续", text: "有效期届满前申请延续。" },
  { id: "/c", kind: "guide", title: "Renewing a discharge permit", text: "Apply before the permits expire." },
]);
const ids = (query: string) => search(index, query).map((hit) => hit.id);

describe("search", () => {
  it.each([
    ["finds two characters inside a longer word", "废物", ["/a"]],
    ["finds a phrase", "许可证延续", ["/b"]],
    ["finds one character", "标", ["/a"]],
    ["finds another form of an English word", "permit renewal", []],
    ["finds a plural by its singular", "permit", ["/c"]],
    ["ignores case", "DISCHARGE", ["/c"]],
    ["folds full-width letters", "ｐｅｒｍｉｔ", ["/c"]],
    ["finds nothing for signs", "？！", []],
  ])("%s", (_case, query, expected) => {
    expect(ids(query)).toEqual(expected);
  });

  it("never throws, whatever is typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (query) => {
        expect(search(index, query).length).toBeLessThanOrEqual(3);
        expect(excerpt("text 文本", query, "en")).toContain("文本");
      })
    );
  });

  it("cuts Han into pairs and leaves words whole", () => {
    expect(tokens("COD超标了")).toEqual(["cod", "超标", "标了"]);
  });
});
