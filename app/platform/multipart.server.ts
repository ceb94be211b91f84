/**
 * Reads a form with files part by part as it arrives, so that a file is never held whole. Takes what browsers send:
 * names in UTF-8 with quotes as %22. Anything else is an `UnreadableForm`.
 */
const MAX_HEAD_BYTES = 16 * 1024;
const CRLF = Buffer.from("\r\n");
const HEAD_END = Buffer.from("\r\n\r\n");

/** The body is not the form that its head announces. */
export class UnreadableForm extends Error {
  override name = "UnreadableForm";
}

/** Of this module, or of the platform's own `formData()`, which tells it in words alone. */
export const isUnreadableForm = (error: unknown): boolean =>
  error instanceof UnreadableForm ||
  (error instanceof TypeError && /\bFormData\b/.test(error.message));

export interface Part {
  readonly name: string;
  /** Null for a field without a file. */
  readonly fileName: string | null;
  /** To be read to its end before the next part. */
  readonly body: AsyncIterable<Buffer>;
}

/** @throws {UnreadableForm} also in the middle, when the rest does not come */
export async function* readParts(request: Request): AsyncGenerator<Part> {
  const boundary = boundaryOf(request.headers.get("Content-Type") ?? "");
  if (!boundary || !request.body) throw new UnreadableForm("It has no boundary or no body.");
  const input = new Input(request.body);
  const line = Buffer.from(`\r\n--${boundary}`);
  for await (const _preamble of input.until(line));
  while ((await input.take(2)).equals(CRLF)) {
    const { name, fileName } = headOf(await input.head());
    let read = false;
    const body = (async function* () {
      yield* input.until(line);
      read = true;
    })();
    yield { name, fileName, body };
    // What the reader left is passed over.
    if (!read) for await (const _rest of input.until(line));
  }
}

function boundaryOf(contentType: string): string | null {
  const found = /^multipart\/form-data\s*;.*?\bboundary=(?:"([^"]{1,70})"|([^\s;]{1,70}))/i.exec(
    contentType
  );
  return found?.[1] ?? found?.[2] ?? null;
}

function headOf(lines: string): Pick<Part, "name" | "fileName"> {
  const disposition = /^content-disposition:\s*form-data\s*;(.*)$/im.exec(lines)?.[1] ?? "";
  const name = parameter(disposition, "name");
  if (name === null) throw new UnreadableForm("A part has no name.");
  return { name, fileName: parameter(disposition, "filename") };
}

function parameter(disposition: string, name: string): string | null {
  const found = new RegExp(`(?:^|;)\\s*${name}=(?:"([^"]*)"|([^\\s;"]*))`, "i").exec(disposition);
  const value = found?.[1] ?? found?.[2];
  return value?.replace(/%(22|0D|0A)/gi, (mark) => decodeURIComponent(mark)) ?? null;
}

/** The bytes that came and were not used yet. */
class Input {
  private readonly source: ReadableStreamDefaultReader<Uint8Array>;
  // The first boundary has no line before it.
  private held: Buffer = CRLF;

  constructor(body: ReadableStream<Uint8Array>) {
    this.source = body.getReader();
  }

  private async more(): Promise<void> {
    const next = await this.source.read();
    if (next.done) throw new UnreadableForm("It ends too early.");
    const chunk = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength);
    this.held = this.held.length === 0 ? chunk : Buffer.concat([this.held, chunk]);
  }

  private cut(length: number): Buffer {
    const taken = this.held.subarray(0, length);
    this.held = this.held.subarray(length);
    return taken;
  }

  async take(length: number): Promise<Buffer> {
    while (this.held.length < length) await this.more();
    return this.cut(length);
  }

  /** The lines up to an empty one. */
  async head(): Promise<string> {
    for (;;) {
      const end = this.held.indexOf(HEAD_END);
      if (end >= 0) return this.cut(end + HEAD_END.length).toString("utf8");
      if (this.held.length > MAX_HEAD_BYTES) throw new UnreadableForm("A part's head is too long.");
      await this.more();
    }
  }

  /** Gives what comes before `mark` and passes over the mark. */
  async *until(mark: Buffer): AsyncGenerator<Buffer> {
    for (;;) {
      const at = this.held.indexOf(mark);
      if (at >= 0) {
        if (at > 0) yield this.cut(at);
        this.cut(mark.length);
        return;
      }
      // The mark may begin in what is held and end in what comes.
      const sure = this.held.length - mark.length + 1;
      if (sure > 0) yield this.cut(sure);
      const rest = this.cut(this.held.length);
      await this.more();
      const begin = this.held.subarray(0, mark.length - 1);
      // Only where it does are the two put together: to copy all that comes would cost more than to read it.
      if (begin.length < mark.length - 1 || Buffer.concat([rest, begin]).includes(mark))
        this.held = Buffer.concat([rest, this.held]);
      else if (rest.length > 0) yield rest;
    }
  }
}
