/** The posted form of a topic or of the table: read, saved, and what its page shows when not all of it went through. */
import { data } from "@remix-run/node";
import { parseForm } from "~/platform/form.server";
import type { EnterpriseActor } from "~/shared/actor";
import type { Locale } from "~/shared/locale";
import { answerText } from "./answer-text.server";
import { saveAnswers } from "./answers.server";
import { postedReads, topicForm, type AnswerEntry } from "./forms";
import type { Run } from "./queries.server";
import type { Question } from "./questionnaire";
import type { Theirs } from "./row-saver";
import { attachedTo, conflictView, questionView } from "./views.server";

const NONE: Record<string, Theirs> = {};

export interface PostedTopic {
  readonly actor: EnterpriseActor;
  readonly run: Run;
  readonly questions: readonly Question[];
  readonly formData: FormData;
  readonly locale: Locale;
}

/** Null: the self-check was completed in the meantime. "saved": everything went through. */
export async function saveTopicForm(posted: PostedTopic) {
  const { actor, run, questions, locale } = posted;
  const formData = chosen(posted);
  const form = parseForm(formData, topicForm(questions, (id) => attachedTo(run, id)));
  const reads = postedReads(formData, questions);
  if (!form.ok)
    return data({ ...form.refused.data, reads, conflicts: [], stored: NONE }, { status: 422 });
  const outcome = await saveAnswers(actor, run.id, form.value);
  if (outcome.is === "not-draft") return null;
  if (outcome.conflicts.length === 0 && !outcome.refused) return "saved";
  // Those in conflict go on resting on what their author had seen, until one of the two is chosen.
  const errors = Object.fromEntries([
    ...outcome.conflicts.map(({ questionId }) => [`${questionId}.is`, ["someoneElse"]]),
    ...(outcome.refused ?? []).map((questionId) => [`${questionId}.is`, ["notTaken"]]),
  ]);
  const conflicts = questions.flatMap((question) =>
    outcome.conflicts
      .filter(({ questionId }) => questionId === question.id)
      .map((each) => conflictView(question, each, mineOf(form.value, question), locale))
  );
  const stored = Object.fromEntries(
    questions.flatMap((question): [string, Theirs][] =>
      outcome.conflicts
        .filter(({ questionId }) => questionId === question.id)
        .map(({ questionId, at, ...theirs }) => [
          questionId,
          {
            ...theirs,
            at: at.toISOString(),
            answerText: answerText(question, theirs.answer, locale),
          },
        ])
    )
  );
  return data({ ...form.refuse(errors).data, reads, conflicts, stored }, { status: 409 });
}

const mineOf = (entries: readonly AnswerEntry[], { id }: Question): AnswerEntry | undefined =>
  entries.find(({ questionId }) => questionId === id);

/**
 * "choose" is the button of a conflict. "mine:<question>" lets the entry rest on the revision that was shown as
 * theirs; "theirs:<question>" puts what is stored in place of the entry, so that it is no change any more.
 */
function chosen({ formData, run, questions, locale }: PostedTopic): FormData {
  const [choice, id = ""] = String(formData.get("choose") ?? "").split(":");
  const question = questions.find((each) => each.id === id);
  if (!question) return formData;
  const next = new FormData();
  for (const [name, value] of formData)
    if (choice !== "theirs" || !new RegExp(`^${id}[.[]`).test(name)) next.append(name, value);
  if (choice === "mine") next.set(`${id}.revision`, String(formData.get(`${id}.seen`) ?? ""));
  if (choice === "theirs") {
    const { shown, read } = questionView(run, question, locale);
    appendAll(next, id, { ...shown, revision: read.revision, was: read.was });
  }
  return next;
}

/** Values under the names their fields have: `question.note`, `question.rows[0].outlet`. */
function appendAll(form: FormData, name: string, value: unknown): void {
  if (Array.isArray(value))
    value.forEach((each, at) =>
      appendAll(form, typeof each === "object" ? `${name}[${at}]` : name, each)
    );
  else if (typeof value === "object" && value !== null)
    for (const [key, inner] of Object.entries(value)) appendAll(form, `${name}.${key}`, inner);
  else form.append(name, String(value ?? ""));
}
