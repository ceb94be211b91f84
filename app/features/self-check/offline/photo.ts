/** A photo as it is kept on the device. */
import { dayAt, type Day } from "~/shared/day";
import type { Photo } from "./queue";

export const MAX_PHOTO_BYTES = 20 * 1024 * 1024;

/** Nothing of a round is older than the day on which it was read, whatever the device's clock says. */
function takenOn(readOn: Day): Day {
  const byClock = dayAt(new Date());
  return byClock < readOn ? readOn : byClock;
}

/** With its hash, by which the portal's word on it is known. Null when it is larger than the portal takes. */
export async function readPhoto(
  file: File,
  questionId: string,
  readOn: Day
): Promise<{ readonly photo: Photo; readonly bytes: ArrayBuffer } | null> {
  if (file.size > MAX_PHOTO_BYTES) return null;
  const bytes = await file.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hash = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return { photo: { questionId, hash, name: file.name, type: file.type, takenOn: takenOn(readOn) }, bytes };
}
