/** One question of a round: large buttons, a note, photos, and what came of sending them. */
import { Link } from "@remix-run/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import { isDay } from "~/shared/day";
import { fits, type Answer } from "../answer";
import { answered, answerOf } from "../offline/queue";
import type { Question } from "../questionnaire";
import { StateTag } from "./round-list";
import { RoundConflict, RoundRefused } from "./round-outcome";
import { RoundPhotos } from "./round-photos";
import type { RoundState } from "./use-round";

const FIELD = "block min-h-14 w-full rounded-box border-2 border-strong bg-page px-3 py-2 text-text";
const ON_ROUND: readonly string[] = ["yes-no", "number", "day"];

export function RoundQuestion({ question, round }: { question: Question; round: RoundState }) {
  const { t, i18n } = useTranslation("self-check-round");
  const locale = i18n.language === "en" ? "en" : "zh-CN";
  const { data, queue } = round;
  const stored = data.stored.find(({ questionId }) => questionId === question.id);
  const item = answerOf(queue, question.id);
  const now = item ?? stored ?? null;
  const topic = data.topics.find(({ id }) => id === question.topic);
  return (
    <section id="round-question" aria-labelledby="round-question-title" className="mb-6 scroll-mt-4">
      <p className="text-small text-muted">{topic?.title}</p>
      <h2 id="round-question-title" className="mb-2 text-lead">
        {question.text[locale]}
      </h2>
      <p className="mb-4 text-muted">{question.howToCheck[locale]}</p>
      {item ? (
        <p className="mb-4" data-answer-state={item.state.is}>
          <StateTag state={item.state} />
        </p>
      ) : null}
      {item?.state.is === "conflict" ? (
        <RoundConflict question={question} item={item} theirs={item.state.theirs} round={round} />
      ) : null}
      {item?.state.is === "refused" ? <RoundRefused item={item} message={item.state.message} round={round} /> : null}
      {ON_ROUND.includes(question.kind) ? (
        <Fields
          // Fields take the other answer when it was chosen.
          key={item?.edition ?? 0}
          question={question}
          answer={now?.answer ?? null}
          note={now?.note ?? round.notes.get(question.id) ?? ""}
          onGive={(answer, note) =>
            void round
              .change((before) =>
                answered(before, { questionId: question.id, answer, note, revision: stored?.revision ?? 0 })
              )
              // The answer has it by now.
              .then(() => (round.notes.has(question.id) ? round.keepNote(question.id, "") : undefined))
          }
          onNote={(note) => void round.keepNote(question.id, note)}
        />
      ) : (
        <p className="mb-4">
          {t("onPage")} <Link to={`/self-checks/${data.id}/${question.topic}#question-${question.id}`}>{t("toPage")}</Link>
        </p>
      )}
      <RoundPhotos question={question} round={round} />
    </section>
  );
}

interface FieldsProps {
  readonly question: Question;
  readonly answer: Answer | null;
  readonly note: string;
  readonly onGive: (answer: Answer, note: string) => void;
  /** A note without an answer. */
  readonly onNote: (note: string) => void;
}

function Fields({ question, answer, note: before, onGive, onNote }: FieldsProps) {
  const { t } = useTranslation("self-check-round");
  const { t: selfCheck } = useTranslation("self-check");
  const [note, setNote] = useState(before);
  const leave = () => {
    const typed = note.trim();
    if (typed === before) return;
    if (answer) onGive(answer, typed);
    else onNote(typed);
  };
  const words = [
    ...(question.kind === "yes-no" ? (["yes", "no"] as const) : []),
    ...(question.allowsNotApplicable ? (["not-applicable"] as const) : []),
    "not-known" as const,
  ];
  return (
    <>
      {question.kind === "number" || question.kind === "day" ? (
        <ValueField question={question} answer={answer} onGive={(value) => onGive(value, note.trim())} />
      ) : null}
      <div role="group" aria-labelledby="round-question-title" className="mb-4 grid grid-cols-2 gap-3">
        {words.map((is) => (
          <Button
            key={is}
            type="button"
            kind={answer?.is === is ? "primary" : "secondary"}
            aria-pressed={answer?.is === is}
            className="min-h-14"
            onClick={() => onGive({ is }, note.trim())}
          >
            {selfCheck(`answer.${is}`)}
          </Button>
        ))}
      </div>
      <label className="mb-4 block">
        <span className="mb-1 block font-semibold">{t("note")}</span>
        <textarea
          className={FIELD}
          rows={2}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
          onBlur={leave}
        />
        <span className="text-small text-muted">{t("noteHint")}</span>
      </label>
    </>
  );
}

/** A number or a day, kept with a button of its own. */
function ValueField({ question, answer, onGive }: Pick<FieldsProps, "question" | "answer"> & { onGive: (value: Answer) => void }) {
  const { t, i18n } = useTranslation("self-check-round");
  const shown = answer?.is === "number" || answer?.is === "day" ? String(answer.value) : "";
  const [typed, setTyped] = useState(shown);
  const [wrong, setWrong] = useState(false);
  const keep = () => {
    const value = valueOf(question, typed.trim());
    setWrong(!value);
    if (value) onGive(value);
  };
  const unit = question.kind === "number" ? question.unit[i18n.language === "en" ? "en" : "zh-CN"] : "";
  return (
    <div className="mb-4">
      <label className="mb-2 block">
        <span className="mb-1 block font-semibold">{question.kind === "number" ? t("number", { unit }) : t("day")}</span>
        <input
          className={FIELD}
          type={question.kind === "day" ? "date" : "text"}
          inputMode={question.kind === "day" ? undefined : "decimal"}
          value={typed}
          aria-invalid={wrong}
          aria-describedby={wrong ? "round-wrong" : undefined}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      {wrong ? (
        <p id="round-wrong" role="alert" className="mb-2 font-semibold text-bad">
          {question.kind === "number" ? t("wrongNumber", { min: question.min, max: question.max }) : t("wrongDay")}
        </p>
      ) : null}
      <Button type="button" className="min-h-14 w-full" onClick={keep}>
        {t("keep")}
      </Button>
    </div>
  );
}

function valueOf(question: Question, typed: string): Answer | null {
  if (typed === "") return null;
  if (question.kind === "day") return isDay(typed) ? { is: "day", value: typed } : null;
  const value: Answer = { is: "number", value: Number(typed.normalize("NFKC").replace(/,(?=\d{3}\b)/g, "")) };
  return Number.isFinite(value.value) && fits(question, value) ? value : null;
}
