import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import ExcelJS from "exceljs";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { readdirSync } from "node:fs";
import { admit, downloadHeaders, openStored } from "./files.server";
import { incomingFolder, receiveFile } from "./incoming.server";
import { makePicture } from "./pictures.server";

const dataDir = mkdtempSync(join(tmpdir(), "zijian-files-"));
beforeAll(() => vi.stubEnv("DATA_DIR", dataDir));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const LIMIT = 5 * 1024 * 1024;
const store = async (name: string, bytes: Uint8Array | string) =>
  admit(
    await receiveFile(
      new File([typeof bytes === "string" ? bytes : new Uint8Array(bytes)], name),
      LIMIT
    )
  );
const picture = (width = 20, height = 10) =>
  sharp({ create: { width, height, channels: 3, background: "#123456" } });

const bytesOf = async (hash: string): Promise<Buffer> =>
  Buffer.from(await new Response(await openStored(hash)).arrayBuffer());

async function sheet(): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  book.addWorksheet("处罚").addRow(["统一社会信用代码", "91440101MA5XXXXXXX"]);
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** A one-entry ZIP whose directory says what we like. */
function zip(name: string, content: Buffer, claim = content.length, count = 1): Buffer {
  const data = deflateRawSync(content);
  const local = Buffer.alloc(30 + name.length);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(data.length, 18);
  local.writeUInt32LE(claim, 22);
  local.writeUInt16LE(name.length, 26);
  local.write(name, 30);
  const entry = Buffer.alloc(46 + name.length);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(data.length, 20);
  entry.writeUInt32LE(claim, 24);
  entry.writeUInt16LE(name.length, 28);
  entry.write(name, 46);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(entry.length, 12);
  end.writeUInt32LE(local.length + data.length, 16);
  return Buffer.concat([local, data, entry, end]);
}

test("a photograph is stored without where and when it was taken, and comes back", async () => {
  const taken = await picture()
    .withExif({ IFD0: { Copyright: "Zhang Wei" }, IFD3: { GPSLatitude: "23/1 7/1 0/1" } })
    .jpeg()
    .toBuffer();
  expect(taken.includes("Zhang Wei")).toBe(true);
  const outcome = await store("现场.JPG", taken);
  if ("refused" in outcome) throw new Error(outcome.refused);
  expect(outcome.mediaType).toBe("image/jpeg");
  expect(await openStored(outcome.originalHash)).toBeNull();
  const made = await makePicture(outcome.waitingAs!, outcome.mediaType);
  expect(made!.hash).not.toBe(outcome.originalHash);
  const bytes = await bytesOf(made!.hash);
  expect(bytes.length).toBe(made!.sizeBytes);
  expect((await sharp(await bytesOf(made!.previewHash)).metadata()).exif).toBeUndefined();
  expect(bytes.includes("Zhang Wei")).toBe(false);
  expect((await sharp(bytes).metadata()).exif).toBeUndefined();
});

const GBK = Buffer.from([0xc3, 0xfb, 0xb3, 0xc6, 0x2c, 0x31, 0x0a]);
test.each<[string, () => Promise<Uint8Array> | Uint8Array | string]>([
  ["permit.pdf", () => "%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF"],
  ["plan.png", () => picture().png().toBuffer()],
  ["facts.xlsx", () => sheet()],
  ["facts.csv", () => "名称,数量\n甲厂,3\n"],
  ["facts-from-excel.csv", () => GBK],
])("%s is taken", async (name, make) => {
  expect(await store(name, await make())).toHaveProperty("originalHash");
});

test.each<[string, string, () => Promise<Uint8Array | string> | Uint8Array | string, string]>([
  ["nothing", "a.pdf", () => "", "empty"],
  ["too much", "a.pdf", () => new Uint8Array(LIMIT + 1), "too-large"],
  ["a type that is not taken", "a.html", () => "<script>", "type"],
  ["a macro sheet", "a.xlsm", () => sheet(), "type"],
  ["no extension", "pdf", () => "%PDF-1.7", "type"],
  ["a page called a PDF", "a.pdf", () => "<html><script>alert(1)</script>", "unreadable"],
  ["a picture called a PDF", "a.pdf", () => picture().png().toBuffer(), "mismatch"],
  ["a PNG called a JPEG", "a.jpg", () => picture().png().toBuffer(), "mismatch"],
  [
    "a program called a table",
    "a.csv",
    () => new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2]),
    "mismatch",
  ],
  [
    "a cut picture",
    "a.png",
    async () => (await picture(200, 200).png().toBuffer()).subarray(0, 60),
    "unreadable",
  ],
  ["a picture of too many points", "a.png", () => picture(10_000, 6_000).png().toBuffer(), "bomb"],
  [
    "an archive called a sheet",
    "a.xlsx",
    () => zip("readme.txt", Buffer.from("hello")),
    "mismatch",
  ],
  [
    "a sheet that unpacks a thousandfold",
    "a.xlsx",
    () => zip("xl/workbook.xml", Buffer.alloc(4_000_000)),
    "bomb",
  ],
  [
    "a sheet that hides its size",
    "a.xlsx",
    () => zip("xl/workbook.xml", Buffer.alloc(4_000_000), 100),
    "bomb",
  ],
  [
    "a sheet of too many parts",
    "a.xlsx",
    () => zip("xl/workbook.xml", Buffer.from("x"), 1, 5_000),
    "bomb",
  ],
  ["a cut sheet", "a.xlsx", async () => (await sheet()).subarray(0, 900), "unreadable"],
])("%s is refused", async (_what, name, make, refused) => {
  expect(await store(name, await make())).toEqual({ refused });
  expect(readdirSync(incomingFolder())).toEqual([]);
});

test("only a whole hash opens a file", async () => {
  for (const hash of ["", "../../etc/passwd", "0".repeat(64), "A".repeat(64)])
    expect(await openStored(hash)).toBeNull();
});

test("a download is saved under its name and can do nothing in a page", () => {
  const headers = downloadHeaders('整改 "照片" (1).jpg', "image/jpeg");
  expect(headers.get("Content-Disposition")).toBe(
    "attachment; filename=\"__ ____ (1).jpg\"; filename*=UTF-8''%E6%95%B4%E6%94%B9%20%22%E7%85%A7%E7%89%87%22%20%281%29.jpg"
  );
  expect(headers.get("Content-Security-Policy")).toBe("default-src 'none'; sandbox");
  expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
});
