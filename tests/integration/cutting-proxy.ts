/**
 * Stands between the pool and PostgreSQL and cuts the connection at a chosen statement, as a killed process, a lost
 * network or a full disk would. Counts what the client asks to be carried out: an Execute or a simple query is one
 * statement, BEGIN and COMMIT among them.
 */
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";

export interface Cut {
  /** The first statement is 1. */
  readonly at: number;
  /** "before": the statement never arrives. "after": it is carried out and its answer never arrives. */
  readonly when: "before" | "after";
}

const EXECUTE = "E".charCodeAt(0);
const QUERY = "Q".charCodeAt(0);
const READY = "Z".charCodeAt(0);

export class CuttingProxy {
  /** Statements since the last `arm`. */
  statements = 0;
  private cut: Cut | null = null;

  private constructor(
    private readonly server: Server,
    readonly port: number
  ) {}

  static async before(host: string, port: number): Promise<CuttingProxy> {
    let proxy: CuttingProxy | undefined = undefined;
    const server = createServer((client) => proxy?.join(client, connect(port, host)));
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    return (proxy = new CuttingProxy(server, (server.address() as AddressInfo).port));
  }

  arm(cut: Cut | null): void {
    this.statements = 0;
    this.cut = cut;
  }

  close(): Promise<void> {
    return new Promise((closed) => this.server.close(() => closed()));
  }

  private join(client: Socket, backend: Socket): void {
    let answerIsCut = false;
    const end = (): void => {
      client.destroy();
      backend.destroy();
    };
    for (const socket of [client, backend]) socket.on("error", end).on("close", end).setNoDelay(true);
    const asked = new Messages(false, (message, kind) => {
      if (kind === EXECUTE || kind === QUERY) {
        this.statements += 1;
        if (this.cut?.at === this.statements) {
          const { when } = this.cut;
          this.cut = null;
          if (when === "before") return end();
          answerIsCut = true;
        }
      }
      if (!backend.destroyed) backend.write(message);
    });
    const answered = new Messages(true, (message, kind) => {
      if (!answerIsCut) return void client.write(message);
      if (kind === READY) end();
    });
    client.on("data", (chunk: Buffer) => asked.take(chunk));
    backend.on("data", (chunk: Buffer) => answered.take(chunk));
  }
}

/** Parts a stream into the protocol's messages: one byte of kind, four of length. The client's first has no kind. */
class Messages {
  private rest: Buffer = Buffer.alloc(0);
  constructor(
    private hasKind: boolean,
    private readonly give: (message: Buffer, kind: number) => void
  ) {}

  take(chunk: Buffer): void {
    this.rest = Buffer.concat([this.rest, chunk]);
    for (;;) {
      const head = this.hasKind ? 1 : 0;
      if (this.rest.length < head + 4) return;
      const length = head + this.rest.readInt32BE(head);
      if (this.rest.length < length) return;
      const message = this.rest.subarray(0, length);
      this.rest = this.rest.subarray(length);
      const kind = this.hasKind ? (message[0] ?? 0) : 0;
      this.hasKind = true;
      this.give(message, kind);
    }
  }
}
