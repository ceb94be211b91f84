/** A round on the device: its queue, what the portal said last, and the way between them. */
import { useEffect, useMemo, useState } from "react";
import { EMPTY, photographed, photoId, unsent, type Photo, type Queue } from "../offline/queue";
import { unprepare } from "../offline/prepare";
import { newer, type RoundData } from "../offline/round-data";
import { Sender, type Standing } from "../offline/sender";
import { RoundStore } from "../offline/store";

export interface RoundState {
  readonly data: RoundData;
  readonly queue: Queue;
  readonly standing: Standing;
  /** Nothing can be kept before it is open, when the device keeps nothing, or after it was taken off the device. */
  readonly is: "opening" | "open" | "closed" | "removed";
  /** Notes that wait for their answer, by question. */
  readonly notes: ReadonlyMap<string, string>;
  /** The last change did not fit on the device. */
  readonly full: boolean;
  readonly change: (step: (queue: Queue) => Queue) => Promise<void>;
  readonly addPhoto: (photo: Photo, bytes: ArrayBuffer) => Promise<void>;
  readonly keepNote: (questionId: string, note: string) => Promise<void>;
  readonly send: () => void;
  /** Takes the round and the prepared page off this device. */
  readonly remove: () => Promise<void>;
}
interface Parts {
  readonly store: RoundStore;
  readonly sender: Sender;
}

export function useRound(loaded: RoundData): RoundState {
  const [data, setData] = useState(loaded);
  const [queue, setQueue] = useState(EMPTY);
  const [standing, setStanding] = useState<Standing>("idle");
  const [parts, setParts] = useState<Parts | null>(null);
  const [ended, setEnded] = useState<"closed" | "removed" | null>(null);
  const [notes, setNotes] = useState<ReadonlyMap<string, string>>(new Map());
  const [full, setFull] = useState(false);
  const { accountId, id } = loaded;
  useEffect(() => {
    let over = false;
    const told = { onQueue: setQueue, onStanding: setStanding, onData: setData };
    const opened = openRound(accountId, id, told).then(async (made) => {
      if (over) return made;
      const kept = (await made.store.data()) ?? null;
      setData((now) => newer(now, kept));
      setQueue(await made.store.change((before) => unsent(before)));
      setNotes(await made.store.notes());
      setParts(made);
      void made.sender.flush();
      return made;
    });
    opened.catch(() => setEnded("closed"));
    return () => {
      over = true;
      setParts(null);
      void opened.then(close, () => {});
    };
  }, [accountId, id]);
  useComingBack(parts);
  const ways = useMemo(() => waysOf(parts, { setQueue, setNotes, setFull }), [parts]);
  const remove = async () => {
    parts?.sender.stop();
    await parts?.store.clear();
    await unprepare(accountId, id);
    setEnded("removed");
  };
  const is = ended ?? (parts ? "open" : "opening");
  return { data, queue, notes, standing, is, full, ...ways, remove };
}

type Told = Pick<ConstructorParameters<typeof Sender>[0], "onQueue" | "onStanding" | "onData">;

async function openRound(account: string, selfCheckId: string, told: Told): Promise<Parts> {
  const store = await RoundStore.open(account, selfCheckId);
  return { store, sender: new Sender({ selfCheckId, store, ...told }) };
}

function close({ store, sender }: Parts): void {
  sender.stop();
  store.close();
}

/** Sends when the connection or the reader comes back. */
function useComingBack(parts: Parts | null): void {
  useEffect(() => {
    const send = () => {
      if (document.visibilityState === "visible") void parts?.sender.flush();
    };
    window.addEventListener("online", send);
    document.addEventListener("visibilitychange", send);
    return () => {
      window.removeEventListener("online", send);
      document.removeEventListener("visibilitychange", send);
    };
  }, [parts]);
}

interface Shown {
  readonly setQueue: (queue: Queue) => void;
  readonly setNotes: (notes: ReadonlyMap<string, string>) => void;
  readonly setFull: (full: boolean) => void;
}

function waysOf(
  parts: Parts | null,
  { setQueue, setNotes, setFull }: Shown
): Pick<RoundState, "change" | "addPhoto" | "keepNote" | "send"> {
  const kept = async (change: (store: RoundStore) => Promise<Queue>) => {
    if (!parts) return;
    try {
      setQueue(await change(parts.store));
      setFull(false);
      void parts.sender.flush();
    } catch {
      setFull(true);
    }
  };
  return {
    change: (step) => kept((store) => store.change(step)),
    addPhoto: (photo, bytes) => {
      const id = photoId(photo.questionId, photo.hash);
      return kept((store) => store.change((queue) => photographed(queue, photo), { id, bytes }));
    },
    keepNote: async (questionId, note) => {
      if (!parts) return;
      try {
        await parts.store.keepNote(questionId, note);
        setNotes(await parts.store.notes());
        setFull(false);
      } catch {
        setFull(true);
      }
    },
    send: () => void parts?.sender.flush(),
  };
}
