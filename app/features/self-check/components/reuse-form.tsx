/** Choosing among the files the enterprise has already, for one question or several at once. */
import { Form, Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import { useErrorText } from "~/shared/ui/field";
import { Section } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";
import { StandingTag, Thumbnail, type EvidenceLine } from "./evidence-item";

interface Props {
  readonly files: readonly EvidenceLine[];
  readonly query: string;
  readonly questionId: string;
  /** The questions of the same topic. */
  readonly questions: readonly { readonly id: string; readonly text: string }[];
  /** Message key of what was wrong with the choice. */
  readonly error: string | null;
}

export function ReuseForm({ files, query, questionId, questions, error }: Props) {
  const { t } = useTranslation("evidence");
  const errorText = useErrorText();
  return (
    <Section title={t("reuse.title")} id="reuse">
      <p className="mb-4 max-w-measure">{t("reuse.lead")}</p>
      {error ? (
        <Notice tone="bad" announce>
          {errorText(error)}
        </Notice>
      ) : null}
      <Form method="get" action="#reuse" className="mb-4 flex max-w-measure gap-3">
        <input
          key={query}
          type="search"
          name="q"
          defaultValue={query}
          aria-label={t("reuse.search")}
          className="min-h-11 w-full rounded-box border-2 border-strong bg-page px-3"
        />
        <Button kind="secondary" className="shrink-0">
          {t("reuse.find")}
        </Button>
      </Form>
      {files.length === 0 ? (
        <p className="mb-6 text-muted">{t("reuse.none")}</p>
      ) : (
        <Choices files={files} questionId={questionId} questions={questions} />
      )}
      <p className="mt-6">
        <Link to="/evidence">{t("reuse.all")}</Link>
      </p>
    </Section>
  );
}

function Choices({ files, questionId, questions }: Pick<Props, "files" | "questionId" | "questions">) {
  const { t } = useTranslation("evidence");
  return (
    <Form method="post" className="max-w-measure">
      <fieldset className="mb-6">
        <legend className="mb-1 font-semibold">{t("reuse.files")}</legend>
        {files.map((item) => (
          <Choice key={item.id} name="evidenceIds" value={item.id}>
            <span className="flex gap-3">
              <Thumbnail item={item} />
              <span className="min-w-0 grow break-words">
                {item.fileName}{" "}
                {item.standing === "valid" ? null : <StandingTag standing={item.standing} />}
                <span className="block text-small text-muted">
                  {item.open
                    ? t("item.from", { day: item.period })
                    : t("item.speaksFor", { period: item.period })}
                </span>
              </span>
            </span>
          </Choice>
        ))}
      </fieldset>
      <fieldset className="mb-6">
        <legend className="mb-1 font-semibold">{t("reuse.questions")}</legend>
        {questions.map(({ id, text }) => (
          <Choice key={id} name="questionIds" value={id} checked={id === questionId}>
            {text}
            {id === questionId ? <span className="text-muted"> ({t("reuse.here")})</span> : null}
          </Choice>
        ))}
      </fieldset>
      <Button kind="secondary" name="intent" value="reuse">
        {t("reuse.use")}
      </Button>
    </Form>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly value: string;
  readonly checked?: boolean;
  readonly children: ReactNode;
}

function Choice({ name, value, checked = false, children }: ChoiceProps) {
  return (
    <div className="flex min-h-11 items-start gap-3 border-t border-line py-2">
      <input
        type="checkbox"
        id={`reuse-${value}`}
        name={name}
        value={value}
        defaultChecked={checked}
        className="mt-1 size-6 shrink-0 accent-accent"
      />
      <label htmlFor={`reuse-${value}`} className="min-w-0 grow">
        {children}
      </label>
    </div>
  );
}
