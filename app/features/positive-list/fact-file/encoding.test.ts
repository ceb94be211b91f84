import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { decoded, encodingsFor } from "./encoding";
import { encodingOf, textOf } from "./text-stream.server";

const folder = mkdtempSync(join(tmpdir(), "encoding-"));
afterAll(() => rmSync(folder, { recursive: true }));

const TEXT = "统一社会信用代码,查实日期\r\n91440113MA5DEM012X,2026-03-01\r\n";
const utf16be = (text: string): Buffer => Buffer.from(text, "utf16le").swap16();
const BOM = "\uFEFF";
/** 编号 in GB 18030. */
const GB = Buffer.concat([Buffer.from("b1e0bac5", "hex"), Buffer.from(",1\r\n")]);

async function streamed(bytes: Uint8Array): Promise<string | null> {
  const path = join(folder, "file.csv");
  writeFileSync(path, bytes);
  const encoding = await encodingOf(path);
  if (!encoding) return null;
  let text = "";
  for await (const piece of textOf(path, encoding)) text += piece;
  return text;
}

describe("the encoding of a text file", () => {
  it.each([
    ["UTF-8", Buffer.from(TEXT), TEXT],
    ["UTF-8 with its mark", Buffer.from(BOM + TEXT), TEXT],
    ["UTF-16 little-endian with its mark", Buffer.from(BOM + TEXT, "utf16le"), TEXT],
    ["UTF-16 big-endian with its mark", utf16be(BOM + TEXT), TEXT],
    ["UTF-16 little-endian", Buffer.from(TEXT, "utf16le"), TEXT],
    ["UTF-16 big-endian", utf16be(TEXT), TEXT],
    ["GB 18030", GB, "编号,1\r\n"],
    // The first Chinese word comes after more than one piece of plain letters.
    ["GB 18030 far from its beginning", Buffer.concat([Buffer.alloc(600_000, "a,"), GB]), `${"a,".repeat(300_000)}编号,1\r\n`],
    ["no text", Buffer.from([0, 1, 2]), null],
    ["a picture's beginning", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), null],
    ["neither UTF-8 nor GB 18030", Buffer.from([0x61, 0xff, 0xff, 0x62]), null],
    ["half a character", Buffer.from(TEXT).subarray(0, 1), null],
    ["control characters", Buffer.from("a,\u0001\n"), null],
  ])("is told apart: %s", async (_name, bytes, text) => {
    expect(decoded(bytes)).toBe(text);
    expect(await streamed(bytes)).toBe(text);
  });

  it("never loses what was written in any of them", () => {
    const lines = fc.array(fc.tuple(fc.stringMatching(/^[\u4e00-\u9fa5a-z]{0,9}$/), fc.nat(99)), { minLength: 1 });
    fc.assert(
      fc.property(lines, (rows) => {
        const text = `编号,year\n${rows.map(([word, count]) => `${word},${count},2026-01-05`).join("\n")}`;
        for (const bytes of [Buffer.from(text), Buffer.from(text, "utf16le"), utf16be(text), Buffer.from(BOM + text, "utf16le")])
          expect(decoded(bytes)).toBe(text);
      })
    );
    expect(encodingsFor(new Uint8Array())).toEqual(["utf-8", "gb18030"]);
  });
});
