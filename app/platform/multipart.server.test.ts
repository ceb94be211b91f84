import fc from "fast-check";
import { expect, test } from "vitest";
import { isUnreadableForm, readParts } from "./multipart.server";

const BOUNDARY = "----b";
/** Pieces of what parts the parts, so that contents come close to it. */
const awkward = fc.constantFrom("\r\n", "\r", "\n", "--", "------b", "\r\n------", "x", "污泥");
const content = fc.oneof(
  fc.array(awkward, { maxLength: 12 }).map((pieces) => Buffer.from(pieces.join(""))),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes))
);
const apart = content.filter((bytes) => !bytes.includes(`\r\n--${BOUNDARY}`));

function request(body: Buffer, cuts: readonly number[]): Request {
  const ends = [...new Set(cuts.map((cut) => cut % (body.length + 1)))].toSorted((a, b) => a - b);
  const chunks = [...ends, body.length].map((end, at) => body.subarray(at === 0 ? 0 : ends[at - 1], end));
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) if (chunk.length > 0) controller.enqueue(new Uint8Array(chunk));
      controller.close();
    },
  });
  const init: RequestInit & { duplex: "half" } = {
    method: "POST",
    body: stream,
    duplex: "half",
    headers: { "Content-Type": `multipart/form-data; boundary=${BOUNDARY}` },
  };
  return new Request("http://portal/", init);
}
const bodyOf = (contents: readonly Buffer[]): Buffer =>
  Buffer.concat([
    ...contents.flatMap((bytes, index) => [
      Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="n${index}"; filename="a;=${index}.csv"\r\n\r\n`),
      bytes,
      Buffer.from("\r\n"),
    ]),
    Buffer.from(`--${BOUNDARY}--\r\n`),
  ]);

test("parts come whole, wherever the network cuts them, and also after one that nobody read", async () => {
  const inputs = [fc.array(apart, { maxLength: 4 }), fc.array(fc.nat(2000), { maxLength: 8 }), fc.nat(3)] as const;
  await fc.assert(
    fc.asyncProperty(...inputs, async (contents, cuts, unread) => {
      const found: string[] = [];
      let index = 0;
      for await (const { name, fileName, body } of readParts(request(bodyOf(contents), cuts))) {
        expect([name, fileName]).toEqual([`n${index}`, `a;=${index}.csv`]);
        const chunks: Buffer[] = [];
        for await (const chunk of body) {
          chunks.push(Buffer.from(chunk));
          if (index === unread) break;
        }
        found.push(index === unread ? "unread" : Buffer.concat(chunks).toString("hex"));
        index += 1;
      }
      expect(found).toEqual(contents.map((bytes, at) => (at === unread ? "unread" : bytes.toString("hex"))));
    })
  );
});

test("a form cut anywhere is no form", async () => {
  const whole = bodyOf([Buffer.from("名称,1\n"), Buffer.from("x")]);
  for (let end = 0; end < whole.length - 4; end += 1) {
    const read = async (): Promise<void> => {
      for await (const { body } of readParts(request(whole.subarray(0, end), []))) for await (const _chunk of body);
    };
    const thrown: unknown = await read().then(
      () => null,
      (error: unknown) => error
    );
    expect(isUnreadableForm(thrown), `cut after ${end}`).toBe(true);
  }
});

test("names are read as browsers write them", async () => {
  const form = new FormData();
  form.append("file", new File(["x"], 'say "hi"; 100%.pdf'));
  for await (const { fileName, body } of readParts(new Request("http://portal/", { method: "POST", body: form }))) {
    expect(fileName).toBe('say "hi"; 100%.pdf');
    for await (const _chunk of body);
  }
});
