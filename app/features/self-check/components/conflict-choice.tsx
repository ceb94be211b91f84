/** Two answers to one question, with who gave them and when, and a button for each. Works without JavaScript. */
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import { Notice } from "~/shared/ui/status";

export interface ConflictView {
  readonly by: string;
  readonly at: string;
  readonly answer: string;
  readonly note: string;
  readonly revision: number;
  readonly mine: string;
  readonly mineNote: string;
}
interface Props {
  readonly id: string;
  readonly text: string;
  /** Of the question's fields in the form. */
  readonly name: string;
  readonly conflict: ConflictView;
}

export function ConflictChoice({ id, text, name, conflict }: Props) {
  const { t } = useTranslation("self-check-work");
  return (
    <Notice tone="attention" title={t("conflict.title")}>
      <p className="mb-3">{t("conflict.text", { name: conflict.by, at: conflict.at })}</p>
      <dl className="mb-3 grid gap-3 sm:grid-cols-2">
        <Side
          label={t("conflict.theirs", { name: conflict.by, at: conflict.at })}
          answer={conflict.answer}
          note={conflict.note}
        />
        <Side label={t("conflict.mine")} answer={conflict.mine} note={conflict.mineNote} />
      </dl>
      <input type="hidden" name={`${name}.seen`} value={conflict.revision} />
      <div className="flex flex-wrap gap-3">
        <Button
          kind="secondary"
          name="choose"
          value={`theirs:${id}`}
          aria-label={t("conflict.takeTheirsFor", { question: text })}
        >
          {t("conflict.takeTheirs")}
        </Button>
        <Button
          kind="secondary"
          name="choose"
          value={`mine:${id}`}
          aria-label={t("conflict.keepMineFor", { question: text })}
        >
          {t("conflict.keepMine")}
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
      {note ? (
        <dd className="text-small whitespace-pre-line">{t("conflict.note", { note })}</dd>
      ) : null}
    </div>
  );
}
