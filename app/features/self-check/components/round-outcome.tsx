/** What the portal did not take: two answers to choose from, or a refusal with what to do. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { formatInstant } from "~/shared/format";
import { Button } from "~/shared/ui/button";
import { Notice } from "~/shared/ui/status";
import { again, chosen, discarded, type AnswerItem, type Item } from "../offline/queue";
import type { Question } from "../questionnaire";
import type { Theirs } from "../row-saver";
import { useAnswerText } from "./use-answer-text";
import type { RoundState } from "./use-round";

interface ConflictProps {
  readonly question: Question;
  readonly item: AnswerItem;
  readonly theirs: Theirs;
  readonly round: RoundState;
}

export function RoundConflict({ question, item, theirs, round }: ConflictProps) {
  const { t, i18n } = useTranslation("self-check-work");
  const answerText = useAnswerText();
  const at = formatInstant(theirs.at, i18n.language === "en" ? "en" : "zh-CN");
  const choose = (choice: "mine" | "theirs") => void round.change((queue) => chosen(queue, item.questionId, choice));
  return (
    <Notice tone="attention" title={t("conflict.title")}>
      <dl className="my-3 grid gap-3 sm:grid-cols-2">
        <Side label={t("conflict.theirs", { name: theirs.by, at })} answer={theirs.answerText} note={theirs.note} />
        <Side label={t("conflict.mine")} answer={answerText(question, item.answer)} note={item.note} />
      </dl>
      <div className="flex flex-wrap gap-3">
        <Button type="button" kind="secondary" className="min-h-14" onClick={() => choose("mine")}>
          {t("conflict.keepMine")}
        </Button>
        <Button type="button" kind="secondary" className="min-h-14" onClick={() => choose("theirs")}>
          {t("conflict.takeTheirs")}
        </Button>
      </div>
    </Notice>
  );
}

function Side({ label, answer, note }: { label: string; answer: string; note: string }) {
  const { t } = useTranslation("self-check-work");
  return (
    <div>
      <dt className="text-small">{label}</dt>
      <dd className="font-semibold">{answer}</dd>
      {note ? <dd className="text-small whitespace-pre-line">{t("conflict.note", { note })}</dd> : null}
    </div>
  );
}

/** Stays on the device until it is taken after all, or until its author has said twice that it may go. */
export function RoundRefused({ item, message, round }: { item: Item; message: string | null; round: RoundState }) {
  const { t } = useTranslation("self-check-round");
  const [asked, setAsked] = useState(false);
  return (
    <Notice tone="bad" title={t("refused.title")}>
      <p className="mb-3">{message ?? t("refused.noMessage")}</p>
      {asked ? <p className="mb-3 font-semibold">{t("refused.sure")}</p> : null}
      <div className="flex flex-wrap gap-3">
        <Button type="button" kind="secondary" onClick={() => void round.change((queue) => again(queue, item.id))}>
          {t("refused.again")}
        </Button>
        <Button
          type="button"
          kind="warning"
          onClick={() => (asked ? void round.change((queue) => discarded(queue, item.id)) : setAsked(true))}
        >
          {t(asked ? "refused.discardNow" : "refused.discard")}
        </Button>
      </div>
    </Notice>
  );
}
