/**
 * Sends what waits on the device: answers first, since they open questions, then photos one by one. No word from the
 * portal changes nothing but the time of the next attempt.
 */
import {
  answerSettled,
  caughtUp,
  photoSettled,
  sending,
  unsent,
  waiting,
  type AnswerItem,
  type AnswerWord,

  type PhotoItem,
  type Queue,
} from "./queue";
import type { RoundData } from "./round-data";

export type Standing = "idle" | "sending" | "offline" | "signed-out";
/** What the sender asks of the store. */
export interface Storing {
  change(step: (queue: Queue) => Queue): Promise<Queue>;
  file(id: string): Promise<ArrayBuffer | undefined>;
  keep(data: RoundData): Promise<void>;
}
interface Options {
  readonly selfCheckId: string;
  readonly store: Storing;
  readonly onQueue: (queue: Queue) => void;
  readonly onStanding: (standing: Standing) => void;
  readonly onData: (data: RoundData) => void;
}
type Word = { readonly body: unknown; readonly status: number };

const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 300_000;
const BATCH = 100;

/** What stops an attempt: to be tried again later, by itself or after signing in. */
class Stopped extends Error {
  constructor(readonly standing: "offline" | "signed-out") {
    super(standing);
  }
}

export class Sender {
  #busy: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wait = FIRST_WAIT;
  /** Asked for while it was busy. */
  #more = false;
  #stopped = false;

  constructor(private readonly options: Options) {}

  /** Sends what waits, and what was added meanwhile. */
  flush(): Promise<void> {
    if (this.#busy) this.#more = true;
    this.#busy ??= this.#attempts().finally(() => (this.#busy = null));
    return this.#busy;
  }

  /** For good: what is under way leaves no trace on the device any more. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async #attempts(): Promise<void> {
    do {
      this.#more = false;
      await this.#attempt();
    } while (this.#more);
  }

  async #attempt(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#stopped) return;
    const { onStanding } = this.options;
    try {
      await alone(this.options.selfCheckId, () => this.#send());
      this.#wait = FIRST_WAIT;
      onStanding("idle");
    } catch (error) {
      if (this.#stopped) return;
      await this.#change((queue) => unsent(queue));
      onStanding(error instanceof Stopped ? error.standing : "offline");
      if (error instanceof Stopped && error.standing === "signed-out") return;
      this.#timer = setTimeout(() => void this.flush(), this.#wait * (0.75 + Math.random() / 2));
      this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
    }
  }

  async #send(): Promise<void> {
    let sent = false;
    for (;;) {
      const items = waiting(await this.#change((queue) => queue));
      if (items.length === 0) break;
      this.options.onStanding("sending");
      const answers = items.filter((item): item is AnswerItem => item.is === "answer").slice(0, BATCH);
      const photo = items.find((item): item is PhotoItem => item.is === "photo");
      if (answers.length > 0) await this.#sendAnswers(answers);
      else if (photo) await this.#sendPhoto(photo);
      sent = true;
    }
    if (sent) await this.read();
  }

  /** The portal's own view of the round, which then stands for what it has acknowledged. Null when it shows none. */
  async read(): Promise<RoundData | null> {
    const { selfCheckId, store, onData } = this.options;
    const { body } = await ask(`/self-checks/${selfCheckId}/round.json`);
    if (!isRound(body)) return null;
    this.#goingOn();
    await store.keep(body);
    onData(body);
    await this.#change((queue) => caughtUp(queue, body.stored));
    return body;
  }

  async #sendAnswers(answers: readonly AnswerItem[]): Promise<void> {
    await this.#change((queue) => sending(queue, answers));
    const deviceTime = new Date().toISOString();
    const entries = answers.map(({ questionId, answer, note, revision }) => ({ questionId, answer, note, revision, deviceTime }));
    const said = await ask(`/self-checks/${this.options.selfCheckId}/answers`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ entries }),
    });
    const words = wordsIn(said.body);
    await this.#change((queue) =>
      answers.reduce((next, item) => {
        // An answer the portal says nothing of would be sent for ever.
        const word = words.get(item.questionId) ?? { is: "refused", message: messageIn(said.body) };
        return answerSettled(next, item, word);
      }, queue)
    );
  }

  async #sendPhoto(photo: PhotoItem): Promise<void> {
    const { store, selfCheckId } = this.options;
    const bytes = await store.file(photo.id);
    await this.#change((queue) => sending(queue, [photo]));
    if (!bytes) return void (await this.#settle(photo, { is: "refused", message: null }));
    const form = new FormData();
    form.set("effectiveFrom", await this.#dayOf(photo));
    form.set("sha256", photo.hash);
    form.set("file", new File([bytes], photo.name, { type: photo.type }));
    const { body } = await ask(`/self-checks/${selfCheckId}/evidence/${photo.questionId}/upload`, { method: "POST", body: form });
    await this.#settle(
      photo,
      isStored(body) ? { is: "stored", originalHash: body.originalHash } : { is: "refused", message: messageIn(body) }
    );
  }

  /** A device whose clock runs ahead would date the photo later than today. */
  async #dayOf({ takenOn }: PhotoItem): Promise<string> {
    const read = await this.read();
    return read && read.on < takenOn ? read.on : takenOn;
  }

  #settle(photo: PhotoItem, word: Parameters<typeof photoSettled>[2]): Promise<Queue> {
    return this.#change((queue) => photoSettled(queue, photo, word));
  }

  /** @throws {Stopped} once it was stopped */
  #goingOn(): void {
    if (this.#stopped) throw new Stopped("offline");
  }

  async #change(step: (queue: Queue) => Queue): Promise<Queue> {
    this.#goingOn();
    const queue = await this.options.store.change(step);
    this.options.onQueue(queue);
    return queue;
  }
}

/** One page at a time sends a round, where browsers can see to it; elsewhere sending twice changes nothing. */
async function alone(selfCheckId: string, work: () => Promise<void>): Promise<void> {
  if ("locks" in navigator) await navigator.locks.request(`zijian-round-${selfCheckId}`, work);
  else await work();
}

/** @throws {Stopped} without a word of the portal's own, or when it asks to sign in or to wait */
async function ask(path: string, init?: RequestInit): Promise<Word> {
  const response = await fetch(path, init).catch(() => null);
  if (!response) throw new Stopped("offline");
  const { status } = response;
  if (status === 401) throw new Stopped("signed-out");
  if (status >= 500 || status === 408 || status === 429) throw new Stopped("offline");
  const body: unknown = await response.json().catch(() => null);
  // What stands between may answer in the portal's place, with a page to sign in to the network.
  if (response.ok && body === null) throw new Stopped("offline");
  return { body, status };
}

const isObject = (body: unknown): body is object => typeof body === "object" && body !== null;
const isRound = (body: unknown): body is RoundData => isObject(body) && "questionnaires" in body && "stored" in body;
const isStored = (body: unknown): body is { originalHash: string } =>
  isObject(body) && "originalHash" in body && typeof body.originalHash === "string";
const messageIn = (body: unknown): string | null =>
  isObject(body) && "message" in body && typeof body.message === "string" ? body.message : null;

function wordsIn(body: unknown): Map<string, AnswerWord> {
  const results = isObject(body) && "results" in body && Array.isArray(body.results) ? body.results : [];
  return new Map((results as (AnswerWord & { questionId: string })[]).map((each) => [each.questionId, each]));
}
