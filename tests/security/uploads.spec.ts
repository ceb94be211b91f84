import { randomUUID } from "node:crypto";
import { deflateRawSync } from "node:zlib";
import { client } from "./client";
import { expect, test } from "./portal";

const MIB = 1024 * 1024;
const QUESTION = "core-eia-acceptance";
const EICAR_LIKE = "MZ\u0090\u0000this program cannot be run";

/** A ZIP of one entry that unpacks to far more than it weighs, dressed as a spreadsheet. */
function bomb(): Buffer {
  const data = deflateRawSync(Buffer.alloc(60 * MIB), { level: 9 });
  const name = Buffer.from("xl/workbook.xml");
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(20, 4);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(data.length, 18);
  local.writeUInt32LE(60 * MIB, 22);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(20, 6);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(data.length, 20);
  central.writeUInt32LE(60 * MIB, 24);
  central.writeUInt16LE(name.length, 28);
  const start = local.length + name.length + data.length;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length + name.length, 12);
  end.writeUInt32LE(start, 16);
  return Buffer.concat([local, name, data, central, name, end]);
}

const FILES: readonly [what: string, name: string, bytes: () => string | Buffer, status: number][] = [
  ["a page", "evidence.html", () => "<script>alert(1)</script>", 422],
  ["a drawing with a script", "evidence.svg", () => "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", 422],
  ["a program named as a picture", "evidence.jpg", () => EICAR_LIKE, 422],
  ["a page named as a PDF", "evidence.pdf", () => "<html></html>", 422],
  ["a picture named as a PDF", "evidence.pdf", () => Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64"), 422],
  ["a broken picture", "evidence.png", () => Buffer.from("89504e470d0a1a0a0000000d49484452deadbeef", "hex"), 422],
  ["an empty file", "evidence.pdf", () => "", 422],
  ["a file without an ending", "evidence", () => "x", 422],
  ["a name that climbs", "../../../etc/passwd", () => "x", 422],
  ["a bomb named as a spreadsheet", "evidence.xlsx", bomb, 422],
  ["21 MiB", "evidence.csv", () => "x".repeat(21 * MIB), 422],
  ["more than a request may hold", "evidence.csv", () => Buffer.alloc(101 * MIB, 32), 413],
];

test("evidence is refused by what it is, in words, and nothing of it is kept", async ({ portal }) => {
  const person = client(portal.origin);
  await person.signIn("qingxi-manager");
  const list = await person.get("/self-checks");
  const siteId = /name="siteId" value="([^"]+)"/.exec(list.body)?.[1] ?? "";
  const started = await person.post("/self-checks", { siteId, idempotencyKey: randomUUID() });
  const here = `${started.location.split("?")[0]}/evidence/${QUESTION}`;
  expect(here).toMatch(/^\/self-checks\/[0-9a-f-]{36}\//);
  for (const [what, name, bytes, status] of FILES) {
    const form = new FormData();
    form.append("effectiveFrom", "2026-11-20");
    form.append("file", new Blob([new Uint8Array(Buffer.from(bytes()))]), name);
    const answer = await person.post(here, form).catch(() => null);
    // The connection of a request that is too large may end before its body was read.
    if (answer === null) expect(status, what).toBe(413);
    else expect(answer.status, what).toBe(status);
    if (answer?.status === 422) expect(answer.body, what).toMatch(/role="alert"/);
  }
  expect((await person.get(here)).body).not.toMatch(/href="\/evidence\//);
  const good = new FormData();
  good.append("effectiveFrom", "2026-11-20");
  good.append("file", new Blob(["名称,数量\n"]), `../"证据\r\nX: y".csv`);
  expect((await person.post(here, good)).status).toBe(302);
  const link = /href="(\/evidence\/[0-9a-f-]{36}[^"]*)"/.exec((await person.get(here)).body)?.[1] ?? "";
  const { status, headers } = await person.get(link);
  expect(status).toBe(200);
  expect(headers.get("content-disposition")).toMatch(/^attachment; /);
  expect(headers.get("content-disposition")).not.toContain("/");
  expect(headers.get("x")).toBeNull();
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("cache-control")).toMatch(/no-store/);
});
