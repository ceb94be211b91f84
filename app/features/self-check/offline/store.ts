/**
 * The queue on the device, in IndexedDB: one for each account and run, so that people who share a phone never send each
 * other's. Every change is one transaction over what is stored, so two open pages cannot undo each other.
 */
import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { Item, Queue } from "./queue";
import type { RoundData } from "./round-data";

type Key = [account: string, run: string, id: string];
interface Rounds extends DBSchema {
  items: { key: Key; value: Item };
  files: { key: Key; value: ArrayBuffer };
  /** The round, and beside it, by question, notes that have no answer yet. */
  data: { key: Key; value: RoundData | Draft };
}
interface Draft {
  readonly draft: string;
}
export interface NewFile {
  readonly id: string;
  readonly bytes: ArrayBuffer;
}

export class RoundStore {
  private constructor(
    private readonly database: IDBPDatabase<Rounds>,
    private readonly account: string,
    private readonly run: string
  ) {}

  static async open(account: string, run: string): Promise<RoundStore> {
    const database = await openDB<Rounds>("zijian-rounds", 1, {
      upgrade: (made) => {
        for (const name of ["items", "files", "data"] as const) made.createObjectStore(name);
      },
    });
    return new RoundStore(database, account, run);
  }

  #key = (id: string): Key => [this.account, this.run, id];
  #mine = () => IDBKeyRange.bound(this.#key(""), this.#key("\uffff"));

  /** Kept once the promise is fulfilled, and not before. A file goes in with its piece, or neither does. */
  async change(step: (queue: Queue) => Queue, file?: NewFile): Promise<Queue> {
    const transaction = this.database.transaction(["items", "files"], "readwrite", { durability: "strict" });
    const items = transaction.objectStore("items");
    const files = transaction.objectStore("files");
    const stored = await items.getAll(this.#mine());
    const before: Queue = new Map(stored.map((item) => [item.id, item]));
    const after = step(before);
    const work: Promise<unknown>[] = [];
    if (file && needsFile(after.get(file.id))) work.push(files.put(file.bytes, this.#key(file.id)));
    for (const item of after.values())
      if (before.get(item.id) !== item) work.push(items.put(item, this.#key(item.id)));
    for (const id of before.keys()) {
      if (!after.has(id)) work.push(items.delete(this.#key(id)));
      if (!needsFile(after.get(id))) work.push(files.delete(this.#key(id)));
    }
    await Promise.all([...work, transaction.done]);
    return after;
  }

  file(id: string): Promise<ArrayBuffer | undefined> {
    return this.database.get("files", this.#key(id));
  }

  async data(): Promise<RoundData | undefined> {
    const kept = await this.database.get("data", this.#key(""));
    return kept && "questionnaires" in kept ? kept : undefined;
  }

  /** Notes typed before an answer was given, by question. */
  async notes(): Promise<ReadonlyMap<string, string>> {
    const data = this.database.transaction("data").store;
    const [keys, values] = await Promise.all([data.getAllKeys(this.#mine()), data.getAll(this.#mine())]);
    return new Map(
      values.flatMap((value, at) => ("draft" in value ? [[keys[at]?.[2] ?? "", value.draft] as const] : []))
    );
  }

  async keepNote(questionId: string, draft: string): Promise<void> {
    if (draft === "") await this.database.delete("data", this.#key(questionId));
    else await this.database.put("data", { draft }, this.#key(questionId));
  }

  /** Takes all of this account's round off the device, whatever was sent of it. */
  async clear(): Promise<void> {
    const transaction = this.database.transaction(["items", "files", "data"], "readwrite", { durability: "strict" });
    const stores = ["items", "files", "data"] as const;
    await Promise.all([...stores.map((name) => transaction.objectStore(name).delete(this.#mine())), transaction.done]);
  }

  async keep(data: RoundData): Promise<void> {
    await this.database.put("data", data, this.#key(""));
  }

  close(): void {
    this.database.close();
  }
}

const needsFile = (item: Item | undefined): boolean => item?.is === "photo" && item.state.is !== "sent";
