/** Photos of one question: taken, kept on the device, and let go once the portal has given back their hash. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { photosOf } from "../offline/queue";
import { readPhoto } from "../offline/photo";
import type { Question } from "../questionnaire";
import { StateTag } from "./round-list";
import { RoundRefused } from "./round-outcome";
import type { RoundState } from "./use-round";

export function RoundPhotos({ question, round }: { question: Question; round: RoundState }) {
  const { t } = useTranslation("self-check-round");
  const [tooLarge, setTooLarge] = useState<string | null>(null);
  const add = async (files: readonly File[]) => {
    setTooLarge(null);
    for (const file of files) {
      const read = await readPhoto(file, question.id, round.data.on);
      if (read) await round.addPhoto(read.photo, read.bytes);
      else setTooLarge(file.name);
    }
  };
  return (
    <div className="mb-4">
      <label className="mb-2 block">
        <span className="mb-1 block font-semibold">{t("photos")}</span>
        <input
          type="file"
          accept="image/*"
          capture="environment"
          multiple
          className="block min-h-14 w-full rounded-box border-2 border-strong bg-page p-3 text-text"
          onChange={(event) => {
            const field = event.currentTarget;
            void add([...(field.files ?? [])]).then(() => (field.value = ""));
          }}
        />
      </label>
      {tooLarge ? (
        <p role="alert" className="mb-2 font-semibold text-bad">
          {t("photoTooLarge", { name: tooLarge })}
        </p>
      ) : null}
      <ul>
        {photosOf(round.queue, question.id).map((photo) => (
          <li key={photo.id} data-photo={photo.hash} data-photo-state={photo.state.is} className="mb-2">
            <span className="mr-2 break-all">{photo.name}</span>
            <StateTag state={photo.state} />
            {photo.state.is === "refused" ? (
              <RoundRefused item={photo} message={photo.state.message} round={round} />
            ) : null}
          </li>
        ))}
      </ul>
    </div>
  );
}
