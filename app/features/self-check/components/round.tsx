/** A round on a phone: one question at a time, kept on the device first, sent when there is a connection. */
import { Link } from "@remix-run/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import { Notice } from "~/shared/ui/status";
import { totals } from "../offline/queue";
import { roundQuestions, type RoundData } from "../offline/round-data";
import { RoundList } from "./round-list";
import { RoundPrepare } from "./round-prepare";
import { RoundQuestion } from "./round-question";
import { RoundRemove } from "./round-remove";
import { useRound, type RoundState } from "./use-round";

export function Round({ loaded }: { loaded: RoundData }) {
  const { t } = useTranslation("self-check-round");
  const round = useRound(loaded);
  const [openId, setOpen] = useState<string | null>(null);
  if (round.is === "opening") return null;
  if (round.is === "closed") return <Notice tone="bad" announce title={t("closed")} />;
  if (round.is === "removed") return <Notice tone="good" announce title={t("remove.done")} />;
  const questions = roundQuestions(round.data, round.queue);
  const at = Math.max(0, questions.findIndex(({ id }) => id === openId));
  const question = questions[at];
  const go = (to: number) => setOpen(questions[to]?.id ?? null);
  return (
    <div className="max-w-measure">
      <RoundPrepare accountId={loaded.accountId} selfCheckId={loaded.id} />
      <Standing round={round} />
      {question ? (
        <>
          <p className="mb-1 text-muted">{t("place", { at: at + 1, total: questions.length })}</p>
          <RoundQuestion key={question.id} question={question} round={round} />
          <div className="mb-8 flex gap-3">
            <Button type="button" kind="secondary" className="min-h-14 grow" disabled={at === 0} onClick={() => go(at - 1)}>
              {t("previous")}
            </Button>
            <Button type="button" className="min-h-14 grow" disabled={at === questions.length - 1} onClick={() => go(at + 1)}>
              {t("next")}
            </Button>
          </div>
        </>
      ) : null}
      <RoundList questions={questions} round={round} openId={question?.id ?? null} onOpen={setOpen} />
      <RoundRemove round={round} />
    </div>
  );
}

/** How much is where, in one line that is read out when it changes. */
function Standing({ round: { queue, standing, full, send } }: { round: RoundState }) {
  const { t } = useTranslation("self-check-round");
  const { "saved-here": here, sending, sent, conflict, refused } = totals(queue);
  return (
    <div className="mb-6 rounded-box bg-surface p-4">
      <p role="status" aria-live="polite" className="font-semibold">
        {t("totals", { here: here + sending, sent, conflict, refused })}
        {standing === "idle" ? null : ` ${t(`standing.${standing}`)}`}
      </p>
      {standing === "signed-out" ? (
        <p className="mt-2">
          <Link to="/sign-in" reloadDocument>
            {t("signIn")}
          </Link>
        </p>
      ) : null}
      {full ? <p className="mt-2 font-semibold text-bad">{t("full")}</p> : null}
      {here > 0 && standing !== "sending" ? (
        <Button type="button" kind="secondary" className="mt-3" onClick={send}>
          {t("send")}
        </Button>
      ) : null}
    </div>
  );
}
